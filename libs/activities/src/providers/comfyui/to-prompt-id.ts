import { createHash } from 'node:crypto';

/** A submission id as ComfyUI wants it: a canonical UUID (version 8: made by a rule of our own), the same for the same id. */
export function toPromptId(submissionId: string): string {
  const bytes = createHash('sha256').update(submissionId).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A seed that differs from submission to submission: ComfyUI serves a graph equal to the last one from its cache. */
export function toSeed(submissionId: string): number {
  return createHash('sha256').update(`seed of ${submissionId}`).digest().readUIntBE(0, 6);
}
