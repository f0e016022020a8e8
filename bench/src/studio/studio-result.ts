import type { Machine } from '../measurement';
import type { Percentiles } from '../watching/percentiles';

/** How soon the first page is there, in a browser that has never seen it; in milliseconds. */
export interface LoadResult {
  /** The first text is painted. */
  painted: number;
  /** A prompt can be typed and handed in. */
  ready: number;
  /** All scripts as they are sent, in bytes. */
  scriptBytes: number;
  /** Everything but pictures. */
  pageBytes: number;
}

/** What the page takes while jobs run on it. */
export interface LiveResult {
  running: number;
  seconds: number;
  /** Shares of one core. */
  pageCpu: number;
  browserCpu: number;
  /** Streams that are open, and requests a second besides. */
  streams: number;
  requestsPerSecond: number;
  /** Times a second that something on the page changed. */
  changesPerSecond: number;
}

/** How the gallery is scrolled from its first picture to its last. */
export interface ScrollResult {
  pictures: number;
  seconds: number;
  /** Between two frames, in milliseconds. */
  frame: Percentiles | null;
  /** The share of frames that took longer than 50 ms. */
  slowFrames: number;
  /** Tasks of the page itself that took longer than 50 ms, and the longest of them, in milliseconds. */
  longTasks: number;
  longestTask: number;
  /** Cumulative layout shift; 0.1 and less counts as good. */
  shift: number;
  /** What is drawn at the end: elements of the page, and its script's memory in MiB. */
  elements: number;
  heapMib: number;
}

export interface StudioResult {
  command: string;
  started_at: string;
  seconds: number;
  machine: Machine;
  browser: string;
  /** How long the pictures of the gallery took to be made, in seconds. */
  makingSeconds: number;
  loads: LoadResult[];
  live: LiveResult;
  scroll: ScrollResult;
}
