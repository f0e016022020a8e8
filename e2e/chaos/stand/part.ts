/** A process that can be killed, frozen and started again; the parts of a cluster have this form too. */
export interface Part {
  readonly pid: number;
  signal(signal: NodeJS.Signals): void;
  /** Starts it anew where it ended, or ends it first; resolves when it is ready. */
  restart(): Promise<void>;
}
