import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createResourceStack, startHttpServer, type HttpHandler } from '@genvideo/testing';
import { startS3Server, type S3Server } from '@genvideo/testing/s3';
import { BASE_URL, describeStorage } from '../../test/describe-storage';
import { createS3Storage } from './create-s3-storage';

describe('createS3Storage', () => {
  const resources = createResourceStack();
  let server: S3Server;
  beforeEach(async () => {
    server = resources.add(await startS3Server());
  });
  afterEach(() => resources.end());

  const storage = (options: object = {}) =>
    createS3Storage({ ...server, prefix: 'media/of genvideo/', baseUrl: BASE_URL, ...options });

  describeStorage('an S3 server', storage);

  it('gives URLs that need no credentials, for reading and for looking, with ranges', async () => {
    await storage().saveText('a:b/state.json', '{"step":"video"}');
    const toUrl = async (method: 'GET' | 'HEAD'): Promise<string> => {
      const grant = await storage().grantRead('a:b/state.json', method);
      return grant?.kind === 'redirect' ? grant.url : '';
    };
    const whole = await fetch(await toUrl('GET'));
    expect([whole.headers.get('content-type'), await whole.json()]).toEqual([
      'application/json',
      { step: 'video' },
    ]);
    const part = await fetch(await toUrl('GET'), { headers: { range: 'bytes=2-5' } });
    expect([part.status, await part.text()]).toEqual([206, 'step']);
    const head = await fetch(await toUrl('HEAD'), { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '16']);
  });

  it('keeps to its prefix', async () => {
    const another = storage({ prefix: '/media/of genvideo-2' });
    await another.saveText('job/state.json', 'another');
    await storage().saveText('job/state.json', 'mine');
    expect(await another.readText('job/state.json')).toBe('another');
    for await (const { key } of another.list()) expect(key).toBe('job/state.json');
  });

  const refuse = (response: ServerResponse, status: number, code: string): void => {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code} it is</Message></Error>`);
  };
  const scripted = async (handler: HttpHandler) =>
    storage({ endpoint: resources.add(await startHttpServer(handler)).url });

  describe('says what is wrong and what to do', () => {
    it.each([
      [{ bucket: 'none-such' }, /bucket none-such at http:.*NoSuchBucket.*create it, or correct S3_BUCKET/],
      [
        { credentials: { accessKeyId: 'who', secretAccessKey: 'S3RVER' } },
        /InvalidAccessKeyId.*AWS_ACCESS_KEY_ID/,
      ],
      [
        { endpoint: 'http://127.0.0.1:1' },
        /ECONNREFUSED.*See whether the server runs and S3_ENDPOINT names it/,
      ],
    ])('with %j', async (options, message) => {
      const trouble = { type: 'StorageUnavailable', message: expect.stringMatching(message) };
      await expect(storage(options).check()).rejects.toMatchObject(trouble);
      await expect(storage(options).saveText('job/state.json', '{}')).rejects.toMatchObject(trouble);
      await expect(storage(options).list()[Symbol.asyncIterator]().next()).rejects.toMatchObject(trouble);
    });

    it.each([
      ['AccessDenied', /allow them s3:GetObject, s3:PutObject/],
      ['SignatureDoesNotMatch', /The secret key is wrong/],
      ['ExpiredToken', /get new ones/],
      ['SomethingNew', /SomethingNew it is. It is tried again/],
    ])('when it is answered %s', async (code, message) => {
      const status = code === 'SomethingNew' ? 418 : 403;
      const store = await scripted((_request, response) => refuse(response, status, code));
      const trouble = { type: 'StorageUnavailable', message: expect.stringMatching(message) };
      await expect(store.check()).rejects.toMatchObject(trouble);
      await expect(store.readText('job/state.json')).rejects.toMatchObject(trouble);
      await expect(store.openLines('batch/results.jsonl')).rejects.toMatchObject({
        type: 'StorageUnavailable',
      });
    });

    it('without credentials', async () => {
      const names = ['AWS_EC2_METADATA_DISABLED', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE'];
      for (const name of names) process.env[name] = '/nowhere';
      process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
      resources.defer(() => names.forEach((name) => Reflect.deleteProperty(process.env, name)));
      await expect(storage({ credentials: undefined }).check()).rejects.toMatchObject({
        type: 'StorageUnavailable',
        message: expect.stringMatching(/No credentials were found: set AWS_ACCESS_KEY_ID/),
      });
    });
  });

  it('leaves no part of a file that could not be uploaded whole, and the file where it was', async () => {
    const seen: string[] = [];
    const store = await scripted((request, response) => {
      seen.push(`${request.method} ${new URL(request.url ?? '', 'http://s3').search}`);
      request.resume().once('end', () => {
        if (request.method === 'POST')
          response.end(
            '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>',
          );
        else if (request.method === 'DELETE') response.writeHead(204).end();
        else if (/partNumber=2/.test(request.url ?? '')) refuse(response, 403, 'QuotaExceeded');
        else response.setHeader('etag', '"e"').end();
      });
    });
    const folder = mkdtempSync(path.join(tmpdir(), 'genvideo-s3-'));
    resources.defer(() => rmSync(folder, { recursive: true }));
    const file = { path: path.join(folder, 'made'), mediaType: 'video/mp4' };
    writeFileSync(file.path, Buffer.alloc(20_000_000));
    await expect(store.saveFile('job/video.mp4', file)).rejects.toMatchObject({
      type: 'StorageUnavailable',
      message: expect.stringMatching(/QuotaExceeded.*free some space/),
    });
    expect(seen).toContain('DELETE ?uploadId=u&x-id=AbortMultipartUpload');
    expect(seen.filter((line) => line.startsWith('POST'))).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['made']);
  });

  it('gives up uploads of more than a day ago, which killed processes left', async () => {
    const aborted: string[] = [];
    const toUpload = (id: string, ageHours: number): string => {
      const initiated = new Date(Date.now() - ageHours * 3_600_000).toISOString();
      return `<Upload><Key>media/of genvideo/job/${id}</Key><UploadId>${id}</UploadId><Initiated>${initiated}</Initiated></Upload>`;
    };
    const store = await scripted((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://s3');
      if (request.method === 'DELETE') {
        aborted.push(searchParams.get('uploadId') ?? '');
        response.writeHead(204).end();
        return;
      }
      const more = searchParams.get('key-marker') === null;
      const uploads = more ? toUpload('old', 25) + toUpload('new', 23) : toUpload('older', 300);
      const next = `<IsTruncated>${more}</IsTruncated><NextKeyMarker>k</NextKeyMarker>`;
      response.end(`<ListMultipartUploadsResult>${next}${uploads}</ListMultipartUploadsResult>`);
    });
    await store.sweep();
    expect(aborted).toEqual(['old', 'older']);
  });
});
