/** The environment of a process, or changes to one. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One program of the stack: how it is started and how one sees that it is up. */
export interface ServiceDefinition {
  /** As people read it, and the name of its log. */
  name: string;
  command: string;
  args: readonly string[];
  /** Absolute. A `.env` in it counts. */
  cwd: string;
  /** The whole environment of the process. */
  env: Environment;
  /** Any answer of these means that it listens. */
  answersAt: readonly string[];
  /** How long it may take to end by itself when asked to, in milliseconds. */
  stopTimeoutMs: number;
}
