import { checkDraft } from './check-draft';
import { EMPTY_DRAFT, toFormat, toNearestFormat, type Draft } from './draft';
import { fromInput } from './from-input';
import { toSubmission } from './to-submission';

const draft = (part: Partial<Draft> = {}): Draft => ({
  ...EMPTY_DRAFT,
  prompt: 'a fox',
  user: 'ada',
  ...part,
});

describe('checkDraft', () => {
  it('finds nothing wrong with a prompt and a name', () => {
    expect(checkDraft(draft())).toEqual({});
  });

  it('counts an emoji once, as the API does', () => {
    expect(checkDraft(draft({ prompt: '🦊'.repeat(2_500) }))).toEqual({});
    expect(Object.keys(checkDraft(draft({ prompt: '🦊'.repeat(2_501) })))).toEqual(['prompt']);
  });

  it.each<[keyof Draft, Partial<Draft>]>([
    ['prompt', { prompt: ' \n ' }],
    ['width', { width: '63' }],
    ['width', { width: '100.5' }],
    ['height', { height: '' }],
    ['style', { style: ' ' }],
    ['startPicture', { startPicture: 'fox.png' }],
    ['startPicture', { startPicture: 'http://a b' }],
    ['user', { user: '' }],
    ['user', { user: 'ada lovelace' }],
  ])('names %s where it is %j', (field, part) => {
    expect(Object.keys(checkDraft(draft(part)))).toEqual([field]);
  });
});

describe('toSubmission', () => {
  it('hands in a video with its length and the picture to start from', () => {
    const submission = toSubmission(
      draft({ prompt: ' a fox ', startPicture: 'https://a.org/x.png', priority: 1 }),
    );
    expect(submission).toEqual({
      kind: 'job',
      request: {
        ...{ prompt: 'a fox', style: 'realistic', width: 1280, height: 720, user_id: 'ada' },
        ...{ job_type: 'video', priority: 1, duration: 5, image_url: 'https://a.org/x.png' },
      },
    });
  });

  it('leaves what belongs to videos out of pictures', () => {
    const { request } = toSubmission(draft({ kind: 'image', startPicture: 'https://a.org/x.png' }));
    expect(request).not.toHaveProperty('duration');
    expect(request).not.toHaveProperty('image_url');
  });

  it('asks for several pictures at once', () => {
    expect(toSubmission(draft({ kind: 'image', count: 4 }))).toMatchObject({
      kind: 'image',
      request: { num_images: 4 },
    });
  });
});

describe('fromInput', () => {
  it.each([draft(), draft({ kind: 'image' }), draft({ kind: 'image', count: 4 })])(
    'makes the draft again that %j was handed in from',
    (before) => {
      expect(fromInput({ ...toSubmission(before).request })).toEqual(before);
    },
  );

  const earlier = { webhook_url: 'https://a.org/hook?key=1', metadata: { order: 7 } };

  it('takes over what the form has no field for', () => {
    const input = { prompt: 'x', user_id: 'ada', job_type: 'video', ...earlier };
    const { kind, request } = toSubmission(fromInput(input));
    expect(kind).toBe('job');
    expect(request).toMatchObject(earlier);
  });

  it('makes a video request again, frames per second and all', () => {
    const request = {
      ...{ type: 'video', prompt: 'x', style: 'anime', user_id: 'ada' },
      ...{ resolution: '720x1280', duration: 3, fps: 24, ...earlier },
    };
    const before = { request_id: 'earlier', ...request };
    expect(toSubmission(fromInput(before))).toEqual({ kind: 'video', request });
  });

  it('makes a job of a video request that a start picture is given to, which has no frames per second', () => {
    const before = fromInput({ prompt: 'x', type: 'video', fps: 24, user_id: 'ada', resolution: '720x1280' });
    const { kind, request } = toSubmission({ ...before, startPicture: 'https://a.org/x.png' });
    expect(kind).toBe('job');
    expect(request).not.toHaveProperty('fps');
  });

  it('reads the size of a video request', () => {
    expect(fromInput({ prompt: 'x', type: 'video', resolution: '720x1280', user_id: 'ada' })).toMatchObject({
      ...{ kind: 'video', width: '720', height: '1280' },
    });
  });
});

describe('toFormat', () => {
  it('knows sizes by their names', () => {
    expect(toFormat({ width: '1024', height: '1024' })).toBe('square');
    expect(toFormat({ width: '1023', height: '1024' })).toBe('own');
  });
});

describe('toNearestFormat', () => {
  it.each([
    [{ width: 5_000, height: 4_000 }, '1024'],
    [{ width: 1_920, height: 1_080 }, '1280'],
    [{ width: 1_080, height: 1_920 }, '720'],
    [{ width: 3_000, height: 1_000 }, '1536'],
  ])('takes %j for a picture that is %s wide', (picture, width) => {
    expect(toNearestFormat(picture).width).toBe(width);
  });
});
