import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { jobStateSchema } from '@genvideo/models/schemas';
import type { Caller } from '../auth/caller';
import { rawOperation, type Operation } from '../operation/operation';
import { ProblemError } from '../problem';

const STATE_FILE = 'state.json';

/** How long readers may read nothing, in milliseconds, unless the operation is told otherwise. */
const IDLE_MS = 60_000;

const assetContract = {
  id: 'getAsset',
  method: 'get',
  path: '/assets/{folder}/{file}',
  tag: 'Assets',
  summary: "A file of a job's result",
  description:
    'With ranges and entity tags. Where keys are required, a browser shows it by a ticket: `?ticket=` of POST /tickets.',
  access: 'key_or_ticket',
  parameters: { path: z.object({ folder: z.string(), file: z.string() }) },
  answers: {
    200: { description: 'The file.', mediaType: '*/*' },
    206: { description: 'The range of it that was asked for.', mediaType: '*/*' },
    304: { description: 'It has not changed since.' },
  },
  problems: ['NotFound', 'PreconditionFailed', 'BadRange'],
} as const;

const notFound = (url: string): ProblemError =>
  new ProblemError('NotFound', `There is no file ${url.split('?')[0]}; a job's result names its files.`);

/** Whose job a folder holds, by the state file in it: known without the engine, and for as long as the files are there. */
async function readOwner(folder: string): Promise<string | null> {
  try {
    const state = jobStateSchema.parse(JSON.parse(await readFile(path.join(folder, STATE_FILE), 'utf8')));
    const { user_id: userId } = state.job_input;
    return typeof userId === 'string' ? userId : null;
  } catch {
    return null;
  }
}

const toAssetError = (error: unknown, url: string): unknown => {
  const { status } = error as { status?: number };
  if (status === 404 || status === 403) return notFound(url);
  if (status === 412)
    return new ProblemError(
      'PreconditionFailed',
      'The file is not as If-Match or If-Unmodified-Since says. Ask without them for what it is now.',
    );
  return error;
};

const isName = (text: string): boolean => !text.startsWith('.') && !/[/\\\0]/.test(text);

/**
 * `GET /assets/...`: the files of RESULTS_DIR; never a listing, never a dot file, never another user's.
 * @param idleMs how long a reader may read nothing before it is cut off, in milliseconds; default 60,000
 */
export function createAssetOperation(resultsDir: string, { idleMs = IDLE_MS } = {}): Operation {
  return rawOperation(assetContract, async (request, response, next) => {
    const { folder, file } = request.params as { folder: string; file: string };
    const { userId } = response.locals['caller'] as Caller;
    if (!isName(folder) || !isName(file)) throw notFound(request.originalUrl);
    if (userId !== null && (await readOwner(path.join(resultsDir, folder))) !== userId)
      throw notFound(request.originalUrl);
    response.setTimeout(idleMs, () => response.destroy());
    // Pages of other origins show them, too.
    response.set('Cross-Origin-Resource-Policy', 'cross-origin');
    response.sendFile(
      `${folder}/${file}`,
      { root: path.resolve(resultsDir), dotfiles: 'ignore' },
      (error) => {
        if (!error || response.headersSent) return;
        next(toAssetError(error, request.originalUrl));
      },
    );
  });
}
