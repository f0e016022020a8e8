/** A capacity that the drill asked for. Times are in milliseconds since 1970. */
export interface CapacityChange {
  capacity: number;
  sent_at_ms: number;
  /** When an API said that it holds; null where none did, and it may hold or not. */
  confirmed_at_ms: number | null;
}
