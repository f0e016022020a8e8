import { falErrorSchema, type FalError } from '@genvideo/models/wire';
import type { ProviderAnswer } from '../create-provider-http';
import type { TaskState } from '../provider-port';

type FailedState = Extract<TaskState, { status: 'failed' }>;
type Problem = Exclude<FalError['detail'], string>[number];

/** How much is shown of an answer that is in nobody's words, in characters. */
const SHOWN = 200;

const toDetail = (body: string): FalError['detail'] | null => {
  try {
    return falErrorSchema.parse(JSON.parse(body)).detail;
  } catch {
    return null;
  }
};

const describe = ({ loc, msg }: Problem): string => {
  const field = loc.slice(1).join('.');
  return field === '' ? msg : `${field}: ${msg}`;
};

/** What the model finds wrong with a field of its input, it finds wrong every time. */
const toType = (problems: readonly Problem[]): Pick<FailedState, 'type'> => {
  if (problems.some(({ type }) => type === 'content_policy_violation')) return { type: 'ProviderRefused' };
  return problems.every(({ loc }) => loc.length > 1) ? { type: 'InvalidRequest' } : {};
};

/** A request is COMPLETED whatever became of it: that its result is a 4xx says that it failed, and why. */
export function toFalFailedState({ status, body }: ProviderAnswer): FailedState {
  const detail = toDetail(body);
  if (typeof detail === 'string') return { status: 'failed', reason: detail };
  if (detail !== null)
    return { status: 'failed', reason: detail.map(describe).join('; '), ...toType(detail) };
  const words = body.slice(0, SHOWN).replaceAll(/\s+/g, ' ').trim();
  return { status: 'failed', reason: `the result is an error ${status} ${words}`.trim() };
}
