export interface DeliveryErrorOptions extends ErrorOptions {
  /** Whether it would be in vain to try again. */
  final?: boolean;
  /** What the receiver answered, of HTTP or SMTP. */
  status?: number;
  /** How long to wait before the next attempt, in milliseconds, where the receiver said so. */
  retryAfterMs?: number;
}

/** A notice that was not taken. The message names the receiver by its host alone: URLs may hold secrets. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly final: boolean;
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(message: string, { final, status, retryAfterMs, ...options }: DeliveryErrorOptions = {}) {
    super(message, options);
    this.final = final ?? false;
    this.status = status ?? null;
    this.retryAfterMs = retryAfterMs ?? null;
  }
}
