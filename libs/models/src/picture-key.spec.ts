import { parseJobFolder } from './identifier';
import { isPictureKey, PICTURES_FOLDER, toPictureKey } from './picture-key';

describe('toPictureKey', () => {
  it('names a folder that no workflow can have', () => {
    expect(parseJobFolder(PICTURES_FOLDER)).toBeNull();
    expect(isPictureKey(toPictureKey({ sha256: 'a0'.repeat(32), extension: 'png' }))).toBe(true);
  });
});

describe('isPictureKey', () => {
  it.each([
    null,
    '',
    'job-1/image.png',
    `${PICTURES_FOLDER}/state.json`,
    `${PICTURES_FOLDER}/x/../${'a'.repeat(64)}.png`,
  ])('takes %p for no picture that was handed in', (key) => expect(isPictureKey(key)).toBe(false));
});
