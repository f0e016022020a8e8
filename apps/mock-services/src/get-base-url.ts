import type { Request } from 'express';

/** How the client reaches this server, so that the URLs of files work for it too. */
export function getBaseUrl(req: Request): string {
  return `${req.protocol}://${req.get('host') ?? 'localhost'}`;
}
