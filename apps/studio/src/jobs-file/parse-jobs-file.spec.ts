import { TEXTS } from '../texts';
import { parseJobsFile } from './parse-jobs-file';

const parse = (text: string, name = 'jobs.csv') => parseJobsFile({ name, text }, 'ada');

describe('parseJobsFile', () => {
  it('reads CSV: quotes, line ends inside them, empty cells, numbers', () => {
    const { items, bad } = parse(
      '\uFEFFprompt,style,Duration,width,height\r\n"A ""red"" kite,\nhigh up",,5,1280,720\r\n\r\na fox,anime,,,\r\n',
    );
    expect(bad).toEqual([]);
    expect(items).toEqual([
      {
        type: 'video',
        prompt: 'A "red" kite,\nhigh up',
        duration: 5,
        resolution: '1280x720',
        user_id: 'ada',
      },
      { type: 'video', prompt: 'a fox', style: 'anime', user_id: 'ada' },
    ]);
  });

  it('takes semicolons and tabs', () => {
    expect(parse('prompt;job_type\na, b;image').items).toEqual([
      { type: 'image', prompt: 'a, b', user_id: 'ada' },
    ]);
    expect(parse('prompt\tjob_type\na\timage').items).toHaveLength(1);
  });

  it('reads JSON lines and lists in JSON', () => {
    const image = { type: 'image', prompt: 'a fox', num_images: 2, user_id: 'bob' };
    expect(parse(`${JSON.stringify(image)}\n\n${JSON.stringify(image)}`, 'x.jsonl').items).toEqual([
      image,
      image,
    ]);
    expect(parse(JSON.stringify([image]), 'x.json').items).toEqual([image]);
    expect(parse(JSON.stringify({ batch_id: 'b', requests: [image] }), 'x.json').items).toEqual([image]);
  });

  it('leaves out what an item has no place for, and names what is lost by it', () => {
    const job = {
      prompt: 'a',
      job_type: 'image',
      width: 64,
      height: 64,
      duration: 5,
      priority: 1,
      note: 'x',
    };
    const { items, leftOut } = parse(JSON.stringify(job), 'x.jsonl');
    expect(items).toEqual([{ type: 'image', prompt: 'a', width: 64, height: 64, user_id: 'ada' }]);
    expect(leftOut).toEqual(['priority', 'note']);
  });

  it('names bad lines by where they are and goes on', () => {
    const { items, bad } = parse(
      'prompt,duration,job_type,image_url\n,5,,\na,long,,\na,,sound,\na,,,http://x/y\na,,,',
    );
    expect(items).toHaveLength(1);
    expect(bad.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(bad[0]?.problem).toBe(TEXTS.file.noPrompt);
    expect(bad[1]?.problem).toContain('"long"');
  });

  it('counts lines past those inside quotes', () => {
    expect(parse('prompt,duration\n"a\nb",5\nc,x').bad[0]?.line).toBe(4);
  });

  it.each([
    ['a table without prompts', 'style,duration\nanime,5', TEXTS.file.noColumn],
    ['an empty table', 'prompt\n', TEXTS.file.empty],
    ['a picture', '\u0089PNG\r\n\0\0', TEXTS.file.notText],
  ])('refuses %s as a whole', (_what, text, problem) => {
    expect(() => parse(text)).toThrow(problem);
  });
});
