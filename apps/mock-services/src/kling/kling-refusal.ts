import { HttpError } from '../http-error';
import { KLING_CODES, type KlingCode } from './kling-codes';

/** A request that Kling does not do; goes to the client as `{code, message, request_id}`. */
export class KlingRefusal extends HttpError {
  constructor(
    readonly code: KlingCode,
    detail?: string,
  ) {
    const [status, words] = KLING_CODES[code];
    super(status, detail === undefined ? words : `${words}: ${detail}`);
  }
}
