import { InvalidRequestError } from '../invalid-request-error';

const EXAMPLE = 'such as "http://127.0.0.1:8000"';

/**
 * The URL of an API without a slash at its end.
 * @throws InvalidRequestError naming `apiBaseUrl`
 */
export function parseBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new InvalidRequestError(`apiBaseUrl is not an http or https URL: "${text}". Give one ${EXAMPLE}.`);
  if (url.username !== '' || url.password !== '')
    throw new InvalidRequestError(
      'apiBaseUrl carries a name or password. Leave it out, and give a key as apiKey.',
    );
  if (url.search !== '' || url.hash !== '')
    throw new InvalidRequestError(
      `apiBaseUrl has more than a host and a path: "${text}". Give one ${EXAMPLE}.`,
    );
  return url.href.replace(/\/+$/, '');
}
