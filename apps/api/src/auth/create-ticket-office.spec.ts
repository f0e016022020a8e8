import { createKeyRing } from './create-key-ring';
import { createTicketOffice } from './create-ticket-office';

const KEYS = ['open-sesame-for-all', 'ada=s3cret-key-of-ada'];
const MINUTE_MS = 60_000;

const toOffice = (entries: readonly string[] = KEYS) => {
  const keys = createKeyRing(entries);
  return { keys, office: createTicketOffice(keys, { anonymous: false }) };
};

describe('createTicketOffice', () => {
  afterEach(() => jest.useRealTimers());

  it('lets in whom the key lets in, in every process with the same keys, for a minute', () => {
    jest.useFakeTimers();
    const { keys, office } = toOffice();
    const { ticket, expiresAt } = office.issue(keys.find('s3cret-key-of-ada'), { workflowId: 'job-1' });
    expect(expiresAt.getTime()).toBe(Date.now() + MINUTE_MS);
    const another = toOffice([...KEYS].reverse()).office;
    expect(another.check(ticket)).toMatchObject({ caller: { userId: 'ada' }, workflowId: 'job-1' });
    jest.advanceTimersByTime(MINUTE_MS + 1);
    expect(another.check(ticket)).toBeNull();
  });

  it('is good for an hour where it is for files alone', () => {
    jest.useFakeTimers();
    const { keys, office } = toOffice();
    const { ticket } = office.issue(keys.find('s3cret-key-of-ada'), { scope: 'assets' });
    jest.advanceTimersByTime(60 * MINUTE_MS - 1);
    expect(office.check(ticket)).toMatchObject({ caller: { userId: 'ada' }, scope: 'assets' });
    jest.advanceTimersByTime(2);
    expect(office.check(ticket)).toBeNull();
  });

  it('goes with its key', () => {
    const { keys, office } = toOffice();
    const { ticket } = office.issue(keys.find('s3cret-key-of-ada'));
    expect(toOffice(['open-sesame-for-all']).office.check(ticket)).toBeNull();
    expect(toOffice(['ada=another-key-of-ada', 'open-sesame-for-all']).office.check(ticket)).toBeNull();
  });

  it('is made for nobody by this process alone, and never for what is no job', () => {
    const keys = createKeyRing([]);
    const office = createTicketOffice(keys, { anonymous: true });
    const { ticket } = office.issue(null);
    expect(office.check(ticket)).toMatchObject({ caller: { name: 'anonymous' }, workflowId: null });
    expect(createTicketOffice(keys, { anonymous: true }).check(ticket)).toBeNull();
    expect(office.check(office.issue(null, { workflowId: '!' }).ticket)).toBeNull();
  });

  it('cannot be changed, nor made without a key', () => {
    const { keys, office } = toOffice();
    const { ticket } = office.issue(keys.find('s3cret-key-of-ada'), { workflowId: 'job-1' });
    const [content = '', signature = ''] = ticket.split('.');
    const change = (from: string, to: string): string =>
      Buffer.from(Buffer.from(content, 'base64url').toString().replace(from, to)).toString('base64url');
    const adasKey = keys.find('s3cret-key-of-ada')?.id ?? '';
    const openKey = keys.find('open-sesame-for-all')?.id ?? '';
    const nobodys = createTicketOffice(createKeyRing([]), { anonymous: true }).issue(null).ticket;
    const forged = [
      `${change('job-1', 'job-2')}.${signature}`,
      `${change(adasKey, openKey)}.${signature}`,
      `${content}.`,
      content,
      nobodys,
      '',
      '.',
      'a.b.c',
    ];
    for (const text of forged) expect(office.check(text)).toBeNull();
  });
});
