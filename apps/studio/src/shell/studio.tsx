import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { BatchPage } from '../batches/batch-page';
import { BatchesPage } from '../batches/batches-page';
import { CreatePage } from '../create/create-page';
import { GalleryPage } from '../gallery/gallery-page';
import { JobPage } from '../job/job-page';
import { OperationsPage } from '../operations/operations-page';
import { currentRoute } from '../route/current-route';
import type { Route } from '../route/route';
import { isConnected } from '../server/connection';
import { session } from '../server/server';
import { useAnswer } from '../server/use-answer';
import { StudyPage } from '../study/study-page';
import { TEXTS } from '../texts';
import { ConnectionNote } from './connection-note';
import { Header } from './header';
import { KeyForm } from './key-form';
import { NowherePage } from './nowhere-page';
import { VersionNote } from './version-note';

const toPage = (route: Route): JSX.Element => {
  switch (route.page) {
    case 'create':
      return <CreatePage key={`create ${route.from ?? ''}`} from={route.from} />;
    case 'gallery':
      return <GalleryPage key="gallery" place={route.filters} />;
    case 'job':
      return <JobPage key={`job ${route.id}`} id={route.id} />;
    case 'batches':
      return <BatchesPage key="batches" />;
    case 'batch':
      return <BatchPage key={`batch ${route.id}`} id={route.id} />;
    case 'operations':
      return <OperationsPage key="operations" />;
    case 'study':
      return <StudyPage key="study" />;
    case 'nowhere':
      return <NowherePage key="nowhere" />;
  }
};

const skip = (event: Event): void => {
  event.preventDefault();
  document.querySelector<HTMLElement>('#page h1')?.focus();
};

/** Everything there is on the page. */
export function Studio(): JSX.Element {
  const { value, reload } = useAnswer('session', ({ api }, signal) => api.readSession({ signal }));
  useEffect(() => {
    if (value !== null) session.value = value;
  }, [value]);
  const connected = isConnected.value;
  const wasLost = useRef(false);
  useEffect(() => {
    // What answers again may be another server than the one that went.
    if (connected && wasLost.current) reload();
    wasLost.current = !connected;
  }, [connected]);
  const route = currentRoute.value;
  useEffect(() => {
    scrollTo(0, 0);
  }, [route.page]);
  return (
    <>
      <a class="skip" href="#page" onClick={skip}>
        {TEXTS.skip}
      </a>
      <Header />
      {toPage(route)}
      <VersionNote />
      <ConnectionNote />
      <KeyForm />
    </>
  );
}
