import { existsSync } from 'node:fs';
import path from 'node:path';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { findStudio } from './find-studio';
import { toStudioPolicy, type StudioPolicyConfig } from './studio-policy';

/** For a year: the names of the parts change with what is in them. */
const FOREVER = 'public, max-age=31536000, immutable';

/** Under what ending a part lies compressed, best first. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

/** How soon a browser looks again for a studio that is perhaps being built, in seconds. */
const LOOK_AGAIN_SECONDS = 5;

const NOT_BUILT = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="refresh" content="${LOOK_AGAIN_SECONDS}">
    <title>GenVideo: the studio is not built</title>
  </head>
  <body>
    <main>
      <h1>The studio is not built</h1>
      <p>The API of GenVideo runs, but its page is not there. Build it in the folder of GenVideo:</p>
      <pre>npx nx build studio</pre>
      <p>This page looks again every ${LOOK_AGAIN_SECONDS} seconds. Meanwhile, <a href="docs">docs</a> tells what the API can do.</p>
    </main>
  </body>
</html>
`;

export interface StudioOptions {
  config: StudioPolicyConfig;
  /** Where the built studio is; default: beside the API, or in its own package. Null while it is not built. */
  find?: () => string | null;
}

/** Browsers that open a page say so; programs that ask for anything get JSON. */
const wantsPage = (request: Request): boolean => request.accepts(['json', 'html']) === 'html';

/** The file of a part that the browser takes with the least bytes. */
const toBestFile = (request: Request, file: string): { file: string; encoding: string | null } => {
  const accepted = ENCODINGS.find(
    ({ name, ending }) => request.acceptsEncodings(name) === name && existsSync(`${file}${ending}`),
  );
  return accepted ? { file: `${file}${accepted.ending}`, encoding: accepted.name } : { file, encoding: null };
};

const sendPart = (request: Request, response: Response, file: string): void => {
  const best = toBestFile(request, file);
  response.set('Cache-Control', FOREVER).type(path.extname(file)).vary('Accept-Encoding');
  if (best.encoding !== null) response.set('Content-Encoding', best.encoding);
  response.sendFile(path.basename(best.file), { root: path.dirname(best.file) });
};

/**
 * `GET /` for browsers, and the parts of that page below `/studio/`. All of it is for everybody: what it shows, it asks
 * the API for, with a key where one is needed. The URLs in it are relative, so that it stands under any prefix.
 */
export function createStudioRoutes({ config, find = findStudio }: StudioOptions): Router {
  const policy = toStudioPolicy(config);
  const routes = Router({ caseSensitive: true });

  const sendPage: RequestHandler = (request, response, next) => {
    response.vary('Accept');
    if (!wantsPage(request)) return next();
    const folder = find();
    response.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-cache' });
    if (folder === null)
      response.status(503).set('Retry-After', String(LOOK_AGAIN_SECONDS)).type('html').send(NOT_BUILT);
    else response.sendFile('index.html', { root: folder });
  };

  routes.get('/', sendPage);
  routes.get('/studio/:part', (request, response, next) => {
    const { part } = request.params;
    const folder = find();
    const file = folder === null || !/^\w[\w.-]*$/.test(part) ? null : path.join(folder, 'studio', part);
    if (file === null || !existsSync(file)) return next();
    sendPart(request, response, file);
  });
  return routes;
}
