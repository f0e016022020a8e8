import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { WORKFLOW_TYPE } from '@genvideo/models';
import { go } from '../route/current-route';
import { WHOLE_GALLERY } from '../route/route';
import { Page } from '../shell/page';
import { TEXTS } from '../texts';
import { Empty } from '../ui/empty';
import { Link } from '../ui/link';
import { TroubleNote } from '../ui/trouble-note';
import { submittedJobs } from '../under-way/submitted-jobs';
import { JobActions } from './job-actions';
import { JobFacts } from './job-facts';
import { JobHistory } from './job-history';
import { JobProgress } from './job-progress';
import { JobStage } from './job-stage';
import { JobWhy } from './job-why';
import { useJob, type JobView } from './use-job';

const { job: texts } = TEXTS;

const toPrompt = (id: string, { detail }: JobView): string | null => {
  const prompt = detail?.detailed_status?.job_input['prompt'];
  if (typeof prompt === 'string') return prompt;
  return submittedJobs.value.find((job) => job.id === id)?.prompt ?? null;
};

function Gone(): JSX.Element {
  return (
    <Page title={texts.gone}>
      <Empty title={texts.goneHelp}>
        <Link class="button button-main" to={{ page: 'gallery', filters: WHOLE_GALLERY }}>
          {texts.toGallery}
        </Link>
      </Empty>
    </Page>
  );
}

/** One job: what it makes, how far it is, why, and what it took. */
export function JobPage({ id }: { id: string }): JSX.Element {
  const view = useJob(id);
  const isBatch = view.detail?.workflow_type === WORKFLOW_TYPE.batch;
  useEffect(() => {
    if (isBatch) go({ page: 'batch', id }, { replace: true });
  }, [isBatch]);
  if (view.isGone) return <Gone />;
  const prompt = toPrompt(id, view);
  return (
    <Page title={prompt ?? id} heading={<span class="unseen">{texts.title}</span>}>
      {view.trouble && <TroubleNote trouble={view.trouble} onRetry={view.reload} />}
      <div class="job">
        <JobStage id={id} view={view} prompt={prompt ?? id} />
        <div class="job-column">
          <p class="prompt" dir="auto">
            {prompt ?? '\u00A0'}
          </p>
          <JobProgress view={view} />
          <JobActions id={id} view={view} />
          {view.explanation && view.explanation.state !== 'completed' && (
            <JobWhy explanation={view.explanation} />
          )}
          <JobFacts view={view} />
        </div>
        <JobHistory view={view} />
      </div>
    </Page>
  );
}
