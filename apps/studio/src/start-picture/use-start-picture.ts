import { useState } from 'preact/hooks';
import { ask } from '../server/server';
import { explainTrouble } from '../server/trouble';
import { preparePicture, type PreparedPicture } from './prepare-picture';

export interface StartPictureState {
  isUnderWay: boolean;
  /** Why the latest file was not taken, in words; null where it was. */
  problem: string | null;
  /** Hands a file in. */
  take: (file: File) => Promise<void>;
}

const explain = (error: unknown): string => {
  if (error instanceof SyntaxError) return error.message;
  const { title, detail } = explainTrouble(error);
  return `${title} ${detail}`;
};

/**
 * Hands pictures in to start a video from.
 * @param onTaken told of the URL that a job takes, and of the picture's shape
 */
export function useStartPicture(
  onTaken: (url: string, shape: Omit<PreparedPicture, 'blob'>) => void,
): StartPictureState {
  const [isUnderWay, setUnderWay] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (file: File): Promise<void> => {
    setUnderWay(true);
    setProblem(null);
    try {
      const { blob, ...shape } = await preparePicture(file);
      const { image_url: url } = await ask(({ api }) => api.handInPicture(blob));
      onTaken(url, shape);
    } catch (error) {
      setProblem(explain(error));
    } finally {
      setUnderWay(false);
    }
  };
  return { isUnderWay, problem, take };
}
