import type { Explanation } from '@genvideo/models';

/** An explanation for people: the sentence, what to do, and where to read on. */
export function formatExplanation({ sentence, next_step: nextStep, failure }: Explanation): string {
  const lines = [
    sentence,
    nextStep === null ? null : `What to do: ${nextStep}`,
    failure === null ? null : `More: ${failure.docs}`,
  ];
  return lines.filter((line) => line !== null).join('\n');
}
