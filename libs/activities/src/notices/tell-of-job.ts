import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTE, type JobResult, type NoticeType } from '@genvideo/models';
import { jobResultSchema } from '@genvideo/models/schemas';
import type { JobAccount } from '../job/finish-job';
import type { Logger } from '../logger-port';
import { toJobNoticeType } from './notice-event';
import { startNotices, type StartNoticesDependencies } from './start-notices';

/** A run of a job that ends, and how. */
export interface EndedJob {
  account: Pick<JobAccount, 'workflow_id' | 'user_id' | 'state'>;
  result: JobResult;
  run_id: string;
  /** What is told; default what the result's status says. */
  type?: NoticeType;
}

const BATCH_TAG = 'batch:';

/** The batch that a job is an item of, by its tags; null when it is of none, or nobody can tell. */
async function findBatch(
  { account, run_id }: EndedJob,
  { client, logger }: { client: Client; logger: Logger },
): Promise<string | null> {
  const { workflow_id, user_id } = account;
  try {
    const { searchAttributes } = await client.workflow.getHandle(workflow_id, run_id).describe();
    const tags = (searchAttributes[SEARCH_ATTRIBUTE.tag.name] ?? []).map(String);
    return tags.find((tag) => tag.startsWith(BATCH_TAG))?.slice(BATCH_TAG.length) ?? null;
  } catch (error) {
    logger.warn({ workflow_id, user_id, err: error }, 'batch_of_job_not_known');
    return null;
  }
}

/** Starts the notices about the end of a job. Asks which batch it is of only where somebody hears of every job. */
export async function tellOfJob(ended: EndedJob, dependencies: StartNoticesDependencies): Promise<void> {
  const { account, result, run_id, type = toJobNoticeType(result.status) } = ended;
  const { workflow_id, user_id, state } = account;
  const isHeardOf = Object.keys(dependencies.everyday).length > 0;
  await startNotices(
    {
      workflow_id,
      run_id,
      user_id,
      webhook_url: state.job_input['webhook_url'],
      batch_id: isHeardOf ? await findBatch(ended, dependencies) : null,
      type,
      // What else a job's last activity knows is for its workflow.
      data: jobResultSchema.parse(result),
    },
    dependencies,
  );
}
