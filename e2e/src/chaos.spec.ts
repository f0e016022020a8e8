import { RULES, type Rule } from '../chaos/check/violation';
import type { ChaosResult } from '../chaos/report/chaos-result';
import { toChaosMarkdown } from '../chaos/report/to-chaos-markdown';
import { runChaos } from '../chaos/run-chaos';
import { chooseEngine } from '../chaos/stand/choose-engine';

/** Another seed is another schedule: GENVIDEO_CHAOS_SEED=7 npx nx test e2e -- chaos. The long form is a target: docs/chaos.md. */
const SEED = Number(process.env['GENVIDEO_CHAOS_SEED'] ?? 1);
const MINUTES = 0.4;
const JOBS = 10;

const say = (line: string): void => void process.stdout.write(`chaos: ${line}\n`);

describe(`${MINUTES * 60} s of chaos with seed ${SEED}, at ${JOBS} jobs under way`, () => {
  let result: ChaosResult;
  beforeAll(async () => {
    result = await runChaos({
      ...{ seed: SEED, minutes: MINUTES, jobs: JOBS, workers: 2, apis: 2, capacity: 6 },
      ...{ changeWorkflows: false, killAlone: false, namespaces: true, onProgress: say },
      startEngine: chooseEngine({ choice: 'auto', env: process.env, onProgress: say }),
    });
    if (result.violations.length > 0) say(toChaosMarkdown(result));
  }, 600_000);

  it('has its troubles, and jobs that go through them', () => {
    const kinds = new Set(result.executed.map(({ event }) => event.kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['kill', 'freeze', 'provider', 'deploy']));
    expect(result.failed_deeds).toBe(0);
    expect(result.jobs.completed).toBeGreaterThan(JOBS / 2);
  });

  it('ends no process but those it kills', () => {
    expect(result.unexpected_ends.filter((words) => words.startsWith('ended'))).toEqual([]);
  });

  it.each(Object.keys(RULES) as Rule[])('breaks no rule of %s', (rule) => {
    expect(result.violations.filter((violation) => violation.rule === rule)).toEqual([]);
  });
});
