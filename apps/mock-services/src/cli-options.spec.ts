import { parseCliOptions } from './cli-options';
import { OptionsError } from './options-error';

describe('parseCliOptions', () => {
  it('has defaults', () => {
    expect(parseCliOptions([], {})).toEqual({
      host: '127.0.0.1',
      imagePort: 6889,
      videoPort: 16882,
      imageSeconds: 3,
      videoSeconds: 6,
      maxSide: 512,
      light: false,
      seed: 1,
      faults: {},
    });
  });

  it('takes flags before the environment, and empty variables as not set', () => {
    const environment = {
      MOCK_IMAGE_SECONDS: '9',
      MOCK_VIDEO_SECONDS: '0.03',
      MOCK_LIGHT: 'true',
      MOCK_SEED: '',
    };
    const options = parseCliOptions(['--image-seconds', '0.5', '--image-port', '0'], environment);
    expect(options).toMatchObject({
      imageSeconds: 0.5,
      videoSeconds: 0.03,
      light: true,
      seed: 1,
      imagePort: 0,
    });
  });

  it('merges faults from MOCK_FAULTS, --faults and their own flags', () => {
    const environment = { MOCK_FAULTS: '{"failure_rate": 0.1, "latency_ms": 5, "video": {"stuck_rate": 1}}' };
    const argv = ['--faults', '{"failure_rate": 0.2}', '--ignore-idempotency', 'true', '--latency-ms', '7'];
    expect(parseCliOptions(argv, environment).faults).toEqual({
      failure_rate: 0.2,
      latency_ms: 7,
      video: { stuck_rate: 1 },
      ignore_idempotency: true,
    });
  });

  it('names every bad value at once', () => {
    const environment = { MOCK_LIGHT: 'perhaps', MOCK_CALLBACK_SECRET: 'not base64!' };
    const parse = () => parseCliOptions(['--image-port', '99999', '--image-seconds', 'soon'], environment);
    for (const name of ['light', 'callbackSecret', 'imagePort', 'imageSeconds']) expect(parse).toThrow(name);
    expect(parse).toThrow(OptionsError);
  });

  it.each([
    ['--faults', '{"failure_rat": 1}', 'failure_rat'],
    ['--faults', '{no', '--faults is not JSON'],
    ['--failure-rate', '2', 'failure_rate'],
  ])('refuses %s %s', (flag, value, problem) => {
    expect(() => parseCliOptions([flag, value], {})).toThrow(problem);
  });
});
