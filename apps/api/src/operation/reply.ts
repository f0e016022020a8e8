/** What may go with an answer besides its body. */
export interface ReplyExtras {
  headers?: Readonly<Record<string, string>>;
  /** What the entity tag is made from where that is not the whole body. */
  tagged?: unknown;
}

/** An answer; the contract says which statuses there are, and which body belongs to each. */
export function reply<const Status extends number, Body>(
  status: Status,
  body: Body,
  extras: ReplyExtras = {},
) {
  return { status, body, ...extras };
}
