/** What a process of watchers is told to do. */
export interface CrowdSettings {
  url: string;
  ids: readonly string[];
  watchers: number;
  seconds: number;
}

/** The line that says that every watcher has its first state, and the mark of the line with the tally. */
export const CROWD_READY = 'crowd_ready';
export const CROWD_TALLY = 'crowd_tally ';
