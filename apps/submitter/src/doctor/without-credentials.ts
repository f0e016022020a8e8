/** A URL for people: never with a name and password that may stand in it. */
export function withoutCredentials(text: string): string {
  const url = new URL(text);
  url.username = url.password = '';
  return url.toString().replace(/\/$/, '');
}
