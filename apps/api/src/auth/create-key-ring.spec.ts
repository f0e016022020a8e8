import { createKeyRing } from './create-key-ring';

const OPEN = 'open-sesame-for-all';
const ADAS = 's3cret-key-of-ada';

describe('createKeyRing', () => {
  it('finds a key and whom it is bound to', () => {
    const keys = createKeyRing([OPEN, `ada=${ADAS}`]);
    expect(keys.find(OPEN)?.caller.userId).toBeNull();
    expect(keys.find(ADAS)?.caller.userId).toBe('ada');
    for (const wrong of ['', 'ada', `ada=${ADAS}`, OPEN.slice(1), `${OPEN} `])
      expect(keys.find(wrong)).toBeNull();
  });

  it('takes the padding of base64 for a part of a bound key', () => {
    const keys = createKeyRing(['ada=YS1zM2NyZXQtb2YtYWRh====']);
    expect(keys.find('YS1zM2NyZXQtb2YtYWRh====')?.caller.userId).toBe('ada');
  });

  it('keeps no key in readable form', () => {
    const known = createKeyRing([`ada=${ADAS}`]).find(ADAS);
    expect(JSON.stringify(known)).not.toContain(ADAS);
    expect(known?.digest.toString()).not.toContain(ADAS);
  });

  it.each([
    ['no spaces=s3cret-s3cret-s3cret', 'entry 2 has no user id before "="'],
    ['=s3cret-s3cret-s3cret', 'entry 2 has no user id before "="'],
    ['alice=', 'entry 2 has no key behind "="'],
    ['alice-in-wonderland=', 'entry 2 has no key behind "="'],
    ['alice-in-wonderland==', 'entry 2 has no key behind "="'],
    ['s3cret', 'entry 2 has a key of fewer than 16 characters'],
    ['alice=s3cret', 'entry 2 has a key of fewer than 16 characters'],
  ])('refuses %s, without repeating it', (entry, problem) => {
    const create = () => createKeyRing([OPEN, entry]);
    expect(create).toThrow(problem);
    expect(create).not.toThrow('s3cret');
    expect(create).not.toThrow('alice');
  });

  it('refuses a key that stands there twice', () => {
    expect(() => createKeyRing([OPEN, `ada=${OPEN}`])).toThrow('stands there twice');
  });
});
