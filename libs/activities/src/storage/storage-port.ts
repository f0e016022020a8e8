import type { Readable } from 'node:stream';

/** What is known of a stored file without reading it; `size` in bytes. */
export interface StoredFile {
  key: string;
  size: number;
  modifiedAt: Date;
}

export interface SaveStreamOptions {
  mediaType: string;
}

/** How somebody who asked over HTTP gets a file. */
export type ReadGrant =
  /** It lies on this machine's disk, below `root`. */
  | { kind: 'file'; root: string; path: string }
  /** It is to be had from there, for a short while. */
  | { kind: 'redirect'; url: string }
  /** It is still being written; this is what there is of it. */
  | { kind: 'stream'; body: Readable };

export interface GrantOptions {
  /** The name under which whoever answers in our place offers the file for saving; default: it is shown. */
  saveAs?: string | undefined;
}

/**
 * A file that grows by whole lines and can be read while it does. One process writes at a time; when a second one has
 * taken over from one thought dead, no line is lost, but some may be there twice.
 */
export interface LineLog {
  /** Appends lines, none of which holds a line break; when it resolves, they outlast this process and a power cut. */
  append(lines: readonly string[]): Promise<void>;
  /** Every line that is there now, oldest first; a line whose writing was cut off is not there. */
  read(): AsyncIterable<string>;
  /**
   * Says that no line will come for now, which makes one file of it. It may be opened and appended to again.
   * @returns the URL under which it can be read, also before
   */
  finish(): Promise<string>;
}

/**
 * Where results are kept. Keys are relative paths with `/`, of a job's folder and a file in it; a key is never shared by
 * two jobs. Everything here rejects with a GenerationError of type StorageUnavailable that says what to do.
 */
export interface Storage {
  /**
   * Keeps a finished file under a key, whole or not at all, and takes it away from `path`.
   * @returns the URL under which it can be read
   */
  saveFile(key: string, file: { path: string; mediaType: string }): Promise<string>;
  /**
   * Keeps a small text under a key, replacing what was there in one step.
   * @param options.durable whether it has to outlast a power cut, which takes time on a disk; default true
   */
  saveText(key: string, text: string, options?: { durable?: boolean }): Promise<void>;
  /**
   * Keeps what a stream gives under a key, whole or not at all, without holding it in memory. What the stream itself
   * fails with is passed on as it is.
   * @returns the URL under which it can be read
   */
  saveStream(key: string, body: Readable, options: SaveStreamOptions): Promise<string>;
  /** The text under a key; null when there is none. For small ones: it is read whole. */
  readText(key: string): Promise<string | null>;
  /**
   * The bytes under a key, from `start` on (default 0); null when there is nothing. An unfinished {@link LineLog} is
   * read as far as it goes.
   */
  readStream(key: string, options?: { start?: number }): Promise<Readable | null>;
  /** The log under a key, begun where there is none. */
  openLines(key: string): Promise<LineLog>;
  /** Every file there is, folder by folder, those of an unfinished {@link LineLog} included. */
  list(): AsyncIterable<StoredFile>;
  /** Removes files, in this order; those that are not there are removed already. */
  remove(keys: readonly string[]): Promise<void>;
  /** How a reader gets a file; null when there is none. */
  grantRead(key: string, method: 'GET' | 'HEAD', options?: GrantOptions): Promise<ReadGrant | null>;
  /** The URL under which a key can be read, which does not change. */
  toUrl(key: string): string;
  /** The key that {@link toUrl} gave a URL for; null for every other URL. */
  toKey(url: string): string | null;
  /** Writes, reads and removes a file, so that trouble shows before a job meets it. */
  check(): Promise<void>;
  /** Removes what processes that were killed left half-written. */
  sweep(): Promise<void>;
  /** Lets go of connections and of this process's own leavings. */
  close(): Promise<void>;
}
