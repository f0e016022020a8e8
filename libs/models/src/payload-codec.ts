export { createPayloadCodec } from './payload-codec/create-payload-codec';
export type { PayloadCodec } from './payload-codec/create-payload-codec';
export { parsePayloadKeys, PayloadKeyError } from './payload-codec/payload-keys';
export type { PayloadKey, PayloadKeys } from './payload-codec/payload-keys';
export { PayloadLockedError } from './payload-codec/payload-locked-error';
export type { WirePayload } from './payload-codec/wire-payload';
