export { ConflictError } from './conflict-error';
export { InvalidRequestError } from './invalid-request-error';
export { NotFoundError } from './not-found-error';
