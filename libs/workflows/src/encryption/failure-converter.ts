import {
  DefaultFailureConverter,
  defaultFailureConverter,
  type PayloadConverter,
  type ProtoFailure,
  type SerializationContext,
} from '@temporalio/common';
import { isToldPlainly } from './plain-errors';

/** Puts the message and the stack trace of a failure where the codec encrypts them. */
class SealedFailureConverter extends DefaultFailureConverter {
  constructor() {
    super({ encodeCommonAttributes: true });
  }

  override errorToFailure(
    error: unknown,
    payloadConverter: PayloadConverter,
    context?: SerializationContext,
  ): ProtoFailure {
    return isToldPlainly(error)
      ? defaultFailureConverter.errorToFailure(error, payloadConverter, context)
      : super.errorToFailure(error, payloadConverter, context);
  }
}

/** For workers that encrypt, under the name that Temporal's SDK looks for. */
export const failureConverter = new SealedFailureConverter();
