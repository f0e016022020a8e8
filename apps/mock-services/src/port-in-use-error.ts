/** A server could not listen because another process has the port. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';

  constructor(service: string, address: { host: string; port: number }, cause: unknown) {
    super(
      `Port ${address.port} on ${address.host} is in use, so the ${service} mock cannot listen there: ` +
        `stop the process that has it, or choose another port with --${service}-port (MOCK_${service.toUpperCase()}_PORT).`,
      { cause },
    );
  }
}
