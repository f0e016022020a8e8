import { createHash } from 'node:crypto';

/**
 * The `external_task_id` of a submission: a UUID (version 8) made of its id, because which lengths and characters Kling
 * takes is not documented, and the id stands in the path of look-ups.
 */
export function toKlingExternalId(submissionId: string): string {
  const bytes = createHash('sha256').update(submissionId).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
