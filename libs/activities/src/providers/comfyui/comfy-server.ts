import type { ProviderTrouble } from '@genvideo/models';
import type { ComfyNodeInfo } from '@genvideo/models/wire';
import { GenerationError } from '../../generation-error';
import { createComfyCalls, type ComfyCalls } from './create-comfy-calls';
import { createComfyFeed, type ComfyFeed } from './create-comfy-feed';

/** One server of the pool, and what is known of it. */
export interface ComfyServer {
  /** Host and path, as task ids have it. */
  readonly name: string;
  readonly calls: ComfyCalls;
  readonly feed: ComfyFeed;
  /** What its node classes are like, as it said lately. */
  readonly classes: Map<string, { info: ComfyNodeInfo | null; readAt: number }>;
  /** Submissions of this process that are on their way to it. */
  arriving: number;
  /** When it was last chosen, in milliseconds of this process. */
  chosenAt: number;
  /** Does something with it, and keeps count of how long it has been silent. */
  ask<Answer>(question: (calls: ComfyCalls) => Promise<Answer>): Promise<Answer>;
  /** How long it has given no answer, in milliseconds; 0 when it did at last. */
  silentMs(): number;
  /** What its last answer, or the lack of one, says of it; null when it works. */
  trouble(): ProviderTrouble | null;
}

/** Failures further apart do not count as one silence, in milliseconds. */
const LONGEST_GAP_MS = 90_000;

const isSilence = (error: unknown): boolean =>
  error instanceof GenerationError && error.type === 'ServiceUnavailable';

const toName = (baseUrl: string): string => {
  const { host, pathname } = new URL(baseUrl);
  return `${host}${pathname}`.replace(/\/+$/, '');
};

/** @param timeoutMs how long one call may take, in milliseconds; default 30,000 */
export function createComfyServer(baseUrl: string, timeoutMs?: number): ComfyServer {
  const calls = createComfyCalls(baseUrl, timeoutMs);
  let silence: { since: number; last: number } | null = null;
  let trouble: ProviderTrouble | null = null;
  return {
    name: toName(baseUrl),
    calls,
    feed: createComfyFeed(baseUrl),
    classes: new Map(),
    arriving: 0,
    chosenAt: 0,
    async ask(question) {
      try {
        const answer = await question(calls);
        silence = null;
        trouble = null;
        return answer;
      } catch (error) {
        const now = Date.now();
        trouble = error instanceof GenerationError ? error.trouble : null;
        if (!isSilence(error)) silence = null;
        else if (silence && now - silence.last < LONGEST_GAP_MS) silence.last = now;
        else silence = { since: now, last: now };
        throw error;
      }
    },
    silentMs: () => (silence ? Date.now() - silence.since : 0),
    trouble: () => trouble,
  };
}
