import { createRedactor } from './create-redactor';

const redact = createRedactor(['s3cret-of-"mine"', 'another/secret+1']);

describe('createRedactor', () => {
  it.each([
    ['a name', '{"api_key":"abc","user_id":"ann"}', '{"api_key":"[redacted]","user_id":"ann"}'],
    [
      'a deep name',
      '{"a":{"b":{"c":{"callbackSecret":"x\\"y"}}}}',
      '{"a":{"b":{"c":{"callbackSecret":"[redacted]"}}}}',
    ],
    ['a header', '{"headers":{"X-API-Key":["a","b"]}}', '{"headers":{"X-API-Key":"[redacted]"}}'],
    [
      'a name in a text',
      '{"message":"sent {\\"token\\":\\"abc\\"}"}',
      '{"message":"sent {\\"token\\":\\"[redacted]\\"}"}',
    ],
    [
      'a header in a text',
      'Authorization: Basic YTpi, X-API-Key: abc',
      'Authorization: [redacted], X-API-Key: [redacted]',
    ],
    ['a bearer', 'refused Bearer eyJhbGciOi.J9-_~', 'refused Bearer [redacted]'],
    ['a password in a URL', '"smtp://ann:p%40ss@mail.example:25"', '"smtp://[redacted]@mail.example:25"'],
    [
      'a token in a URL',
      'GET /cb?stage=video&token=abc.def&attempt=1',
      'GET /cb?stage=video&token=[redacted]&attempt=1',
    ],
    ['a signed link', '?X-Amz-Signature=0ab&X-Amz-Date=1', '?X-Amz-Signature=[redacted]&X-Amz-Date=1'],
    ['a webhook secret', 'with whsec_MfKQ9r8GKYqr/w==', 'with whsec_[redacted]'],
    ['a Slack webhook', 'https://hooks.slack.com/services/T0/B0/XX', 'https://hooks.slack.com/[redacted]'],
    ['a known secret', 'got another/secret+1!', 'got [redacted]!'],
    ['a known secret in JSON', JSON.stringify('is s3cret-of-"mine"'), '"is [redacted]"'],
    ['a known secret in a URL', '?q=another%2Fsecret%2B1', '?q=[redacted]'],
  ])('hides %s', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    '{"idempotency_key":"job-1","percent":50,"key_count":3}',
    'Send a key as "Authorization: Bearer KEY"'.replace('Authorization: ', ''),
    'set CALLBACK_SECRET for the API and the workers',
    'GET http://127.0.0.1:8000/workflows/user@host/status?limit=5',
  ])('leaves %s', (text) => {
    expect(redact(text)).toBe(text);
  });
});
