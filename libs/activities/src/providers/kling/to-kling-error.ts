import type { FailureType, ProviderTrouble } from '@genvideo/models';
import type { KlingEnvelope } from '@genvideo/models/wire';
import type { GenerationErrorOptions } from '../../generation-error';
import { KlingError } from './kling-error';

/** What a code means for us: the type of the failure, and what people should know or do. */
interface CodeRule {
  type: FailureType;
  /** What it says of Kling, or of the account, as a whole; default nothing. */
  trouble?: ProviderTrouble;
  hint?: string;
  /** Default pause before asking again, in milliseconds. */
  retryAfterMs?: number;
  /** Whether the request may have had its effect; default false. */
  ambiguous?: boolean;
}

const KEYS = 'check VIDEO_API_ACCESS_KEY and VIDEO_API_SECRET_KEY, or the plain API key';
const PARAMETERS = 'Kling does not take these parameters';
const UNKNOWN_THING =
  'Kling does not know this method or model; check KLING_MODEL, KLING_IMAGE_MODEL, KLING_MODE and the base URL';
const SERVER_ERROR = { type: 'ServiceUnavailable', trouble: 'server_error', ambiguous: true } as const;
const BAD_KEYS = { type: 'ProviderMisconfigured', trouble: 'credentials' } as const;
const BAD_ACCOUNT = { type: 'ProviderMisconfigured', trouble: 'account' } as const;

/** By code, never by HTTP status: 429 stands for a busy service and for an empty account alike. */
const RULES: Readonly<Record<number, CodeRule>> = {
  1000: { ...BAD_KEYS, hint: KEYS },
  1001: { ...BAD_KEYS, hint: `no key was sent: ${KEYS}` },
  1002: { ...BAD_KEYS, hint: KEYS },
  1003: { ...BAD_KEYS, hint: `${KEYS}, and set this machine's clock` },
  1004: { ...BAD_KEYS, hint: `${KEYS}, and set this machine's clock` },
  1100: { ...BAD_ACCOUNT, hint: 'something is wrong with the account; see its console' },
  1101: { ...BAD_ACCOUNT, hint: 'the account is in arrears; top it up' },
  1102: { ...BAD_ACCOUNT, hint: 'the resource pack is used up or expired; buy another one' },
  1103: { ...BAD_ACCOUNT, hint: 'the account may not use this model or method' },
  1200: { type: 'InvalidRequest', hint: PARAMETERS },
  1201: { type: 'InvalidRequest', hint: PARAMETERS },
  1202: { type: 'InvalidRequest', hint: UNKNOWN_THING },
  1203: { type: 'InvalidRequest', hint: UNKNOWN_THING },
  1300: { type: 'ProviderRefused' },
  1301: { type: 'ProviderRefused' },
  1302: { type: 'RateLimited', trouble: 'too_fast', hint: 'too many requests', retryAfterMs: 3_000 },
  1303: {
    ...{ type: 'RateLimited', trouble: 'too_many', retryAfterMs: 10_000 },
    hint: 'as many tasks run as the account allows',
  },
  1304: {
    ...BAD_ACCOUNT,
    hint: "this machine's address is not among those the account allows",
  },
  5000: { ...SERVER_ERROR, hint: 'a server error' },
  5001: { ...SERVER_ERROR, trouble: 'maintenance', hint: 'maintenance', retryAfterMs: 10_000 },
  5002: { ...SERVER_ERROR, hint: 'too much to do', retryAfterMs: 10_000 },
};

/** A code that came after its documentation: its first digits say whose trouble it is. */
function toUnknownRule(code: number): CodeRule {
  const hint = 'a code that is not documented';
  if (code >= 5000) return { ...SERVER_ERROR, hint };
  if (code >= 1000 && code < 1100) return { ...BAD_KEYS, hint };
  if (code >= 1100 && code < 1200) return { ...BAD_ACCOUNT, hint };
  return { type: 'ContractViolation', hint, ambiguous: true };
}

export interface KlingAnswer {
  envelope: KlingEnvelope;
  httpStatus: number;
  /** What the answer itself asks for, in milliseconds. */
  retryAfterMs: number | undefined;
}

/** Turns an answer whose code is not 0 into an error; `what` names method and URL. */
export function toKlingError({ envelope, httpStatus, retryAfterMs }: KlingAnswer, what: string): KlingError {
  const { code, message, request_id } = envelope;
  const rule = RULES[code] ?? toUnknownRule(code);
  const pause = retryAfterMs ?? rule.retryAfterMs;
  const options: GenerationErrorOptions = {
    ambiguous: rule.ambiguous ?? false,
    trouble: rule.trouble ?? null,
    httpStatus,
    ...(pause === undefined ? {} : { retryAfterMs: pause }),
  };
  const parts = [message, rule.hint, request_id && `request ${request_id}`].filter(Boolean);
  return new KlingError(code, [rule.type, `${what} answered ${code}: ${parts.join('; ')}`], options);
}
