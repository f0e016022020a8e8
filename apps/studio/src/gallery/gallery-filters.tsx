import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { go } from '../route/current-route';
import type { GalleryPlace } from '../route/route';
import { TEXTS } from '../texts';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { Segments } from '../ui/segments';
import { Select } from '../ui/select';

const { gallery: texts } = TEXTS;

/** How long after the last key a search begins, in milliseconds. */
const SETTLE_MS = 300;

const KINDS = (['all', 'image', 'video'] as const).map((value) => ({ value, label: texts.kinds[value] }));

const STATUSES = (['completed', 'running', 'failed', 'cancelled'] as const).map((value) => ({
  value,
  label: texts.statuses[value],
}));

const toStyles = (style: string): { value: string; label: string }[] => {
  const known = new Set<string>([...TEXTS.create.styles, ...(style === '' ? [] : [style])]);
  return [{ value: '', label: texts.anyStyle }, ...[...known].map((value) => ({ value, label: value }))];
};

function Search({ place }: { place: GalleryPlace }): JSX.Element {
  const [text, setText] = useState(place.search);
  useEffect(() => setText(place.search), [place.search]);
  useEffect(() => {
    if (text === place.search) return;
    const timer = setTimeout(
      () => go({ page: 'gallery', filters: { ...place, search: text } }, { replace: true }),
      SETTLE_MS,
    );
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="search">
      <Icon name="search" />
      <Field label={texts.search} isLabelHidden>
        {(parts) => (
          <input
            {...parts}
            class="input"
            type="search"
            dir="auto"
            placeholder={texts.search}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
    </div>
  );
}

/** What the gallery shows. All of it stands in the address, so that a view can be kept and shared. */
export function GalleryFilters({ place }: { place: GalleryPlace }): JSX.Element {
  const change = (part: Partial<GalleryPlace>): void =>
    go({ page: 'gallery', filters: { ...place, ...part } }, { replace: true });
  return (
    <div class="filters" role="search">
      <Search place={place} />
      <Segments
        name="kind"
        label={texts.kind}
        isLabelHidden
        choices={KINDS}
        value={place.kind}
        onChange={(kind) => change({ kind })}
      />
      <Select
        label={texts.status}
        choices={STATUSES}
        value={place.status}
        onChange={(status) => change({ status })}
      />
      <Select
        label={texts.style}
        choices={toStyles(place.style)}
        value={place.style}
        onChange={(style) => change({ style })}
      />
    </div>
  );
}
