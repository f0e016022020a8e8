/** Variables as a process has them; one that is not there is undefined. */
export type Environment = Record<string, string | undefined>;
