import { defaultPayloadConverter, ensureTemporalFailure, RawValue } from '@temporalio/common';
import type { WorkflowInterceptors } from '@temporalio/workflow';
import { markPlain } from '@genvideo/models';
import { tellPlainly } from './plain-errors';

/**
 * For workers that encrypt, under the name that Temporal's SDK looks for: what queries answer stays plain. The engine
 * stores none of it, and so any client can ask, also one without the key.
 */
export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      async handleQuery(input, next) {
        try {
          return RawValue.fromPayload(markPlain(defaultPayloadConverter.toPayload(await next(input))));
        } catch (error) {
          throw tellPlainly(ensureTemporalFailure(error));
        }
      },
    },
  ],
});
