import { LIMITER, toLimiterId, type ProviderLeases } from '@genvideo/models';
import { createCoalescer } from './create-coalescer';
import { createLimiterLine, type LimiterLineOptions } from './create-limiter-line';
import type { ProviderDesk, ProviderPlace } from './provider-desk';

/** How long looks are collected before they leave as one query, in milliseconds. */
const LOOK_WINDOW_MS = 5;

/** The most jobs that one query asks about. */
const MAX_LOOKS = 500;

/** How long a look may take, in milliseconds: a worker that leaves may be the one that would have answered. */
const LOOK_PATIENCE_MS = 3_000;

/** One job's question, and where its answer goes. */
interface Look {
  workflowId: string;
  answer: (place: ProviderPlace) => void;
}

class LimiterSilentError extends Error {
  override readonly name = 'LimiterSilentError';

  constructor(pool: string) {
    super(`The limiter of ${pool} does not answer within ${LOOK_PATIENCE_MS} ms`);
  }
}

/** A desk that talks to the limiter of one provider's pool. */
export function createProviderDesk(options: LimiterLineOptions & { pool: string }): ProviderDesk {
  const { client, pool } = options;
  const line = createLimiterLine(options);

  const lookFor = async (looks: Look[]): Promise<void> => {
    const limiter = client.workflow.getHandle(toLimiterId(pool));
    const ids = looks.map(({ workflowId }) => workflowId);
    const answer = await limiter.query<ProviderLeases, [string[]]>(LIMITER.query.leases, ids);
    const { leases, wants_word: wantsWord, health } = answer;
    looks.forEach((look, index) => look.answer({ lease: leases[index] ?? null, wantsWord, health }));
  };
  const looks = createCoalescer<Look>({ windowMs: LOOK_WINDOW_MS, maxItems: MAX_LOOKS, send: lookFor });

  const look = (workflowId: string): Promise<ProviderPlace> =>
    new Promise((answer, reject) => {
      const patience = setTimeout(() => reject(new LimiterSilentError(pool)), LOOK_PATIENCE_MS);
      const settle = looks.add({ workflowId, answer }).catch(reject);
      void settle.finally(() => clearTimeout(patience));
    });

  return {
    async claim(request) {
      await line.say({ claims: [request] });
      return look(request.workflow_id);
    },
    async confirm(request) {
      await line.say({ held: [request] });
      return look(request.workflow_id);
    },
    acquire: (request) => line.say({ acquire: [request] }),
    report: (report) => line.say({ reports: [report] }),
    release: (workflowId) => line.say({ release: [workflowId] }),
    look,
    settle: () => line.settle(),
  };
}
