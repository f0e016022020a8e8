import type { BatchRequest } from '@genvideo/progress-client';
import { TEXTS } from '../texts';

/** One item of a batch as it is handed in. */
export type BatchItem = NonNullable<BatchRequest['requests']>[number];

/** An object of a file: a job, a video or pictures, in whichever of their shapes. */
export type Fields = Readonly<Record<string, unknown>>;

const { file: texts } = TEXTS;

/** What items of both kinds have. */
const SHARED: readonly string[] = ['request_id', 'prompt', 'style', 'webhook_url', 'user_id', 'metadata'];

/** What says the same of a job and of an item, in another shape. */
const RESHAPED: readonly string[] = ['job_type', 'type', 'width', 'height', 'image_url'];

const toKind = ({ job_type: job, type }: Fields): 'image' | 'video' => {
  const kind = job ?? type ?? 'video';
  if (kind === 'image' || kind === 'video') return kind;
  throw new SyntaxError(texts.notType);
};

const toSize = ({ width, height, resolution }: Fields, kind: 'image' | 'video'): Fields => {
  if (kind === 'image')
    return { ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) };
  if (resolution !== undefined || (width === undefined && height === undefined)) return {};
  return { resolution: `${String(width ?? height)}x${String(height ?? width)}` };
};

const OF_VIDEOS: readonly string[] = ['duration', 'fps', 'resolution'];
const OF_PICTURES: readonly string[] = ['num_images'];

/** The fields of a job that an item of a batch has no place for: priorities, and whatever else nobody knows. */
export function findLeftOut(fields: Fields): string[] {
  const known = new Set([...SHARED, ...RESHAPED, ...OF_VIDEOS, ...OF_PICTURES]);
  return Object.keys(fields).filter((name) => !known.has(name));
}

/**
 * A job of a file as an item of a batch. Lengths mean nothing to pictures, and what {@link findLeftOut} names nothing to
 * batches: both are left out.
 * @throws SyntaxError saying what makes it unusable
 */
export function toBatchItem(fields: Fields, userName: string): BatchItem {
  const kind = toKind(fields);
  if (typeof fields['prompt'] !== 'string' || fields['prompt'].trim() === '')
    throw new SyntaxError(texts.noPrompt);
  if (typeof fields['image_url'] === 'string' && fields['image_url'] !== '')
    throw new SyntaxError(texts.noStartPicture);
  const taken = [...SHARED, ...(kind === 'image' ? OF_PICTURES : OF_VIDEOS)];
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => taken.includes(name)));
  const item = { user_id: userName, ...kept, ...toSize(fields, kind), type: kind };
  // The API checks every item by its schema and names what is wrong.
  return item as unknown as BatchItem;
}
