import { handOnSettings } from './hand-on-settings';

describe('handOnSettings', () => {
  it('tells the SDKs of others what stands in the file, and nobody else', () => {
    const environment: Record<string, string | undefined> = { AWS_REGION: 'eu-west-1' };
    const known = {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'key',
      API_KEYS: 'secret',
      OTEL_SERVICE_NAME: 'studio',
      AWS_PROFILE: undefined,
    };
    handOnSettings(known, environment);
    expect(environment).toEqual({
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'key',
      OTEL_SERVICE_NAME: 'studio',
    });
  });
});
