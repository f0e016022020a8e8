/** Headers of an answer, by their names with what each says, as OpenAPI describes them. */
export function toHeaders(headers: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}

/** What a caller that is counted has left. */
export const QUOTA_HEADERS = {
  'RateLimit-Limit': 'How many requests the caller has a minute.',
  'RateLimit-Remaining': 'How many of them are left.',
  'RateLimit-Reset': 'The seconds until it has all of them again.',
};
