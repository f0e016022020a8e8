/** A port that was asked for by number is taken by another process. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';

  constructor(
    readonly port: number,
    purpose: string,
  ) {
    super(
      `Port ${port} on 127.0.0.1, wanted for ${purpose}, is in use: stop what listens there, or choose another port.`,
    );
  }
}
