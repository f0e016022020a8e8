import type { JSX } from 'preact';
import { currentRoute } from '../route/current-route';
import { WHOLE_GALLERY, type Route } from '../route/route';
import { enterKey, server, session } from '../server/server';
import { TEXTS } from '../texts';
import { Icon, type IconName } from '../ui/icon';
import { Link } from '../ui/link';
import { ThemeSwitch } from './theme-switch';

interface Place {
  to: Route;
  icon: IconName;
  text: string;
  /** The pages that belong to it. */
  pages: readonly Route['page'][];
}

const PLACES: readonly Place[] = [
  { to: { page: 'create', from: null }, icon: 'create', text: TEXTS.pages.create, pages: ['create'] },
  {
    to: { page: 'gallery', filters: WHOLE_GALLERY },
    icon: 'gallery',
    text: TEXTS.pages.gallery,
    pages: ['gallery', 'job'],
  },
  { to: { page: 'batches' }, icon: 'batches', text: TEXTS.pages.batches, pages: ['batches', 'batch'] },
  {
    to: { page: 'operations' },
    icon: 'operations',
    text: TEXTS.pages.operations,
    pages: ['operations', 'study'],
  },
];

function Navigation(): JSX.Element {
  const { page } = currentRoute.value;
  return (
    <nav class="nav" aria-label={TEXTS.nav}>
      {PLACES.map(({ to, icon, text, pages }) => (
        <Link key={text} class="nav-link" to={to} aria-current={pages.includes(page) ? 'page' : undefined}>
          <Icon name={icon} />
          <span>{text}</span>
        </Link>
      ))}
    </nav>
  );
}

/** The bar that is on every page. */
export function Header(): JSX.Element {
  return (
    <header class="header">
      <Link class="wordmark" to={{ page: 'create', from: null }}>
        <svg class="mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <rect width="32" height="32" rx="9" />
          <path d="M12.500 9.600v12.800a1 1 0 0 0 1.500.9l10.400-6.400a1 1 0 0 0 0-1.800L14 8.700a1 1 0 0 0-1.500.9Z" />
          <rect class="mark-bar" x="7" y="9" width="2.600" height="14" rx="1.300" />
        </svg>
        {TEXTS.name}
      </Link>
      <Navigation />
      <div class="header-end">
        {session.value?.mock === true && (
          <span class="chip chip-mock" title={TEXTS.connection.mockTitle}>
            {TEXTS.connection.mock}
          </span>
        )}
        {server.value.hasKey && (
          <button type="button" class="button button-plain button-small" onClick={() => enterKey(null)}>
            {TEXTS.key.forget}
          </button>
        )}
        <ThemeSwitch />
      </div>
    </header>
  );
}
