import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import {
  toFailureRule,
  type FailureType,
  type PermitRequest,
  type ProviderReport,
  type ProviderTrouble,
} from '@genvideo/models';
import { GenerationError } from '../generation-error';
import type { Logger } from '../logger-port';
import { describeWait } from '../permits/describe-wait';
import type { ProviderDesk, ProviderPlace } from '../permits/provider-desk';
import { toApplicationFailure } from '../to-application-failure';
import type { StageContext } from './stage-context';
import type { ParkedStage, StageRequest } from './stage-request';

export interface ProviderSeatOptions {
  /** Null when the stage takes part in nothing: all of this then comes to nothing. */
  desk: ProviderDesk | null;
  request: StageRequest<unknown>;
  context: Pick<StageContext, 'known' | 'mayHaveSubmitted' | 'hasStalled' | 'report'>;
  logger: Logger;
}

/** A stage's permit for its provider, from asking for it to giving it back. */
export interface ProviderSeat {
  /** Makes sure that the stage may have a task at its provider. @returns how it is parked when it may not */
  take(): Promise<ParkedStage | null>;
  /** The provider has taken the task. */
  taken(): Promise<void>;
  /** The task is over. */
  leave(): Promise<void>;
  /**
   * Says what an error means for the provider and for the permit.
   * @returns how the stage is parked until the provider is better
   * @throws what the engine is to know of it otherwise
   */
  settle(error: unknown): Promise<ParkedStage>;
}

/** Trouble that may be gone in a second: the stage tries once more before it says anything. */
const MAY_PASS: ReadonlySet<ProviderTrouble> = new Set(['server_error', 'unreachable']);

/** How long a job whose task runs at a provider that knows nobody any more leaves it alone, in milliseconds. */
const BORNE_PAUSE_MS = 30_000;

/** How long to wait for a limiter that does not answer, in milliseconds. */
const LOOK_AGAIN_MS = 2_000;

/** Failures after which there is no task any more, where there was one. */
const OVER: ReadonlySet<FailureType> = new Set([
  'ProviderFailed',
  'ProviderLostTask',
  'ProviderRefused',
  'InvalidRequest',
]);

const LONGEST_MESSAGE = 500;

type Report = Pick<ProviderReport, 'word' | 'then'>;

const isPassing = ({ type }: GenerationError): boolean => toFailureRule(type).retry === 'same_submission';

class Seat implements ProviderSeat {
  private place: ProviderPlace | null = null;

  constructor(
    private readonly options: ProviderSeatOptions,
    private readonly desk: ProviderDesk,
  ) {}

  async take(): Promise<ParkedStage | null> {
    const { context } = this.options;
    const isUnderWay = context.known().task_id !== null;
    try {
      const job = this.toJob();
      this.place = isUnderWay ? await this.desk.confirm(job) : await this.desk.claim(job);
    } catch (error) {
      this.noteNothingSent();
      throw toLimiterFailure(error);
    }
    if (this.place.lease !== null || isUnderWay) return null;
    this.noteNothingSent();
    return this.toParked(describeWait(this.place.health));
  }

  async taken(): Promise<void> {
    if (this.place?.wantsWord) await this.report({ word: 'served', then: 'stay' });
  }

  leave(): Promise<void> {
    return this.report({ word: 'served', then: 'leave' });
  }

  async settle(error: unknown): Promise<ParkedStage> {
    const { context } = this.options;
    const { known, hasStalled } = context;
    const isOfProvider = error instanceof GenerationError && this.lease !== null && !hasStalled();
    if (!isOfProvider) throw toApplicationFailure(error, known());
    const { trouble } = error;
    if (error.type === 'AmbiguousSubmission') return this.settleAmbiguous(error);
    if (trouble !== null && trouble !== 'too_fast') return this.settleTrouble(error, trouble);
    const isOver = known().submission === 'none' || OVER.has(error.type);
    if (isOver && !isPassing(error)) {
      await this.report({ word: OVER.has(error.type) ? 'served' : null, then: 'leave' });
    }
    throw toApplicationFailure(error, known());
  }

