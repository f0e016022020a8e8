import { setTimeout as delay } from 'node:timers/promises';
import { QueueFullError } from '@genvideo/progress-client/direct';

/** The longest wait between two tries, in seconds: places may come free sooner than was foreseen. */
const LONGEST_WAIT_SECONDS = 30;

/**
 * Submits as soon as the queue takes it: a full queue is said, and waited for as long as it asks for.
 * @throws whatever else the submission throws, or the signal's reason
 */
export async function waitForPlace<Answer>(
  submit: () => Promise<Answer>,
  { notice, signal }: { notice: (text: string) => void; signal: AbortSignal },
): Promise<Answer> {
  for (let said = false; ; said = true) {
    try {
      return await submit();
    } catch (error) {
      if (!(error instanceof QueueFullError)) throw error;
      if (!said) notice(`${error.message} The rest is submitted as places come free.`);
      const seconds = Math.min(error.retryAfterSeconds, LONGEST_WAIT_SECONDS);
      await delay(seconds * 1_000, undefined, { signal });
    }
  }
}
