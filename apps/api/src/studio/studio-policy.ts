import type { Config } from '@genvideo/models/config';

/** Where pictures and videos may come from besides: a file on S3 is a redirect to there. */
const toStoreOrigins = ({ S3_BUCKET: bucket, S3_ENDPOINT: endpoint }: StudioPolicyConfig): string[] => {
  if (bucket === null) return [];
  return [endpoint === null ? 'https://*.amazonaws.com' : new URL(endpoint).origin];
};

export type StudioPolicyConfig = Pick<Config, 'S3_BUCKET' | 'S3_ENDPOINT'>;

/** The Content-Security-Policy of the studio's page: its own parts, this API, and the store of results. */
export function toStudioPolicy(config: StudioPolicyConfig): string {
  const store = toStoreOrigins(config);
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'font-src': ["'self'"],
    'img-src': ["'self'", 'blob:', 'data:', ...store],
    'media-src': ["'self'", 'blob:', ...store],
    'connect-src': ["'self'", ...store],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}
