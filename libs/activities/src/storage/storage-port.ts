/** Where results are kept. Keys are relative paths with `/`; a key is never shared by two jobs. */
export interface Storage {
  /**
   * Keeps a finished file under a key, whole or not at all, and takes it away from `path`.
   * @returns the URL under which it can be read
   * @throws GenerationError of type StorageUnavailable
   */
  saveFile(key: string, file: { path: string; mediaType: string }): Promise<string>;
  /**
   * Keeps a small text under a key, replacing what was there in one step.
   * @param options.durable whether it has to outlast a power cut, which takes time on a disk; default true
   */
  saveText(key: string, text: string, options?: { durable?: boolean }): Promise<void>;
}
