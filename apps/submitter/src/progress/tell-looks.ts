import type { QueryMethod } from '@genvideo/progress-client';
import type { AskJob } from './ask-job';
import type { JobReading } from './job-reading';

const describeLook = ({ result }: JobReading, method: QueryMethod): string => {
  if (!result.success) return `${method} got no progress`;
  if (result.source === 'direct') return 'the engine answered';
  return method === 'fallback' ? 'the API answered, the engine had not' : 'the API answered';
};

/** Asks as `ask` does, and says of every look who answered and how long it took. */
export function tellLooks(ask: AskJob, method: QueryMethod, notice: (text: string) => void): AskJob {
  return async (workflowId) => {
    const startedAt = performance.now();
    const reading = await ask(workflowId);
    notice(
      `${workflowId}: ${describeLook(reading, method)} after ${Math.round(performance.now() - startedAt)} ms`,
    );
    return reading;
  };
}
