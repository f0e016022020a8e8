import { openPostReceiver } from '../../test/open-post-receiver';
import { lookupPublic } from './lookup-public';
import { postJson } from './post-json';

describe('lookupPublic', () => {
  const signal = new AbortController().signal;

  it('keeps a connection from a name that leads inside', async () => {
    const receiver = await openPostReceiver();
    const url = new URL(receiver.url.replace('127.0.0.1', 'localhost'));
    await expect(postJson({ url, body: '{}', lookup: lookupPublic, signal })).rejects.toMatchObject({
      name: 'DeliveryError',
      final: true,
      message: expect.not.stringContaining('127.0.0.1'),
    });
    await receiver.close();
    expect(receiver.requests).toEqual([]);
  });

  it('says that a name is none, which may pass', async () => {
    const url = new URL('http://nobody.invalid/');
    await expect(postJson({ url, body: '{}', lookup: lookupPublic, signal })).rejects.toMatchObject({
      code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    });
  });
});
