import type { JSX } from 'preact';
import { Page } from '../shell/page';
import { WHOLE_GALLERY, type GalleryPlace } from '../route/route';
import { TEXTS } from '../texts';
import { Empty } from '../ui/empty';
import { Link } from '../ui/link';
import { TroubleNote } from '../ui/trouble-note';
import { GalleryFilters } from './gallery-filters';
import type { GalleryStore } from './gallery-store';
import { toFilters } from './to-filters';
import { useGallery } from './use-gallery';
import { Wall } from './wall';

const { gallery: texts } = TEXTS;

function Nothing({ place }: { place: GalleryPlace }): JSX.Element {
  const isFiltered = JSON.stringify(place) !== JSON.stringify(WHOLE_GALLERY);
  if (!isFiltered)
    return (
      <Empty title={texts.empty}>
        <p>{texts.emptyHelp}</p>
        <Link class="button button-main" to={{ page: 'create', from: null }}>
          {TEXTS.pages.create}
        </Link>
      </Empty>
    );
  return (
    <Empty title={texts.noMatch}>
      <p>{texts.noMatchHelp}</p>
      <Link class="button" to={{ page: 'gallery', filters: WHOLE_GALLERY }}>
        {texts.clear}
      </Link>
    </Empty>
  );
}

const describe = ({ items, hasMore, isLoading }: GalleryStore): string => {
  const shown = items.value.length;
  if (shown === 0 && isLoading.value) return texts.loading;
  return texts.count(shown, hasMore.value);
};

/** What was made. */
export function GalleryPage({ place }: { place: GalleryPlace }): JSX.Element {
  const store = useGallery(toFilters(place));
  const items = store.items.value;
  const trouble = store.trouble.value;
  const isEmpty = items.length === 0 && !store.isLoading.value && !store.hasMore.value;
  return (
    <Page title={texts.title}>
      <GalleryFilters place={place} />
      <p class="count" role="status">
        {describe(store)}
      </p>
      {trouble && <TroubleNote trouble={trouble} onRetry={() => void store.more()} />}
      {isEmpty && <Nothing place={place} />}
      <Wall items={items} label={texts.title} onEnd={() => void store.more()} />
      {store.isLoading.value && <div class="loading-bar" aria-hidden="true" />}
    </Page>
  );
}
