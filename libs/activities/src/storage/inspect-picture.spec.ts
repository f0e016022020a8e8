import { inspectPicture } from './inspect-picture';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAGUlEQVR4nGM4wRAFRAwnNKKAiOFEQBQQAQBPfwe9t/7RfwAAAABJRU5ErkJggg==',
  'base64',
);

describe('inspectPicture', () => {
  it('tells what a picture is by its content', () => {
    expect(inspectPicture(PNG)).toEqual({ mediaType: 'image/png', extension: 'png', width: 2, height: 3 });
  });

  const toJpeg = (...segments: readonly (readonly number[])[]): Uint8Array =>
    Uint8Array.from([0xff, 0xd8, ...segments.flat()]);
  const frame = [0xff, 0xc0, 0, 11, 8, 0, 3, 0, 2, 1, 1, 0x11, 0];

  it('finds the size of a JPEG behind whatever stands before it', () => {
    const long = [0xff, 0xe1, 0xff, 0xff, ...Array.from({ length: 65_533 }, () => 0)];
    const jpeg = { mediaType: 'image/jpeg', extension: 'jpg', width: 2, height: 3 };
    expect(inspectPicture(toJpeg([0xff, 0xff, 0xe0, 0, 2], long, long, frame))).toEqual(jpeg);
  });

  it('takes ten megabytes that only begin as a JPEG for none, at the first byte that shows it', () => {
    const bytes = new Uint8Array(10 * 1_024 * 1_024);
    bytes.set([0xff, 0xd8, 0xff, 0xe0]);
    const reads = jest.spyOn(DataView.prototype, 'getUint16');
    expect(inspectPicture(bytes)).toBeNull();
    expect(reads.mock.calls.length).toBeLessThan(10);
    reads.mockRestore();
  });

  it('takes none that unpacks to gigabytes', () => {
    const bomb = Buffer.from(PNG);
    bomb.writeUInt32BE(30_000, 16);
    bomb.writeUInt32BE(30_000, 20);
    expect(inspectPicture(bomb)).toBeNull();
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