  private get lease(): number | null {
    return this.place?.lease ?? null;
  }

  /** Nobody will ever know whether there is a task: the job ends, and others should know of the trouble that it met. */
  private async settleAmbiguous(error: GenerationError): Promise<never> {
    const { trouble, message, type } = error;
    const isWord = trouble !== null && trouble !== 'too_fast';
    const word = isWord ? { type, trouble, message: message.slice(0, LONGEST_MESSAGE) } : null;
    await this.report({ word, then: 'leave' });
    throw toApplicationFailure(error, this.options.context.known());
  }

  /** The provider as a whole is in trouble: whoever has no task there stands in line again. */
  private async settleTrouble(error: GenerationError, trouble: ProviderTrouble): Promise<ParkedStage> {
    const { context } = this.options;
    const { submission } = context.known();
    const failure = toApplicationFailure(toBearable(error), context.known());
    if (MAY_PASS.has(trouble) && Context.current().info.attempt === 1) throw failure;
    const { type, message } = error;
    const word = { type, trouble, message: message.slice(0, LONGEST_MESSAGE) };
    if (submission === 'made') {
      await this.report({ word, then: 'stay' });
      throw failure;
    }
    await this.report({ word, then: submission === 'none' ? 'wait' : 'sleep' });
    const place = await this.look();
    // Nobody else is in line, and the limiter thinks that it may pass.
    if (place !== null && place.lease !== null) throw failure;
    const health = place?.health ?? this.place?.health;
    return this.toParked(health ? describeWait(health, trouble === 'too_many' ? null : word) : word.message);
  }

  /** Where the job stands now; null when nobody says: then it is told when its turn has come, or asks again. */
  private look(): Promise<ProviderPlace | null> {
    return this.desk.look(this.options.request.workflow_id).catch(() => null);
  }

  /** What gets lost here, the limiter finds out from the engine. */
  private async report(report: Report): Promise<void> {
    const { lease } = this;
    if (lease === null) return;
    const { request, logger } = this.options;
    const { workflow_id, user_id } = request;
    try {
      await this.desk.report({ ...this.toJob(), lease, ...report });
    } catch (error) {
      logger.warn({ workflow_id, user_id, err: error }, 'provider_not_reported');
    }
  }

  private toJob(): PermitRequest {
    const { workflow_id, user_id, priority } = this.options.request;
    return { workflow_id, user_id, priority };
  }

  private noteNothingSent(): void {
    const { context } = this.options;
    if (!context.mayHaveSubmitted && context.known().task_id === null) context.report({ submission: 'none' });
  }

  private toParked(message: string): ParkedStage {
    const { logger, request, context } = this.options;
    const { workflow_id, user_id, stage } = request;
    logger.info({ workflow_id, user_id, stage, reason: message }, 'stage_parked');
    return { status: 'parked', left: context.known(), message };
  }
}

/** A task that is paid for is not given up for a key that is wrong now, or an account that is empty. */
function toBearable(error: GenerationError): GenerationError {
  if (isPassing(error)) return error;
  const { message, cause, retryAfterMs = BORNE_PAUSE_MS } = error;
  return new GenerationError('ServiceUnavailable', message, { cause, retryAfterMs });
}

const toLimiterFailure = (cause: unknown): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'ServiceUnavailable',
    message: "The limiter of the stage's provider does not answer",
    nextRetryDelay: LOOK_AGAIN_MS,
    ...(cause instanceof Error ? { cause } : {}),
  });

/** A stage whose workflow cannot park it, or whose provider has no limiter, goes on as if there were none. */
const NO_SEAT: Omit<ProviderSeat, 'settle'> = {
  take: () => Promise.resolve(null),
  taken: () => Promise.resolve(),
  leave: () => Promise.resolve(),
};

export function createProviderSeat(options: ProviderSeatOptions): ProviderSeat {
  const { desk, request, context } = options;
  if (desk && request.may_park) return new Seat(options, desk);
  return {
    ...NO_SEAT,
    settle(error) {
      throw toApplicationFailure(error, context.known());
    },
  };
}
