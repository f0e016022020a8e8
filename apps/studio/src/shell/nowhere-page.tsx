import type { JSX } from 'preact';
import { TEXTS } from '../texts';
import { Empty } from '../ui/empty';
import { Link } from '../ui/link';
import { Page } from './page';

/** What is shown for an address that leads nowhere. */
export function NowherePage(): JSX.Element {
  return (
    <Page title={TEXTS.trouble.nowhere}>
      <Empty title={TEXTS.trouble.notFound}>
        <Link class="button button-main" to={{ page: 'create', from: null }}>
          {TEXTS.trouble.home}
        </Link>
      </Empty>
    </Page>
  );
}
