import type { Logger } from '@genvideo/runtime';
import { toEngineLogger } from './to-engine-logger';

describe('toEngineLogger', () => {
  it("writes the SDK's messages, and those of workflows, as events of ours", () => {
    const lines: unknown[] = [];
    const note = (level: string) => (fields: object, event: string) =>
      lines.push({ level, event, ...fields });
    const logger = { warn: note('warn'), debug: note('debug') } as unknown as Logger;
    const error = new Error('lost');
    const engine = toEngineLogger(logger);
    engine.warn('permit_not_asked_for', { workflowId: 'job-1', user_id: 'ann', activityType: 'x', error });
    engine.info('Worker state changed', { state: 'RUNNING' });
    expect(lines).toEqual([
      {
        level: 'warn',
        event: 'permit_not_asked_for',
        workflow_id: 'job-1',
        user_id: 'ann',
        activity_type: 'x',
        err: error,
      },
      { level: 'debug', event: 'Worker state changed', state: 'RUNNING' },
    ]);
  });
});
