import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { GalleryItem } from '@genvideo/progress-client';
import { MovingCover } from '../media/moving-cover';
import { Picture } from '../media/picture';
import { toShownResult } from '../media/shown-result';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { Link } from '../ui/link';

/** What a tile shows. */
export type TileItem = Pick<
  GalleryItem,
  'workflow_id' | 'status' | 'prompt' | 'assets' | 'error' | 'input' | 'kind'
>;

export interface TileProps {
  item: TileItem;
  /** Whether it is worth loading at once. */
  isFirst?: boolean;
}

/** Pictures are alone on a tile; those who wish for no motion get none. */
const likesMotion = (): boolean => !matchMedia('(prefers-reduced-motion: reduce)').matches;

function Cover({ item, isFirst, isPointedAt }: TileProps & { isPointedAt: boolean }): JSX.Element {
  const { cover, video } = toShownResult(item.assets, item.input);
  if (cover === null && item.status !== 'completed')
    return (
      <span class={`tile-words tile-${item.status}`}>
        <strong>{TEXTS.statuses[item.status]}</strong>
        {item.error !== null && <span dir="auto">{item.error.message}</span>}
      </span>
    );
  return (
    <>
      {(cover !== null || video === null) && <Picture file={cover} alt="" isFirst={isFirst ?? false} />}
      {video !== null && (isPointedAt || cover === null) && <MovingCover file={video} />}
      {video !== null && (
        <span class="tile-badge" aria-hidden="true">
          <Icon name="play" size={12} />
        </span>
      )}
    </>
  );
}

const toName = ({ prompt, workflow_id, kind }: TileItem): string =>
  `${kind === 'video' ? TEXTS.create.video : TEXTS.create.image}: ${prompt ?? workflow_id}`;

/** What became of a job, with its prompt; leads to the job. */
export function Tile({ item, isFirst = false }: TileProps): JSX.Element {
  const [isPointedAt, setPointedAt] = useState(false);
  const point = (): void => setPointedAt(likesMotion());
  const leave = (): void => setPointedAt(false);
  return (
    <Link
      class="tile"
      to={{ page: 'job', id: item.workflow_id }}
      aria-label={toName(item)}
      onPointerEnter={point}
      onPointerLeave={leave}
      onFocus={point}
      onBlur={leave}
    >
      <span class="tile-box">
        <Cover item={item} isFirst={isFirst} isPointedAt={isPointedAt} />
      </span>
      <span class="tile-caption" dir="auto">
        {item.prompt ?? item.workflow_id}
      </span>
    </Link>
  );
}
