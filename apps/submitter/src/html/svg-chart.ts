import { element, textElement } from './element';

export interface ChartSize {
  /** In units of the chart, near to pixels on a phone. */
  width: number;
  height: number;
}

/** A chart for eyes and for screen readers, as wide as where it stands. */
export function renderSvg(
  { title, description }: { title: string; description: string },
  { width, height }: ChartSize,
  children: readonly string[],
): string {
  return element(
    'svg',
    {
      viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`,
      role: 'img',
      'aria-label': `${title}. ${description}`,
    },
    [textElement('title', {}, title), textElement('desc', {}, description), ...children],
  );
}
