import { readQueue } from '@genvideo/progress-client/direct';
import { createAssetOperation } from './asset/asset-operation';
import { createTicketOperation } from './auth/ticket-operation';
import { createBatchOperations } from './batch/batch-operations';
import { readBatchEnd } from './batch/read-batch-end';
import { createCallbackOperation } from './callback/callback-operation';
import { createFalCallbackOperation } from './callback/fal-callback-operation';
import { createCodecOperations } from './codec/codec-operations';
import { createDeliveryOperations } from './delivery/delivery-operations';
import { createDoctorOperation } from './doctor/doctor-operation';
import { examine } from './doctor/examine';
import { createMarkReader } from './health/create-mark-reader';
import { createHealthOperations, readHealth } from './health/health-operations';
import { createEventsOperation } from './job/events-operation';
import { createExplainOperation } from './job/explain-operation';
import { createJobOperations } from './job/job-operations';
import { createListOperation } from './job/list-operation';
import { createSubmitOperations } from './job/submit-operations';
import { createLimiterOperations } from './limiter/limiter-operations';
import { createProvidersReading } from './limiter/read-providers';
import { createMetricsOperation } from './metrics-operation';
import { createDocsOperations } from './openapi/docs-operations';
import type { Operation } from './operation/operation';
import type { OperationsOptions } from './operations-options';
import { createOverviewOperations } from './overview/create-overview-operations';
import { createPictureOperations } from './picture/picture-operations';
import { createRootOperation, rootContract } from './root-operation';
import { createEventStream } from './watch/create-event-stream';

/** Every route there is, but those that describe the others. */
const createOwnOperations = (options: OperationsOptions): Operation[] => {
  const { config, client, engineAddress, logger, hub, tickets, monitor, withEngine } = options;
  const { metricsHandler, storage } = options;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const engine = { address: engineAddress, namespace: client.options.namespace };
  const callbacks = {
    ...{ client, logger, secret: config.CALLBACK_SECRET },
    onCallback: (workflowId: string) => hub.nudge(workflowId),
  };
  const health = {
    ...{ config, engine, monitor },
    readQueue: () => readQueue(client, taskQueue),
    readStoreMark: createMarkReader(storage),
    readProviders: createProvidersReading(client, taskQueue),
  };
  return [
    ...createSubmitOperations({ client, config, logger, hub, withEngine, storage }),
    createListOperation(client, taskQueue),
    ...createJobOperations({
      client,
      logger,
      readProgress: (workflowId) => hub.read(workflowId),
      readBatchEnd: (job) => readBatchEnd(job, options),
    }),
    ...createBatchOperations(options),
    createExplainOperation(client),
    createEventsOperation(createEventStream({ hub })),
    ...createOverviewOperations(options),
    // A folder of the store that is open, before those that are not.
    ...createPictureOperations(storage),
    createAssetOperation(storage),
    createTicketOperation(tickets),
    ...createLimiterOperations({ client, taskQueue, logger }),
    ...createDeliveryOperations({ client, taskQueue, logger }),
    ...createCodecOperations(config.PAYLOAD_ENCRYPTION_KEY),
    createCallbackOperation(callbacks),
    createFalCallbackOperation({ ...callbacks, keysUrl: config.FAL_JWKS_URL }),
    ...createHealthOperations(health),
    createDoctorOperation(() => examine({ client, config, storage, readHealth: () => readHealth(health) })),
    createMetricsOperation(metricsHandler),
  ];
};

/** Every route there is, those that describe the others included. */
export function createOperations(options: OperationsOptions): Operation[] {
  const { config, version, hasKeys } = options;
  const operations = createOwnOperations(options);
  const docs = createDocsOperations({
    contracts: [...operations.map(({ contract }) => contract), rootContract],
    version,
    required: config.REQUIRE_API_KEY,
    keys: hasKeys,
    limited: config.ENABLE_RATE_LIMITING,
  });
  const all = [...operations, ...docs];
  const contracts = all.map(({ contract }) => contract);
  return [createRootOperation(version, contracts), ...all];
}
