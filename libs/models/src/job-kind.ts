import { WORKFLOW_TYPE } from './engine-names';

/** The shape in which a job is asked for: a `JobInput`, a `VideoRequest` or an `ImageRequest`. */
export type JobKind = 'job' | 'video' | 'image';

const WORKFLOW_TYPE_BY_KIND: Readonly<Record<JobKind, string>> = {
  job: WORKFLOW_TYPE.genVideo,
  video: WORKFLOW_TYPE.video,
  image: WORKFLOW_TYPE.image,
};

/** The workflow types that are jobs: they make media under a permit and end with a `JobResult`. */
export const JOB_WORKFLOW_TYPES: readonly string[] = Object.values(WORKFLOW_TYPE_BY_KIND);

/** The workflow that runs jobs of a kind. */
export function toWorkflowType(kind: JobKind): string {
  return WORKFLOW_TYPE_BY_KIND[kind];
}
