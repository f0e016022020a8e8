/** Environment variables, as `process.env` holds them; only a main.ts reads that one. */
export type Environment = Readonly<Record<string, string | undefined>>;
