const BAR_CELLS = 24;

/** A bar of fixed width with its percent behind it. */
export function drawBar(percent: number): string {
  const filled = Math.round((BAR_CELLS * percent) / 100);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)} ${String(Math.floor(percent)).padStart(3)} %`;
}
