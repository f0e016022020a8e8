import type { Session } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import { sessionSchema } from '@genvideo/models/schemas';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { MAX_FOLLOWED } from '../watch/parse-watch-query';

const EXAMPLE: Session = {
  user_id: null,
  key_required: true,
  version: '0.1.0',
  namespace: 'default',
  task_queue: 'generation-queue',
  temporal_ui_url: 'http://127.0.0.1:8233',
  mock: true,
  limits: { max_watched: MAX_FOLLOWED },
};

const sessionContract = {
  id: 'getSession',
  method: 'get',
  path: '/session',
  tag: 'Keys',
  summary: 'Who asks, and what a page has to know',
  access: 'key',
  answers: {
    200: json(sessionSchema, { description: 'The key is good, or none is needed.', example: EXAMPLE }),
  },
} as const;

export interface SessionOptions {
  config: Pick<Config, 'REQUIRE_API_KEY' | 'TEMPORAL_UI_URL' | 'TEMPORAL_TASK_QUEUE' | 'MOCK_EXTERNAL_APIS'>;
  namespace: string;
  version: string;
}

/** `GET /session`. */
export function createSessionOperation({ config, namespace, version }: SessionOptions): Operation {
  return operation(sessionContract, ({ caller }) =>
    reply(200, {
      user_id: caller.userId,
      key_required: config.REQUIRE_API_KEY,
      version,
      namespace,
      task_queue: config.TEMPORAL_TASK_QUEUE,
      temporal_ui_url: config.TEMPORAL_UI_URL?.replace(/\/+$/, '') ?? null,
      mock: config.MOCK_EXTERNAL_APIS,
      limits: { max_watched: MAX_FOLLOWED },
    }),
  );
}
