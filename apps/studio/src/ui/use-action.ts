import { useState } from 'preact/hooks';
import { ask, type Server } from '../server/server';
import { explainTrouble, type Trouble } from '../server/trouble';

/** Something a visitor does that takes a moment. */
export interface Action<Input> {
  run: (input: Input) => Promise<void>;
  isUnderWay: boolean;
  trouble: Trouble | null;
  forget: () => void;
}

/** Runs what a visitor asks for, once at a time, and keeps what went wrong until the next try. */
export function useAction<Input = void, Outcome = unknown>(
  act: (server: Server, input: Input) => Promise<Outcome>,
  onDone?: (outcome: Outcome) => void,
): Action<Input> {
  const [isUnderWay, setUnderWay] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async (input: Input): Promise<void> => {
    if (isUnderWay) return;
    setUnderWay(true);
    setTrouble(null);
    try {
      onDone?.(await ask((server) => act(server, input)));
    } catch (error) {
      setTrouble(explainTrouble(error));
    } finally {
      setUnderWay(false);
    }
  };
  return { run, isUnderWay, trouble, forget: () => setTrouble(null) };
}
