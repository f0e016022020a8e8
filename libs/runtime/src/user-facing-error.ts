/** What a command's exit status says; shells and schedulers read it. `restart` asks for the same program again. */
export const EXIT_STATUS = { ok: 0, failed: 1, usage: 2, outOfReach: 3, restart: 75 } as const;

export type ExitStatus = (typeof EXIT_STATUS)[keyof typeof EXIT_STATUS];

/** An error whose message is meant for a person: the cause and what to do about it. Shown without a stack trace. */
export class UserFacingError extends Error {
  override readonly name: string = 'UserFacingError';

  constructor(
    message: string,
    readonly exitStatus: ExitStatus = EXIT_STATUS.failed,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
