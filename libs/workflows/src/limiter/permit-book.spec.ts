import { PermitBook } from './permit-book';

/** The most that the engine takes of one payload. */
const PAYLOAD_BYTES = 2 * 1024 * 1024;

const WAITING = 10_000;
const PERMITS = 1_000;

/** A book with every permit held and 10,000 waiting, encoded. */
function encodeFullBook(toId: (index: number) => string, toUser: (index: number) => string) {
  const book = new PermitBook(PERMITS);
  const acquire = Array.from({ length: PERMITS + WAITING }, (_, index) => ({
    workflow_id: toId(index),
    user_id: toUser(index),
    priority: 1 + (index % 5),
  }));
  book.take({ acquire }, 1_790_000_000_000);
  book.grant(PERMITS, 1_790_000_000_000);
  return book.encode();
}

describe('PermitBook', () => {
  it('keeps 10,000 waiting jobs with usual ids whole, in a third of a payload', () => {
    const encoded = encodeFullBook(
      (index) => `0190a3c2-7d4e-7c3a-9f1b-${String(index).padStart(12, '0')}`,
      (index) => `user-${index % 100}`,
    );
    expect(PermitBook.decode(encoded).toQueue()).toMatchObject({ held: PERMITS });
    expect(PermitBook.decode(encoded).toQueue().waiting).toHaveLength(WAITING);
    expect(JSON.stringify(encoded).length).toBeLessThan(PAYLOAD_BYTES / 2);
  });

  it('remembers those who handed their permit back until they have ended, where that is wanted', () => {
    const [job, now] = [{ workflow_id: 'a', user_id: 'ann', priority: 3 }, 1_790_000_000_000];
    const forgetful = new PermitBook(1);
    const book = new PermitBook(1);
    book.watchLeavers();
    for (const each of [forgetful, book]) {
      each.take({ acquire: [job] }, now);
      each.grant(1, now);
      each.take({ release: ['a', 'never-held'] }, now);
    }
    expect([forgetful.leavers(), forgetful.isIdle]).toEqual([[], true]);
    expect([book.leavers(), book.isIdle]).toEqual([['a'], false]);
    const continued = PermitBook.decode(book.encode());
    expect(continued.leavers()).toEqual(['a']);
    continued.forget(['a']);
    expect([continued.leavers(), continued.isIdle]).toEqual([[], true]);
    // One that was reset asks for a permit again.
    book.take({ acquire: [job] }, now);
    expect(book.leavers()).toEqual([]);
  });

  it('fits a payload with the longest ids there are, and keeps every permit', () => {
    const encoded = encodeFullBook(
      (index) => String(index).padStart(128, 'j'),
      (index) => String(index).padStart(128, 'u'),
    );
    expect(JSON.stringify(encoded).length).toBeLessThan(PAYLOAD_BYTES);
    const { held, waiting } = PermitBook.decode(encoded).toQueue();
    expect(held).toBe(PERMITS);
    expect(waiting.length).toBeGreaterThan(WAITING / 3);
  });
});
