import {
  falStatusSchema,
  falSubmittedSchema,
  type FalStatus,
  type FalSubmitted,
} from '@genvideo/models/wire';
import { GenerationError } from '../../generation-error';
import { createProviderHttp, type ProviderAnswer, type ProviderHttpOptions } from '../create-provider-http';
import type { FalRequest } from './fal-request';

/** `baseUrl` is that of the model: `https://queue.fal.run/fal-ai/flux/dev`, for example. */
export type FalQueueOptions = Omit<ProviderHttpOptions, 'keyScheme'>;

/** The calls of fal's queue. Each rejects with a GenerationError. */
export interface FalQueue {
  submit(input: object, options: FalSubmitOptions): Promise<FalRequest>;
  readStatus(request: FalRequest, signal: AbortSignal): Promise<FalStatus['status']>;
  /** The output, or a 4xx that says what went wrong. */
  readResult(request: FalRequest, signal: AbortSignal): Promise<ProviderAnswer>;
  /** Whether fal took it upon itself to stop the request; false when there is nothing to stop any more. */
  cancel(request: FalRequest, signal: AbortSignal): Promise<boolean>;
}

export interface FalSubmitOptions {
  webhookUrl: string | null;
  signal: AbortSignal;
}

/** Answers of a service in trouble, or too busy, which say nothing of the request. */
const isTrouble = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status);

/** How a cancel is answered that comes too late. */
const ENDED = new Set([400, 404]);

/** The key goes with every request, so only to whom it belongs. */
function toPath(url: string, origin: string): string {
  const { origin: named, pathname, search } = new URL(url);
  if (named === origin) return `${pathname}${search}`;
  throw new GenerationError(
    'ContractViolation',
    `fal took the request, and says to ask ${named} about it, which is not ${origin}: it does not get the key`,
    { ambiguous: true },
  );
}

const toRequest = (submitted: FalSubmitted, origin: string): FalRequest => ({
  id: submitted.request_id,
  submittedAt: Date.now(),
  statusPath: toPath(submitted.status_url, origin),
  responsePath: toPath(submitted.response_url, origin),
  cancelPath: toPath(submitted.cancel_url, origin),
});

/** An HTTP client for one model of fal's. */
export function createFalQueue({ baseUrl, ...options }: FalQueueOptions): FalQueue {
  const { origin, pathname } = new URL(baseUrl);
  const http = createProviderHttp({ ...options, baseUrl: origin, keyScheme: 'Key' });
  const toRoute = (path: string): string => path.replace(/^\/+/, '');
  return {
    async submit(json, { webhookUrl, signal }) {
      const submitted = await http.request(toRoute(pathname).replace(/\/+$/, ''), {
        ...{ method: 'post', json, signal, schema: falSubmittedSchema },
        ...(webhookUrl === null ? {} : { searchParams: { fal_webhook: webhookUrl } }),
      });
      return toRequest(submitted, origin);
    },
    async readStatus({ statusPath }, signal) {
      return (await http.request(toRoute(statusPath), { signal, schema: falStatusSchema })).status;
    },
    readResult: ({ responsePath }, signal) =>
      http.ask(toRoute(responsePath), { signal, throwHttpErrors: isTrouble }),
    async cancel({ cancelPath }, signal) {
      const { status } = await http.ask(toRoute(cancelPath), {
        ...{ method: 'put', signal },
        throwHttpErrors: (answered) => answered >= 400 && !ENDED.has(answered),
      });
      return !ENDED.has(status);
    },
  };
}
