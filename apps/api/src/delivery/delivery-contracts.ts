import { z } from 'zod';
import { NOTICE_ID_PREFIX, toNoticeId, type Delivery } from '@genvideo/models';
import {
  deliverySchema,
  deliveryStateSchema,
  identifierSchema,
  noticeChannelSchema,
} from '@genvideo/models/schemas';
import { EXAMPLE_ID } from '../job/job-examples';
import { listFiltersSchema } from '../job/list-filters';
import { json } from '../operation/contract';

/** The longest id of a delivery: that of a job, and what stands around it. */
const MAX_ID_LENGTH = 170;

const EXAMPLE_DELIVERY: Delivery = {
  id: toNoticeId(EXAMPLE_ID, 'webhook'),
  workflow_id: EXAMPLE_ID,
  channel: 'webhook',
  type: 'job.completed',
  target: 'hooks.example.com',
  state: 'pending',
  attempts: 3,
  last_error: 'hooks.example.com answered 503',
  last_status: 503,
  next_attempt_at: '2026-01-31T12:02:44.812Z',
  created_at: '2026-01-31T12:02:29.771Z',
  delivered_at: null,
};

const answeredDelivery = deliverySchema.meta({ id: 'Delivery' });

const { limit, cursor } = listFiltersSchema.shape;

/** The query of `GET /deliveries`. */
const deliveryFiltersSchema = z
  .strictObject({
    workflow_id: identifierSchema
      .optional()
      .meta({ description: 'The job or batch that notices are about.', examples: [EXAMPLE_ID] }),
    channel: noticeChannelSchema.optional(),
    state: deliveryStateSchema.optional().meta({ description: 'failed: tried no more.' }),
    limit,
    cursor,
  })
  .meta({ id: 'DeliveryFilters' });

/** Which deliveries are asked for. */
export type DeliveryQuery = z.output<typeof deliveryFiltersSchema>;

export const deliveryPageSchema = z
  .object({ deliveries: z.array(answeredDelivery), next_cursor: z.string().nullable() })
  .meta({ id: 'DeliveryPage' });

const ABOUT_NOTICES = { tag: 'Notices', access: 'key', asksEngine: true } as const;

/** `GET /deliveries`. */
export const listDeliveriesContract = {
  ...ABOUT_NOTICES,
  id: 'listDeliveries',
  method: 'get',
  path: '/deliveries',
  summary: 'The delivery log of notices, page by page',
  description:
    "What became of each webhook, mail and message on Slack: those that are still tried first, then the latest. The list is the engine's index, which follows by about a second, so a page may hold less than its limit; next_cursor tells whether another follows. A key that is bound to a user lists that user's.",
  parameters: { query: deliveryFiltersSchema },
  answers: {
    200: json(deliveryPageSchema, {
      description: 'A page; next_cursor is null on the last.',
      example: { deliveries: [EXAMPLE_DELIVERY], next_cursor: null },
    }),
  },
} as const;

/** `POST /deliveries/{id}/redeliver`. */
export const redeliverContract = {
  ...ABOUT_NOTICES,
  id: 'redeliver',
  method: 'post',
  path: '/deliveries/{id}/redeliver',
  summary: 'Send a notice again, at once',
  description:
    "Under the webhook-id that it has. One that has ended is tried for another 24 hours; one that waits for its next attempt gets it now; one that is being attempted at this moment is left to that, with a 409. A key that is bound to a user sends that user's webhooks again; mails and messages on Slack are everybody's.",
  parameters: {
    path: z.object({
      id: z
        .string()
        .max(MAX_ID_LENGTH, `has more than ${MAX_ID_LENGTH} characters, which no id has`)
        .regex(
          new RegExp(`^${NOTICE_ID_PREFIX}[A-Za-z0-9._:@-]+$`),
          'is no id of a delivery: they are notice:WORKFLOW_ID:CHANNEL',
        ),
    }),
  },
  answers: {
    202: json(answeredDelivery, {
      description: 'It is being sent again.',
      example: { ...EXAMPLE_DELIVERY, next_attempt_at: null },
    }),
  },
  problems: ['Forbidden', 'NotFound', 'Conflict'],
} as const;
