import { parse as parseYaml } from 'yaml';
import { WORKSPACE_ROOT } from '@genvideo/testing';
import { findGoValidator } from '../test/find-go-validator';
import { isKnownSetting } from '../test/known-settings';
import { readImage } from '../test/read-image';
import { readRootFile } from '../test/read-root-file';
import { itWith, judge } from '../test/validator';

/** The loader of Docker Compose itself, which checks the file by the specification's schema. */
const composeSpec = findGoValidator('compose-spec', 'github.com/compose-spec/compose-go/v2/cmd');

interface Service {
  image: string;
  build?: { target: string };
  profiles?: string[];
  environment?: Record<string, string>;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  ports?: string[];
}

const { services } = parseYaml(readRootFile('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
};
const OWN = Object.entries(services).filter(([, { build }]) => build !== undefined);

const listWith = (profile: string): string[] =>
  Object.entries(services)
    .filter(([, { profiles = [profile] }]) => profiles.includes(profile))
    .map(([name]) => name)
    .sort();

const EVERYWHERE = ['postgresql', 'setup', 'temporal', 'temporal-ui'];

describe('docker-compose.yml', () => {
  it.each(['mocks', 'providers'])('has a name for every service of the profile "%s"', (profile) => {
    expect(listWith(profile).length).toBeGreaterThan(EVERYWHERE.length);
  });

  for (const profile of ['mocks', 'providers', 'tools'])
    itWith(composeSpec)(`is accepted by the Compose specification, with the profile ${profile}`, () => {
      const { status, output } = judge(composeSpec, ['--format', 'json', 'docker-compose.yml'], {
        cwd: WORKSPACE_ROOT,
        env: { COMPOSE_PROFILES: profile },
      });
      expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('"postgresql"') });
    });

  itWith(composeSpec)('would not be accepted with a word that Compose does not know', () => {
    const broken = ['--format', 'json', 'deploy/test/broken-compose.yml'];
    expect(judge(composeSpec, broken, { cwd: WORKSPACE_ROOT })).toMatchObject({
      status: 1,
      output: expect.stringContaining('imagee'),
    });
  });

  it('runs a worker and an API with mocks, or with the providers that .env names', () => {
    expect(listWith('mocks')).toEqual([...EVERYWHERE, 'api', 'mocks', 'worker'].sort());
    expect(listWith('providers')).toEqual([...EVERYWHERE, 'api-live', 'worker-live'].sort());
  });

  it.each(OWN)(
    'builds %s from a target of the Dockerfile, without rights and with nothing to write',
    (_name, service) => {
      expect(() => readImage(service.build?.target ?? '')).not.toThrow();
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
    },
  );

  it.each(OWN)('gives %s settings that a program reads', (_name, { environment = {} }) => {
    expect(Object.keys(environment).filter((name) => !isKnownSetting(name))).toEqual([]);
  });

  it.each(Object.entries(services))('opens %s to this machine only', (_name, { ports = [] }) => {
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });
});
