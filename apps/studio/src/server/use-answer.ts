import { useEffect, useRef, useState } from 'preact/hooks';
import { isVisible } from '../shell/is-visible';
import { noteAnswer } from './connection';
import { ask, server, type Server } from './server';
import { explainTrouble, type Trouble } from './trouble';

/** What a page knows of something it asked for. An old answer stays while a newer one cannot be had. */
export interface Answer<Value> {
  value: Value | null;
  trouble: Trouble | null;
  isLoading: boolean;
  reload: () => void;
}

export interface QuestionOptions {
  /** Asks again so often, in milliseconds, while the page is looked at. Without it, once. */
  everyMs?: number;
  /** Whether it is asked at all; default true. */
  when?: boolean;
}

/** How long a question that failed for want of an answer waits for the next try, in milliseconds. */
const RETRY_MS = 3_000;

const toPause = (trouble: Trouble | null, everyMs: number | undefined): number | null => {
  if (trouble === null) return everyMs ?? null;
  return trouble.cure === 'wait' ? Math.max(RETRY_MS, everyMs ?? 0) : null;
};

/**
 * Asks for something when the page is shown, when `about` changes, when another key is entered, and again as the
 * options say. What could not be answered is asked again until it is.
 */
export function useAnswer<Value>(
  about: string,
  load: (server: Server, signal: AbortSignal) => Promise<Value>,
  { everyMs, when = true }: QuestionOptions = {},
): Answer<Value> {
  const [state, setState] = useState<{ about: string; value: Value | null; trouble: Trouble | null }>({
    about,
    value: null,
    trouble: null,
  });
  const [nth, setNth] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  const clients = server.value;
  const isShown = isVisible.value;

  useEffect(() => {
    if (!when || !isShown) return;
    const stopping = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const askOnce = async (): Promise<void> => {
      let trouble: Trouble | null = null;
      try {
        const value = await ask((current) => latest.current(current, stopping.signal));
        if (!stopping.signal.aborted) setState({ about, value, trouble });
      } catch (error) {
        if (stopping.signal.aborted) return;
        trouble = explainTrouble(error);
        const failed = trouble;
        setState((before) => ({
          about,
          value: before.about === about ? before.value : null,
          trouble: failed,
        }));
      }
      if (stopping.signal.aborted) return;
      noteAnswer(trouble?.isSilence !== true);
      const pause = toPause(trouble, everyMs);
      if (pause !== null) timer = setTimeout(() => void askOnce(), pause);
    };
    void askOnce();
    return () => {
      clearTimeout(timer);
      stopping.abort();
    };
  }, [about, clients, everyMs, when, isShown, nth]);

  const isCurrent = state.about === about;
  return {
    value: isCurrent ? state.value : null,
    trouble: isCurrent ? state.trouble : null,
    isLoading: !isCurrent || (state.value === null && state.trouble === null),
    reload: () => setNth(nth + 1),
  };
}
