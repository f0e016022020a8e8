import { createKeyRing } from './create-key-ring';

describe('createKeyRing', () => {
  it('finds a key and whom it is bound to', () => {
    const keys = createKeyRing(['open-sesame', 'ada=s3cret']);
    expect(keys.find('open-sesame')?.caller.userId).toBeNull();
    expect(keys.find('s3cret')?.caller.userId).toBe('ada');
    for (const wrong of ['', 'ada', 'ada=s3cret', 'open-sesam', 'open-sesame '])
      expect(keys.find(wrong)).toBeNull();
  });

  it('takes the padding of base64 for a part of the key', () => {
    const keys = createKeyRing(['c2VjcmV0cw==', 'ada=c2VjcmV0Yg==']);
    expect(keys.find('c2VjcmV0cw==')?.caller.userId).toBeNull();
    expect(keys.find('c2VjcmV0Yg==')?.caller.userId).toBe('ada');
  });

  it('keeps no key in readable form', () => {
    const [known] = [createKeyRing(['ada=s3cret']).find('s3cret')];
    expect(JSON.stringify(known)).not.toContain('s3cret');
    expect(known?.digest.toString()).not.toContain('s3cret');
  });

  it('refuses a user id that is none, and a key that stands there twice', () => {
    expect(() => createKeyRing(['good', 'no spaces=s3cret'])).toThrow('entry 2 is no user id');
    expect(() => createKeyRing(['same', 'ada=same'])).toThrow('stands there twice');
  });
});
