/** The HTTP status and the words that go with each of Kling's codes. */
export const KLING_CODES = {
  1000: [401, 'Authentication failed'],
  1001: [401, 'Authorization is empty'],
  1002: [401, 'Authorization is invalid'],
  1003: [401, 'Authorization is not yet valid'],
  1004: [401, 'Authorization has expired'],
  1100: [429, 'Account exception'],
  1101: [429, 'Account in arrears'],
  1102: [429, 'Resource pack depleted or expired'],
  1103: [403, 'No permission for the requested resource'],
  1200: [400, 'Invalid request parameters'],
  1201: [400, 'Invalid parameters'],
  1202: [404, 'The requested method is invalid'],
  1203: [404, 'The requested resource does not exist'],
  1300: [400, 'Trigger strategy of the platform'],
  1301: [400, 'Trigger the content security policy of the platform'],
  1302: [429, 'The API request is too fast'],
  1303: [429, 'Parallel task over resource pack limit'],
  1304: [429, 'Trigger the IP whitelisting policy'],
  5000: [500, 'Server internal error'],
  5001: [503, 'Server temporarily unavailable'],
  5002: [504, 'Server internal timeout'],
} as const satisfies Record<number, readonly [number, string]>;

export type KlingCode = keyof typeof KLING_CODES;

/** Reads a code that stands in a text, such as a key of `kling_codes`. */
export function toKlingCode(text: string): KlingCode | undefined {
  return Object.hasOwn(KLING_CODES, text) ? (Number(text) as KlingCode) : undefined;
}
