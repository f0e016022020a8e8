import sharp from 'sharp';
import { useMocks } from '../../test/use-mocks';

const mocks = useMocks();

const toPicture = (color: string, format: 'png' | 'jpeg' = 'png'): Promise<Buffer> =>
  sharp({ create: { width: 4, height: 3, channels: 3, background: color } })
    .toFormat(format)
    .toBuffer();

const upload = async (bytes: Buffer | null, fields: Record<string, string> = {}, name = 'kite.png') => {
  const form = new FormData();
  if (bytes) form.set('image', new Blob([new Uint8Array(bytes)]), name);
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  const response = await fetch(`${mocks.services.imageUrl}/upload/image`, { method: 'POST', body: form });
  const text = await response.text();
  return { status: response.status, kept: text === '' ? null : (JSON.parse(text) as Record<string, string>) };
};
const view = async (kept: Record<string, string> | null) => {
  const { name = '', ...place } = kept ?? {};
  const query = new URLSearchParams({ filename: name, ...place });
  const response = await fetch(`${mocks.services.imageUrl}/view?${query.toString()}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { mediaType: response.headers.get('content-type'), bytes };
};

describe('POST /upload/image', () => {
  it('keeps a picture, which can be viewed', async () => {
    const [png, jpeg] = [await toPicture('red'), await toPicture('red', 'jpeg')];
    const { kept } = await upload(png);
    expect(kept).toEqual({ name: 'kite.png', subfolder: '', type: 'input' });
    await expect(view(kept)).resolves.toEqual({ mediaType: 'image/png', bytes: png });
    const other = await upload(jpeg, { subfolder: 'a/b', type: 'temp' }, 'kite.jpg');
    expect(other.kept).toEqual({ name: 'kite.jpg', subfolder: 'a/b', type: 'temp' });
    await expect(view(other.kept)).resolves.toEqual({ mediaType: 'image/jpeg', bytes: jpeg });
  });

  it('gives other bytes under a used name another name, unless they are to take its place', async () => {
    const [red, blue] = [await toPicture('red'), await toPicture('blue')];
    const names: (string | undefined)[] = [];
    for (const bytes of [red, red, blue]) names.push((await upload(bytes)).kept?.['name']);
    expect(names).toEqual(['kite.png', 'kite.png', 'kite (1).png']);
    const { kept } = await upload(blue, { overwrite: 'true' });
    expect(kept).toMatchObject({ name: 'kite.png' });
    expect((await view(kept)).bytes).toEqual(blue);
  });

  it('refuses what is no picture, what has no name, and a place that is not its own', async () => {
    const red = await toPicture('red');
    expect((await upload(null)).status).toBe(400);
    expect((await upload(Buffer.from('not a picture'))).status).toBe(400);
    expect((await upload(red, { subfolder: '../elsewhere' })).status).toBe(400);
    expect((await upload(red, { subfolder: '/etc' })).status).toBe(400);
    expect((await upload(red, { type: 'models' })).status).toBe(400);
    const response = await fetch(`${mocks.services.imageUrl}/api/upload/image`, {
      method: 'POST',
      body: '{',
    });
    expect(response.status).toBe(400);
  });
});
