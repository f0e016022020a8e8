import { useEffect, useState } from 'preact/hooks';
import { TEXTS } from '../texts';
import { parseJobsFile, type JobsFile } from './parse-jobs-file';

/** The largest file that is read, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** How far the reading of a file is. */
export type ReadFile =
  { state: 'reading' } | { state: 'read'; file: JobsFile } | { state: 'bad'; problem: string };

const read = async (file: File, userName: string): Promise<ReadFile> => {
  if (file.size > MOST_BYTES) return { state: 'bad', problem: TEXTS.file.tooBig };
  try {
    return { state: 'read', file: parseJobsFile({ name: file.name, text: await file.text() }, userName) };
  } catch (error) {
    return { state: 'bad', problem: error instanceof SyntaxError ? error.message : String(error) };
  }
};

/** Reads a file with jobs in it. */
export function useJobsFile(file: File, userName: string): ReadFile {
  const [state, setState] = useState<ReadFile>({ state: 'reading' });
  useEffect(() => {
    let isCurrent = true;
    setState({ state: 'reading' });
    void read(file, userName).then((next) => isCurrent && setState(next));
    return () => void (isCurrent = false);
  }, [file, userName]);
  return state;
}
