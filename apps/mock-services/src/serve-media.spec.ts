import sharp from 'sharp';
import { imageBody, videoBody } from '../test/proxy-client';
import { readMp4 } from '../test/read-mp4';
import { useMocks } from '../test/use-mocks';

const mocks = useMocks({ light: false });

async function makeImage(): Promise<string> {
  const id = await mocks.image.submitJob(imageBody, 'k');
  await mocks.image.untilEnded(id);
  return String((await mocks.image.result(id)).body['image_url']);
}

describe('media files', () => {
  it('are pictures of the asked size, and of the prompt', async () => {
    const response = await fetch(await makeImage());
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(await sharp(await response.arrayBuffer()).metadata()).toMatchObject({
      format: 'png',
      width: 64,
      height: 48,
    });
  });

  it('differ by seed when several are asked for', async () => {
    const id = await mocks.image.submitJob({ ...imageBody, num_images: 3 });
    await mocks.image.untilEnded(id);
    const urls = (await mocks.image.result(id)).body['images'] as string[];
    const bytes = await Promise.all(
      urls.map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())),
    );
    expect(new Set(bytes.map((png) => png.toString('hex'))).size).toBe(3);
  });

  it('can be had in ranges', async () => {
    const url = await makeImage();
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    const part = await fetch(url, { headers: { range: 'bytes=10-19' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(10, 20))).toBe(true);
  });

  it('are not there before the job has completed, nor under other names', async () => {
    mocks.services.setFaults({ slow_progress: 1000 });
    const id = await mocks.image.submitJob(imageBody);
    for (const name of ['image-1.png', '..%2F..%2Fetc%2Fpasswd']) {
      expect((await mocks.image.send('GET', `/media/${id}/${name}`)).status).toBe(404);
    }
  });

  it('can be cut in the middle', async () => {
    const url = await makeImage();
    mocks.services.setFaults({ download_truncate_rate: 1 });
    const response = await fetch(url);
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  it('can be HTML', async () => {
    const url = await makeImage();
    mocks.services.setFaults({ html_media_rate: 1 });
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
  });

  it('can be slow', async () => {
    const url = await makeImage();
    mocks.services.setFaults({ download_delay_ms: 600_000 });
    const leave = new AbortController();
    const slow = fetch(url, { signal: leave.signal }).then(
      () => 'answered',
      () => 'left',
    );
    await mocks.image.send('GET', '/health');
    leave.abort();
    expect(await slow).toBe('left');
  });
});

describe('light mode', () => {
  const light = useMocks();

  it('serves the same file for every job of one size, without asking for image_url', async () => {
    const files = await Promise.all(
      ['one prompt', 'another prompt'].map(async (prompt) => {
        const id = await light.video.submitJob({ ...videoBody, prompt });
        const { last } = await light.video.untilEnded(id);
        return Buffer.from(await (await fetch(String(last.body['video_url']))).arrayBuffer());
      }),
    );
    expect(files[0]?.equals(files[1] ?? Buffer.alloc(0))).toBe(true);
    expect(await readMp4(files[0] ?? Buffer.alloc(0))).toMatchObject({ codec: 'avc', width: 32, height: 32 });
  });

  it('keeps its files over a reset, and makes others for other sizes', async () => {
    const sizeOf = async (width: number) => {
      const id = await light.image.submitJob({ ...imageBody, width });
      await light.image.untilEnded(id);
      const response = await fetch(String((await light.image.result(id)).body['image_url']));
      return (await sharp(await response.arrayBuffer()).metadata()).width;
    };
    expect(await sizeOf(100)).toBe(100);
    await light.services.reset();
    expect([await sizeOf(100), await sizeOf(90)]).toEqual([100, 90]);
  });

  it('warms up the usual sizes', async () => {
    await expect(light.services.warmUp()).resolves.toBeUndefined();
  });
});
