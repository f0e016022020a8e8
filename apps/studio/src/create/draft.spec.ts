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
