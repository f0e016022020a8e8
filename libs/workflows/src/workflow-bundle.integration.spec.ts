import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { loadTestEnvironment } from '@genvideo/testing';

/** What workflow code may be made of: our own pure code, the SDK, and what the SDK itself brings. */
const ALLOWED = [
  /^libs\/(workflows|models)\/src\//,
  /^node_modules\/@temporalio\/(workflow|common|proto)\//,
  /^node_modules\/(long|protobufjs|@protobufjs|nexus-rpc|ms)\//,
  // Empty stand-ins for optional modules that the bundler leaves out.
  /^libs\/workflows\/\?[0-9a-f]+$/,
  /^node_modules\/@temporalio\/worker\/lib\/workflow-log-interceptor/,
];

const { bundlePath } = loadTestEnvironment();

/** The bundle's modules by their path from the workspace's root; the bundler names them from this project's folder. */
const readModules = (bundle: string): string[] => {
  const names = [...bundle.matchAll(/^\/\*{3}\/ "([^"]+)"/gm)].map(([, name = '']) => name);
  return [...new Set(names)].map((name) => path.posix.join('libs/workflows', name));
};

describe('the workflow bundle', () => {
  const modules = readModules(readFileSync(bundlePath ?? '', 'utf8'));

  it('holds our story and nothing that may not be in it', () => {
    expect(modules).toContain('libs/workflows/src/gen-video-workflow.ts');
    const strangers = modules.filter((name) => !ALLOWED.some((allowed) => allowed.test(name)));
    expect(strangers).toEqual([]);
  });

  it('has no zod, no ky, no schemas and no Node built-ins', () => {
    const forbidden = /\/(zod|ky)\/|^node:|\/schemas\/|models\/src\/(schemas|config|wire|callback-url)\.ts/;
    expect(modules.filter((name) => forbidden.test(name))).toEqual([]);
  });

  it('is loaded once for all workflows of a worker', () => {
    // Webpack leaves it out where the package says that nothing happens when it is loaded.
    const preload = /function preloadModules\(\) \{\s*__webpack_require__\([^\n]*\/src\/workflows\.ts/;
    expect(readFileSync(bundlePath ?? '', 'utf8')).toMatch(preload);
  });

  it('stays close to the size of an empty one', () => {
    const EMPTY_BYTES = 1_630_000;
    expect(statSync(bundlePath ?? '').size).toBeLessThan(EMPTY_BYTES * 1.35);
  });
});
