/**
 * Dynamic configuration of an engine that is one process with the work of one machine. Its queues are not split, so that no
 * task is forwarded between partitions, and an activity may be handed to the worker in the answer to its workflow task instead of by way of the
 * queue. Side by side at limit 50 it raised the use of permits by a tenth (ADR 10). Search attributes are looked up as a cluster looks
 * them up: the dev server would read the database, one caller after the other, whenever a job shows where it stands.
 */
export const SMALL_ENGINE_CONFIG: Readonly<Record<string, unknown>> = {
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  'system.enableActivityEagerExecution': true,
  'system.forceSearchAttributesCacheRefreshOnRead': false,
};
