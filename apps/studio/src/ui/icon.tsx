import type { JSX } from 'preact';

/** Strokes on a square of 20. */
const SHAPES = {
  create: 'M10 3.5v13M3.5 10h13',
  gallery: 'M3 4.5h6v5H3zM11 4.5h6v11h-6zM3 11.5h6v4H3z',
  batches: 'M4 13.5l6 3 6-3M4 10l6 3 6-3M10 3.5 4 6.5l6 3 6-3z',
  operations: 'M3 12.5h3l2-6 3.5 9 2-5 1 2H17',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 1.8v1.7M10 16.5v1.7M1.8 10h1.7M16.5 10h1.7M4.2 4.2l1.2 1.2M14.6 14.6l1.2 1.2M4.2 15.8l1.2-1.2M14.6 5.4l1.2-1.2',
  moon: 'M16.5 11.8A7 7 0 0 1 8.2 3.5a6.8 6.8 0 1 0 8.3 8.3Z',
  system: 'M3 4.5h14v9H3zM7.5 16.5h5M10 13.5v3',
  play: 'M7 4.6v10.8a.6.6 0 0 0 .9.5l8.6-5.4a.6.6 0 0 0 0-1L7.9 4.1a.6.6 0 0 0-.9.5Z',
  pause: 'M7 4.5v11M13 4.5v11',
  close: 'M5 5l10 10M15 5 5 15',
  check: 'M4 10.5l4 4 8-9',
  alert: 'M10 6.5v4.5M10 14v.2M10 2.8 1.9 16.5h16.2z',
  download: 'M10 3.5v9M6 9l4 4 4-4M4 16.5h12',
  again: 'M15.5 10a5.5 5.5 0 1 1-1.7-4M14.5 2.8v3.4h-3.4',
  out: 'M8 5H4.5v10.5H15V12M11 4h5v5M16 4l-7 7',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  more: 'M4.5 7.5 10 13l5.5-5.5',
  back: 'M12.5 4.5 7 10l5.5 5.5',
  file: 'M5 2.8h6.5L15.5 7v10.2H5zM11.2 3v4.2h4.2',
  picture: 'M3 4h14v12H3zM3 13l4-4 4 4 2.5-2.5L17 14M12.7 7.6h.1',
  user: 'M10 10.2a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6ZM3.8 16.8c.6-3 3-4.4 6.2-4.4s5.6 1.400 6.200 4.400',
} as const;

export type IconName = keyof typeof SHAPES;

/** A small drawing beside words; it says nothing that the words do not. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }): JSX.Element {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}
