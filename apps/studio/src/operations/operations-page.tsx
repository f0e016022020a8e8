import type { JSX } from 'preact';
import { Page } from '../shell/page';
import { TEXTS } from '../texts';
import { Link } from '../ui/link';
import { DoctorCard } from './doctor-card';
import { FailuresCard } from './failures-card';
import { HealthCard } from './health-card';
import { LimitCard, LimitTrouble, useLimiter } from './limit-card';
import { QueueCard } from './queue-card';

const { operations: texts } = TEXTS;

/** The whole system, for whoever runs it. */
export function OperationsPage(): JSX.Element {
  const limiter = useLimiter();
  return (
    <Page
      title={texts.title}
      actions={
        <Link class="button" to={{ page: 'study' }}>
          {texts.studyOpen}
        </Link>
      }
    >
      <LimitTrouble limiter={limiter} />
      <div class="operations">
        <div class="operations-column">
          <LimitCard limiter={limiter.value} onChange={limiter.reload} />
          <QueueCard limiter={limiter.value} />
        </div>
        <div class="operations-column">
          <HealthCard />
          <FailuresCard />
          <DoctorCard />
        </div>
      </div>
    </Page>
  );
}
