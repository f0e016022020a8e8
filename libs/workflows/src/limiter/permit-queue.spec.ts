import fc from 'fast-check';
import { PermitQueue, type Waiting } from './permit-queue';

/** What the brackets of the priorities may take in an encoded queue. */
const BRACKETS_BYTES = 50;

const jobs = fc.uniqueArray(
  fc.record({
    workflow_id: fc.string({ minLength: 1, maxLength: 6 }),
    user_id: fc.constantFrom('ann', 'bob', 'cid', 'dan'),
    priority: fc.integer({ min: 1, max: 5 }),
    since: fc.nat(),
  }),
  { selector: ({ workflow_id }) => workflow_id, maxLength: 60 },
);

const fill = (all: Waiting[]): PermitQueue => {
  const queue = new PermitQueue();
  for (const job of all) queue.add(job);
  return queue;
};

const drain = (queue: PermitQueue): Waiting[] => {
  const order: Waiting[] = [];
  for (let job = queue.next(); job; job = queue.next()) order.push(job);
  return order;
};

describe('PermitQueue', () => {
  it('gives every job once and loses none', () => {
    fc.assert(
      fc.property(jobs, (all) => {
        const order = drain(fill([...all, ...all]));
        expect(order.map(({ workflow_id }) => workflow_id).sort()).toEqual(
          all.map(({ workflow_id }) => workflow_id).sort(),
        );
      }),
    );
  });

  it('never lets a later priority pass an earlier one', () => {
    fc.assert(
      fc.property(jobs, (all) => {
        const priorities = drain(fill(all)).map(({ priority }) => priority);
        expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
      }),
    );
  });

  it('serves every waiting user of a priority before it serves one of them again', () => {
    fc.assert(
      fc.property(jobs, (all) => {
        const order = drain(fill(all.map((job) => ({ ...job, priority: 3 }))));
        order.forEach((job, at) => {
          const again = order.findIndex((each, index) => index > at && each.user_id === job.user_id);
          if (again < 0) return;
          const between = new Set(order.slice(at + 1, again).map(({ user_id }) => user_id));
          const stillWaiting = new Set(order.slice(again + 1).map(({ user_id }) => user_id));
          stillWaiting.delete(job.user_id);
          for (const user of stillWaiting) expect(between).toContain(user);
        });
      }),
    );
  });

  it('serves a user first come, first served', () => {
    fc.assert(
      fc.property(jobs, (all) => {
        const order = drain(fill(all));
        for (const user of ['ann', 'bob', 'cid', 'dan']) {
          for (const priority of [1, 2, 3, 4, 5]) {
            const mine = (job: Waiting): boolean => job.user_id === user && job.priority === priority;
            expect(order.filter(mine)).toEqual(all.filter(mine));
          }
        }
      }),
    );
  });

  it('foretells its own order', () => {
    fc.assert(
      fc.property(jobs, fc.nat({ max: 20 }), (all, served) => {
        const queue = fill(all);
        for (let count = 0; count < served; count += 1) queue.next();
        expect(queue.inOrder()).toEqual(drain(queue));
      }),
    );
  });

  it('forgets who leaves, and only them', () => {
    fc.assert(
      fc.property(jobs, fc.func(fc.boolean()), (all, leaves) => {
        const queue = fill(all);
        const gone = all.filter(({ workflow_id }) => leaves(workflow_id));
        for (const { workflow_id } of gone) expect(queue.remove(workflow_id)).toBe(true);
        for (const { workflow_id } of gone) expect(queue.remove(workflow_id)).toBe(false);
        expect(queue.size).toBe(all.length - gone.length);
        expect(new Set(drain(queue))).toEqual(new Set(all.filter((job) => !gone.includes(job))));
      }),
    );
  });

  it('goes on in the same order after it was encoded and decoded in the middle', () => {
    fc.assert(
      fc.property(jobs, fc.nat({ max: 20 }), (all, served) => {
        const queue = fill(all);
        for (let count = 0; count < served; count += 1) queue.next();
        const copy = PermitQueue.decode(
          JSON.parse(JSON.stringify(queue.encode())) as ReturnType<PermitQueue['encode']>,
        );
        expect(drain(copy)).toEqual(drain(queue));
      }),
    );
  });

  it('leaves out its end when it would be too large to be kept', () => {
    fc.assert(
      fc.property(jobs, fc.nat({ max: 3_000 }), (all, mostBytes) => {
        const encoded = fill(all).encode(mostBytes);
        expect(JSON.stringify(encoded).length).toBeLessThanOrEqual(mostBytes + BRACKETS_BYTES);
        const kept = PermitQueue.decode(encoded).inOrder();
        expect(kept).toEqual(fill(all).inOrder().slice(0, kept.length));
      }),
    );
  });
});
