import type { Environment } from './environment';

/** What libraries read from the process's environment on their own. */
const READ_BY_LIBRARIES = /^(AWS|OTEL)_/;

/**
 * Makes known to the SDKs of AWS and OpenTelemetry, which look into the process's environment themselves, what a `.env`
 * file says to them.
 * @param known everything, the file included
 * @param environment the process's own, which is changed; what it says stays
 */
export function handOnSettings(known: Environment, environment: Environment): void {
  for (const [name, value] of Object.entries(known))
    if (READ_BY_LIBRARIES.test(name) && value !== undefined) environment[name] ??= value;
}
