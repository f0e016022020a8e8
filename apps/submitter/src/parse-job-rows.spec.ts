import { parseJobRows } from './parse-job-rows';
import { toJobsFormat, type JobsFormat } from './jobs-format';

const parse = (text: string, format: JobsFormat) => parseJobRows({ source: 'jobs', text }, format);

describe('parseJobRows', () => {
  describe('of CSV', () => {
    it('converts numbers and metadata, and leaves out empty cells', () => {
      const text = '\uFEFFPrompt,Width,duration,metadata,style\n"A cat, asleep",512,2.5,"{""a"":1}",\n';
      expect(parse(text, 'csv')).toEqual([
        { line: 2, value: { prompt: 'A cat, asleep', width: 512, duration: 2.5, metadata: { a: 1 } } },
      ]);
    });

    it('counts lines as an editor does, also after prompts of several lines and empty lines', () => {
      const rows = parse('prompt,width\r\n\r\n"two\r\nlines",100\r\nnext,200\r\n', 'csv');
      expect(rows.map(({ line }) => line)).toEqual([3, 5]);
    });

    it('names lines that cannot be read, and goes on', () => {
      const rows = parse('prompt,width\na,b,c\nwide,very\nfine,100\nmeta,1\n', 'csv');
      expect(rows).toEqual([
        { line: 2, problem: expect.stringContaining('more or fewer cells') },
        { line: 3, problem: 'width must be a number, not "very"' },
        { line: 4, value: { prompt: 'fine', width: 100 } },
        { line: 5, value: { prompt: 'meta', width: 1 } },
      ]);
    });

    it('says which quotes do not match', () => {
      const rows = parse('prompt,width\na "cat,1\nfine,100\n', 'csv');
      expect(rows).toContainEqual({ line: 2, problem: expect.stringContaining('double quotes') });
    });

    it.each([';', '\t'])('takes the separator %j of the first line', (separator) => {
      expect(parse(`prompt${separator}style\nOne, two${separator}oil\n`, 'csv')).toEqual([
        { line: 2, value: { prompt: 'One, two', style: 'oil' } },
      ]);
    });

    it('refuses a file whose first line names no prompt, or something unknown', () => {
      expect(() => parse('hello\nworld\n', 'csv')).toThrow(/no column "prompt"/);
      expect(() => parse('prompt,colour\nA cat,red\n', 'csv')).toThrow(/mean nothing here: "colour"/);
    });
  });

  describe('of JSON', () => {
    it('takes a list, an object that has one, and a single job', () => {
      const row = { line: 1, value: { prompt: 'A' } };
      expect(parse('[{"prompt":"A"}]', 'json')).toEqual([row]);
      expect(parse('{"requests":[{"prompt":"A"}]}', 'json')).toEqual([row]);
      expect(parse('{"prompt":"A"}', 'json')).toEqual([row]);
    });

    it('names what is no job by its line', () => {
      expect(parse('{\n "x": [1, 2],\n "jobs": [\n {"prompt": "a,[b"},\n\n 7]}', 'json')).toEqual([
        { line: 4, value: { prompt: 'a,[b' } },
        { line: 6, problem: expect.stringContaining('is not a job') },
      ]);
    });

    it('says where it stops being JSON', () => {
      expect(() => parse('[{"prompt": "A"},\n{"prompt": "B",}]', 'json')).toThrow(
        /is not JSON: .*\(line 2\)/,
      );
    });

    it.each(['7', '{"a": []}', '[]'])('refuses %s, which holds no jobs', (text) => {
      expect(() => parse(text, 'json')).toThrow(/holds no jobs/);
    });
  });

  describe('of JSONL', () => {
    it('names bad lines and goes on', () => {
      expect(parse('{"prompt":"A"}\n\n{oops\n[1]\n', 'jsonl')).toEqual([
        { line: 1, value: { prompt: 'A' } },
        { line: 3, problem: expect.stringContaining('is not JSON') },
        { line: 4, problem: expect.stringContaining('is not a job') },
      ]);
    });

    it('refuses a file without any JSON', () => {
      expect(() => parse('hello\nworld', 'jsonl')).toThrow(/is not JSONL/);
    });
  });

  it('takes each line of a text for a prompt', () => {
    expect(parse(' A cat \r\n\r\nA dog', 'text')).toEqual([
      { line: 1, value: { prompt: 'A cat' } },
      { line: 3, value: { prompt: 'A dog' } },
    ]);
  });
});

describe('toJobsFormat', () => {
  it.each([
    ['a.CSV', 'csv'],
    ['a.ndjson', 'jsonl'],
    ['a.json', 'json'],
    ['a.txt', 'text'],
  ])('goes by the name %s', (file, format) => {
    expect(toJobsFormat(file, '')).toBe(format);
  });

  it.each([
    ['[{"prompt":"A"}]', 'json'],
    ['{"prompt":"A"}', 'json'],
    ['{"prompt":"A"}\n{"prompt":"B"}', 'jsonl'],
    ['style,prompt\noil,A cat', 'csv'],
    ['A cat, asleep', 'text'],
  ])('goes by what %j looks like', (text, format) => {
    expect(toJobsFormat('-', text)).toBe(format);
  });
});
