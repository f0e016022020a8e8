import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { toShownResult } from '../media/shown-result';
import { findRows, layoutRows, type Layout } from './layout-rows';
import { moveFocus } from './move-focus';
import { Tile, type TileItem } from './tile';
import { useBox, type Box } from './use-box';

export interface WallProps {
  items: readonly TileItem[];
  label: string;
  /** Told when the end comes near. */
  onEnd?: () => void;
}

/** How far beyond the window tiles are drawn, in windows: what is scrolled to is there already. */
const AHEAD = 1;

/** How near the end is when more is wanted, in windows. */
const NEAR = 2;

const CAPTION_HEIGHT = 36;

const toSizes = (width: number): { targetHeight: number; gap: number } => {
  if (width < 520) return { targetHeight: 150, gap: 8 };
  return width < 1_000 ? { targetHeight: 220, gap: 16 } : { targetHeight: 290, gap: 20 };
};

const useLayout = (items: readonly TileItem[], width: number): Layout =>
  useMemo(() => {
    if (width === 0) return { rows: [], height: 0 };
    const ratios = items.map(({ assets, input }) => toShownResult(assets, input).ratio);
    return layoutRows(ratios, { width, captionHeight: CAPTION_HEIGHT, ...toSizes(width) });
  }, [items, width]);

const isNearEnd = ({ height }: Layout, { to, from }: Box): boolean => to + NEAR * (to - from) >= height;

/** Pictures in rows that fill the page. However many there are, only those near the window are drawn. */
export function Wall({ items, label, onEnd }: WallProps): JSX.Element {
  const element = useRef<HTMLUListElement>(null);
  const box = useBox(element);
  const layout = useLayout(items, box.width);
  const windowHeight = box.to - box.from;
  const rows = findRows(layout.rows, box.from - AHEAD * windowHeight, box.to + AHEAD * windowHeight);
  const wantsMore = box.width > 0 && isNearEnd(layout, box);
  useEffect(() => {
    if (wantsMore) onEnd?.();
  }, [wantsMore, items.length]);
  const onKeyDown = (event: KeyboardEvent): void => moveFocus(event, layout.rows);
  return (
    <ul
      ref={element}
      class="wall"
      role="list"
      aria-label={label}
      style={{ height: `${layout.height}px` }}
      onKeyDown={onKeyDown}
    >
      {rows.flatMap(({ top, height, cells }) =>
        cells.map(({ index, left, width }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <li
              key={item.workflow_id}
              class="wall-cell"
              data-index={index}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              style={{
                transform: `translate(${left}px, ${top}px)`,
                width: `${width}px`,
                '--tile-height': `${height}px`,
              }}
            >
              <Tile item={item} isFirst={index < 6} />
            </li>
          );
        }),
      )}
    </ul>
  );
}
