/** Says whether a prompt may be made at all, before anything is paid for. */
export interface ContentPolicy {
  /** Null when the prompt is fine, else the reason against it, in words. */
  check(prompt: string): Promise<string | null>;
}
