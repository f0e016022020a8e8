import { Context } from '@temporalio/activity';
import type { ActivityCancellationDetails } from '@temporalio/common';

/**
 * Aborts with the activity's own signal, where that was for one of some reasons. The first reason counts: an activity is
 * cancelled once.
 */
export function cancelledFor(
  hurry: AbortSignal,
  isReason: (details: ActivityCancellationDetails) => boolean,
): AbortSignal {
  const engine = Context.current();
  const chosen = new AbortController();
  const onHurry = (): void => {
    const details = engine.cancellationDetails;
    if (details && isReason(details)) chosen.abort(hurry.reason);
  };
  hurry.addEventListener('abort', onHurry, { once: true });
  if (hurry.aborted) onHurry();
  return chosen.signal;
}

/** The workflow has ended or was reset, or the engine has given the activity to another worker. */
export const isGone = ({ notFound, timedOut, reset }: ActivityCancellationDetails): boolean =>
  notFound || timedOut || reset;
