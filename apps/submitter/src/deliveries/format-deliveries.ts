import Table from 'cli-table3';
import type { Delivery } from '@genvideo/models';

/** What there is to say of a delivery besides its state. */
const toRemark = ({ next_attempt_at, last_error }: Delivery): string =>
  [
    ...(last_error === null ? [] : [last_error]),
    ...(next_attempt_at === null ? [] : [`next attempt at ${next_attempt_at}`]),
  ].join('; ');

/** The delivery log for people: a table, and under it what went wrong. */
export function formatDeliveries(deliveries: readonly Delivery[], { colour }: { colour: boolean }): string {
  if (deliveries.length === 0) return 'There are no such deliveries.\n';
  const table = new Table({
    head: ['id', 'event', 'target', 'state', 'tries'],
    style: colour ? { head: ['cyan'], border: ['grey'] } : { head: [], border: [] },
    colAligns: ['left', 'left', 'left', 'left', 'right'],
  });
  table.push(
    ...deliveries.map(({ id, type, target, state, attempts }) => [id, type, target, state, attempts]),
  );
  const remarks = deliveries
    .map((delivery) => ({ id: delivery.id, remark: toRemark(delivery) }))
    .filter(({ remark }) => remark !== '')
    .map(({ id, remark }) => `  ${id}: ${remark}`);
  return [table.toString(), ...remarks, ''].join('\n');
}
