import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RequestHandler, Response } from 'express';
import { HttpError } from './http-error';
import type { MediaStore } from './media-store';
import type { MockService } from './mock-service';
import type { MediaFile, Task } from './task';
import { waitForClient } from './wait-for-client';

/** Answers `GET /media/{job_id}/{name}` with the files of completed tasks, ranges included. */
export function createMediaHandler(
  service: MockService,
  store: MediaStore,
): RequestHandler<{ job_id: string; name: string }> {
  const { ledger } = service;
  const sendFile = createFileSender(service, store);
  return async (req, res) => {
    const task = ledger.findById(req.params.job_id);
    const file = task?.media.find(({ name }) => name === req.params.name);
    if (task?.end?.status !== 'completed' || file === undefined)
      throw new HttpError(404, `No file ${req.path}.`);
    await sendFile(res, { task, file });
  };
}

/** A made file, and the task whose dice decide what happens to its download. */
export interface ServedFile {
  readonly task: Pick<Task, 'diceKey'>;
  readonly file: MediaFile;
}

/** Sends made files, with the faults of downloads. */
export function createFileSender(
  { faults }: Pick<MockService, 'faults'>,
  store: MediaStore,
): (res: Response, served: ServedFile) => Promise<void> {
  return async (res, { task, file }) => {
    const { download_delay_ms: delayMs } = faults.settings();
    if (!(await waitForClient(res, delayMs))) return;
    if (faults.strikes('media_missing_rate', task.diceKey)) {
      throw new HttpError(404, 'The mock was told to have no such file (media_missing_rate).');
    } else if (faults.strikes('html_media_rate', task.diceKey)) {
      res.type('html').send('<!doctype html><title>Sign in</title><p>Please sign in to see this file.</p>');
    } else if (faults.strikes('download_truncate_rate', task.diceKey)) {
      await sendHalf(res, path.join(store.dir, file.storedAs), file);
    } else {
      res.sendFile(file.storedAs, { root: store.dir, headers: { 'Content-Type': file.contentType } });
    }
  };
}

/** Announces the whole file, sends half of it and cuts the connection. */
async function sendHalf(res: Response, file: string, { contentType }: MediaFile): Promise<void> {
  const bytes = await readFile(file);
  res.set({ 'Content-Type': contentType, 'Content-Length': String(bytes.length) });
  res.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
  res.socket?.destroySoon();
}
