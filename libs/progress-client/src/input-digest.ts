export { toInputDigest } from '@genvideo/models/input-digest';
