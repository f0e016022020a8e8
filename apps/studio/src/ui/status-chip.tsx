import type { JSX } from 'preact';
import { TEXTS } from '../texts';

export type ChipStatus = keyof typeof TEXTS.statuses;

/** How something stands, in one word. */
export function StatusChip({ status }: { status: ChipStatus }): JSX.Element {
  return <span class={`chip chip-${status}`}>{TEXTS.statuses[status]}</span>;
}
