import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

process.chdir(import.meta.dirname);

/** Below the page, so that nothing of the studio can be taken for a route of the API. */
const FOLDER = 'studio';

/** Where everything is made, and whence it takes its place at once: an API that runs never sees half of it. */
const NEW = 'dist.new';

/**
 * Only what is used of zod goes into the page. `z` is one object with everything in it, down to messages in fifty
 * languages; taken as a namespace it is the same to its user, and the bundler sees what is not used.
 */
const shakeZod = {
  name: 'shake-zod',
  setup(bundler) {
    bundler.onLoad({ filter: /[/\\]libs[/\\].+\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      const contents = text.replace("import { z } from 'zod';", "import * as z from 'zod';");
      return { contents, loader: 'ts' };
    });
  },
};

const { version } = JSON.parse(await readFile('package.json', 'utf8'));

/** Builds the page's parts with a hash in each name; gives where each of them lies, by what it was made from. */
const buildParts = async () => {
  const { metafile } = await build({
    entryPoints: {
      app: 'src/main.tsx',
      theme: 'src/shell/theme-start.ts',
      style: 'src/styles/main.css',
      icon: 'src/icon.svg',
    },
    absWorkingDir: process.cwd(),
    outdir: `${NEW}/${FOLDER}`,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022', 'chrome115', 'firefox120', 'safari17'],
    conditions: ['@genvideo/source'],
    define: { STUDIO_VERSION: JSON.stringify(version) },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.woff2': 'file', '.svg': 'copy' },
    legalComments: 'none',
    plugins: [shakeZod],
  });
  return Object.entries(metafile.outputs).map(([file, { entryPoint, inputs }]) => ({
    file: path.relative(NEW, file),
    source: entryPoint ?? Object.keys(inputs)[0] ?? '',
  }));
};

const writePage = async (parts) => {
  const find = (ending) => {
    const part = parts.find(({ source }) => source.endsWith(ending));
    if (part === undefined) throw new Error(`Nothing was built from ${ending}.`);
    return part;
  };
  const places = {
    script: find('main.tsx').file,
    style: find('main.css').file,
    theme: find('theme-start.ts').file,
    icon: find('icon.svg').file,
    sans: find('instrument-sans-latin-wght-normal.woff2').file,
    serif: find('instrument-serif-latin-400-normal.woff2').file,
  };
  const template = await readFile('src/index.html', 'utf8');
  await writeFile(
    `${NEW}/index.html`,
    template.replaceAll(/\{\{(\w+)\}\}/g, (_all, name) => places[name]),
  );
};

/** Text is stored compressed as well, so that no server has to do it for each visitor. */
const compressTexts = async () => {
  for (const name of await readdir(`${NEW}/${FOLDER}`)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const file = `${NEW}/${FOLDER}/${name}`;
    const text = await readFile(file);
    await writeFile(`${file}.gz`, gzipSync(text, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    await writeFile(`${file}.br`, brotliCompressSync(text, { params }));
  }
};

await rm(NEW, { recursive: true, force: true });
await mkdir(NEW, { recursive: true });
await writePage(await buildParts());
await compressTexts();
await rm('dist', { recursive: true, force: true });
await rename(NEW, 'dist');
