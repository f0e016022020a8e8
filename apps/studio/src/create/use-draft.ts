import { useEffect, useState } from 'preact/hooks';
import { keepUserName, userName } from '../profile/user-name';
import { session } from '../server/server';
import { useAnswer } from '../server/use-answer';
import { NOTHING_CARRIED } from './carried';
import { checkDraft, type DraftProblems } from './check-draft';
import { EMPTY_DRAFT, type Draft } from './draft';
import type { DraftFields } from './draft-fields';
import { fromInput } from './from-input';

/** The draft of this tab: it survives a look at another page. */
let kept: Draft | null = null;

export interface DraftForm extends DraftFields {
  /** Shows what is wrong; gives whether nothing is. */
  check: () => boolean;
  /** Shows what the API found wrong. */
  blame: (problems: DraftProblems) => void;
  /** Empties the prompt for the next one, which is no longer an earlier job run again; the settings stay. */
  clear: () => void;
}

const useEarlier = (from: string | null): Draft | null => {
  const { value } = useAnswer(
    `detail ${from ?? ''}`,
    ({ api }, signal) => api.readDetailedStatus(from ?? '', { signal }),
    { when: from !== null },
  );
  const input = value?.detailed_status?.job_input;
  return input === undefined ? null : fromInput(input);
};

/**
 * What the visitor fills in.
 * @param from the job whose input it begins with; null for that of last time
 */
export function useDraft(from: string | null): DraftForm {
  const [draft, setDraft] = useState<Draft>(() => kept ?? { ...EMPTY_DRAFT, user: userName.peek() });
  const [problems, setProblems] = useState<DraftProblems>({});
  const earlier = useEarlier(from);
  const earlierText = JSON.stringify(earlier);
  const bound = session.value?.user_id ?? null;

  /** From the newest draft there is: what is under way may come back to one that has been typed in since. */
  const take = (part: Partial<Draft>): void => {
    kept = { ...(kept ?? draft), ...part };
    setDraft(kept);
  };
  useEffect(() => {
    if (earlier !== null) take({ ...earlier, user: bound ?? (kept ?? draft).user });
  }, [earlierText]);
  useEffect(() => {
    if (bound !== null) take({ user: bound });
  }, [bound]);

  const change = (part: Partial<Draft>): void => {
    take(part);
    const mended = Object.keys(part);
    setProblems((before) =>
      Object.fromEntries(Object.entries(before).filter(([field]) => !mended.includes(field))),
    );
    if (part.user !== undefined && bound === null) keepUserName(part.user);
  };
  const check = (): boolean => {
    const found = checkDraft(draft);
    setProblems(found);
    return Object.keys(found).length === 0;
  };
  const clear = (): void => take({ prompt: '', carried: NOTHING_CARRIED });
  return { draft, problems, change, check, blame: setProblems, clear };
}
