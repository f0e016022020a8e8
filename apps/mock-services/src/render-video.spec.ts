import sharp from 'sharp';
import { videoBody } from '../test/proxy-client';
import { listBoxes, readMp4 } from '../test/read-mp4';
import { serveFiles } from '../test/serve-files';
import { useMocks } from '../test/use-mocks';
import { drawFrame } from './pan-zoom';
import { decodeStill } from './load-still';

const mocks = useMocks({ light: false, maxSide: 96 });
const flat = (background: string) => sharp({ create: { width: 300, height: 200, channels: 3, background } });
let files: Awaited<ReturnType<typeof serveFiles>>;

beforeAll(async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const noisy = sharp({ create: { width: 300, height: 200, channels: 3, background: 'black', noise } });
  files = await serveFiles({
    '/red.png': await flat('red').png().toBuffer(),
    '/blue.jpg': await flat('blue').jpeg().toBuffer(),
    '/noise.png': await noisy.png().toBuffer(),
    '/page.html': Buffer.from('<p>not a picture</p>'),
  });
});
afterAll(() => files.close());

/** Submits a video of the image, waits for it and downloads it. */
async function makeVideo(image: string, changes: object = {}): Promise<Buffer> {
  const id = await mocks.video.submitJob({ ...videoBody, image_url: files.url + image, ...changes });
  const { last } = await mocks.video.untilEnded(id);
  expect(last.body['error']).toBeUndefined();
  const response = await fetch(String(last.body['video_url']));
  expect(response.headers.get('content-type')).toBe('video/mp4');
  return Buffer.from(await response.arrayBuffer());
}

describe('a made video', () => {
  it('is H.264 with its index first, of the asked length, in the shape of the image', async () => {
    const bytes = await makeVideo('/red.png', { duration: 1.5 });
    const { codec, width, height, durationSeconds, packets } = await readMp4(bytes);
    expect({ codec, width, height }).toEqual({ codec: 'avc', width: 96, height: 64 });
    expect(Math.abs(durationSeconds - 1.5)).toBeLessThan(2 / 24);
    expect(packets).toHaveLength(36);
    const boxes = listBoxes(bytes);
    expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'));
  });

  it('has the asked resolution scaled down, and the asked frame rate up to 30', async () => {
    const { width, height, packets } = await readMp4(
      await makeVideo('/red.png', { resolution: '1920x1080', fps: 60, duration: 1 }),
    );
    expect({ width, height, frames: packets.length }).toEqual({ width: 96, height: 54, frames: 30 });
  });

  it('is made of the very image', async () => {
    const [red, redAgain, blue, noise] = [
      await readMp4(await makeVideo('/red.png')),
      await readMp4(await makeVideo('/red.png')),
      await readMp4(await makeVideo('/blue.jpg')),
      await readMp4(await makeVideo('/noise.png')),
    ];
    expect(redAgain.packets).toEqual(red.packets);
    expect(blue.packets[0]).not.toEqual(red.packets[0]);
    expect(noise.packets.join('').length).toBeGreaterThan(red.packets.join('').length * 20);
  });

  it('moves: later frames of a patterned image are worth bytes, of a flat one next to none', async () => {
    const late = async (image: string) => (await readMp4(await makeVideo(image))).packets[4]?.length ?? 0;
    expect(await late('/noise.png')).toBeGreaterThan(10 * (await late('/red.png')));
  });
});

describe('drawFrame', () => {
  it.each([0, 0.5, 1])('shows the colours of the image at %d of the way', async (share) => {
    const imageUrl = 'memory';
    const still = await decodeStill(await flat('#c04010').png().toBuffer(), {
      imageUrl,
      size: undefined,
      maxSide: 32,
    });
    const out = new Uint8Array(still.video.width * still.video.height * 4);
    drawFrame(still, { ...still.video, share, out });
    for (let pixel = 0; pixel < out.length; pixel += 4) {
      expect([...out.subarray(pixel, pixel + 4)]).toEqual([0xc0, 0x40, 0x10, 255]);
    }
  });
});

describe('an image that cannot be used', () => {
  it.each([
    ['/none.png', 'could not be downloaded'],
    ['/page.html', 'not a picture'],
  ])('%s fails the job', async (image, reason) => {
    const id = await mocks.video.submitJob({ ...videoBody, image_url: files.url + image });
    const { last } = await mocks.video.untilEnded(id);
    expect(last.body).toMatchObject({ status: 'failed', error: expect.stringContaining(reason) as string });
    expect(last.body['error']).toContain(image);
  });

  it('fails the job when nobody answers there', async () => {
    const closed = await serveFiles({});
    await closed.close();
    const id = await mocks.video.submitJob({ ...videoBody, image_url: `${closed.url}/gone.png` });
    expect((await mocks.video.untilEnded(id)).last.body['error']).toContain('ECONNREFUSED');
  });
});
