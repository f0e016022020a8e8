import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { MockService } from './mock-service';
import { KLING_CODES } from './kling/kling-codes';

const words = 'The mock was told to be in maintenance (maintenance_ms).';

/** Answers 503 to everything while `maintenance_ms` lasts: as Kling below its paths, as the proxies elsewhere. */
export function refuseInMaintenance({ faults }: Pick<MockService, 'faults'>): RequestHandler {
  return (req, res, next) => {
    if (!faults.inMaintenance()) {
      next();
      return;
    }
    const isKling = req.baseUrl === '/v1';
    const kling = { code: 5001, message: `${KLING_CODES[5001][1]}: ${words}`, request_id: randomUUID() };
    res.status(503).json(isKling ? kling : { error: words });
  };
}
