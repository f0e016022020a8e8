import { inspectPicture } from './inspect-picture';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAGUlEQVR4nGM4wRAFRAwnNKKAiOFEQBQQAQBPfwe9t/7RfwAAAABJRU5ErkJggg==',
  'base64',
);

describe('inspectPicture', () => {
  it('tells what a picture is by its content', () => {
    expect(inspectPicture(PNG)).toEqual({ mediaType: 'image/png', extension: 'png', width: 2, height: 3 });
  });

  it.each([
    ['nothing', ''],
    ['a text', 'this is no picture'],
    ['markup', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'],
    ['another kind of picture', 'GIF89a\u0002\u0000\u0002\u0000'],
    ['the beginning of a picture', PNG.subarray(0, 12).toString('latin1')],
  ])('takes %s for none', (_what, text) => {
    expect(inspectPicture(Buffer.from(text, 'latin1'))).toBeNull();
  });
});
