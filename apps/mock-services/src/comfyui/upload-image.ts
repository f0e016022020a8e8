import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { raw, type Request, type RequestHandler } from 'express';
import sharp from 'sharp';
import type { ComfyFile } from '@genvideo/models/wire';
import type { MediaStore } from '../media-store';
import type { MediaFile } from '../task';
import type { OutputFolder } from './output-folder';

export interface UploadParts {
  readonly folder: Pick<OutputFolder, 'find' | 'keep'>;
  readonly store: Pick<MediaStore, 'dir' | 'read' | 'write'>;
}

/** A file that somebody hands in, and where to. */
interface Upload {
  readonly file: ComfyFile;
  readonly bytes: Buffer;
  readonly overwrite: boolean;
}

const FOLDERS = new Set(['input', 'temp', 'output']);
const leadsOut = (text: string): boolean => text.startsWith('/') || text.split('/').includes('..');

/** The parts of a form; null for what the server has no use for. */
async function parseUpload(req: Request): Promise<Upload | null> {
  const headers = { 'content-type': req.get('content-type') ?? '' };
  const form = await new Response(new Uint8Array(req.body as Buffer), { headers })
    .formData()
    .catch(() => null);
  const image = form?.get('image');
  const read = (name: string, fallback: string): string => {
    const value = form?.get(name);
    return typeof value === 'string' ? value : fallback;
  };
  const [subfolder, type] = [read('subfolder', ''), read('type', 'input')];
  if (!(image instanceof File) || image.name === '' || leadsOut(subfolder) || !FOLDERS.has(type)) return null;
  return {
    file: { filename: path.basename(image.name), subfolder, type },
    bytes: Buffer.from(await image.arrayBuffer()),
    overwrite: ['true', '1'].includes(read('overwrite', '')),
  };
}

/** The file itself, or the next name that is free where other bytes have this one. */
async function pickName(
  { file, bytes, overwrite }: Upload,
  { folder, store }: UploadParts,
): Promise<ComfyFile> {
  const { name, ext } = path.parse(file.filename);
  for (let number = 0; ; number += 1) {
    const candidate = { ...file, filename: number === 0 ? file.filename : `${name} (${number})${ext}` };
    const kept = folder.find(candidate);
    if (overwrite || kept === undefined) return candidate;
    if (bytes.equals(await store.read(kept.media.storedAs))) return candidate;
  }
}

async function inspect(bytes: Buffer): Promise<Pick<MediaFile, 'contentType' | 'width' | 'height'>> {
  const { format, width, height } = await sharp(bytes).metadata();
  return { contentType: format === 'jpeg' ? 'image/jpeg' : 'image/png', width, height };
}

/** Answers `POST /upload/image`: keeps a picture, and says under which name. */
export function createUploadHandlers(parts: UploadParts): RequestHandler[] {
  const takeUpload: RequestHandler = async (req, res) => {
    const upload = await parseUpload(req);
    const facts = upload && (await inspect(upload.bytes).catch(() => null));
    if (upload === null || facts === null) {
      res.status(400).end();
      return;
    }
    const file = await pickName(upload, parts);
    const storedAs = `upload-${randomUUID()}`;
    await parts.store.write(storedAs, upload.bytes);
    parts.folder.keep(file, { name: file.filename, storedAs, ...facts });
    res.json({ name: file.filename, subfolder: file.subfolder, type: file.type });
  };
  return [raw({ limit: '100mb', type: () => true }), takeUpload];
}
