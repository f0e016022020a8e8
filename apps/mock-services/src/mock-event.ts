/** One line of the log: what happened, and its fields in snake_case. */
export interface MockEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** Where log lines go. */
export type LogMockEvent = (event: MockEvent) => void;
