import { toJobFolder } from './identifier';

/** Where the files of a batch lie in the store, beside one another as those of a job do. */
export interface BatchKeys {
  /** The list of its requests, one a line, when it came with the batch. */
  requests: string;
  /** How its items ended, one a line. */
  results: string;
  /** Which items were run again, and how often. */
  retries: string;
  state: string;
}

/** The store's keys of a batch's files. */
export function toBatchKeys(batchId: string): BatchKeys {
  const folder = toJobFolder(batchId);
  return {
    requests: `${folder}/requests.jsonl`,
    results: `${folder}/results.jsonl`,
    retries: `${folder}/retries.json`,
    state: `${folder}/state.json`,
  };
}
