import type { JSX } from 'preact';
import { toSeconds } from '../format/to-seconds';
import { TEXTS } from '../texts';
import type { StudyBatch } from './study-report';

const { study: texts } = TEXTS;

/** How long each batch took, with a mark for the shortest time that was possible. The table beside it says the same. */
export function MakespanChart({ batches }: { batches: readonly StudyBatch[] }): JSX.Element {
  const most = Math.max(...batches.map(({ makespan_seconds: took }) => took), 1);
  return (
    <figure class="makespans">
      <figcaption>{texts.makespanChart}</figcaption>
      <div aria-hidden="true">
        {batches.map(({ size, makespan_seconds: took, ideal_seconds: ideal }) => (
          <div key={size} class="makespan">
            <span class="makespan-size">{size}</span>
            <span class="makespan-track">
              <span class="makespan-bar" style={{ width: `${(took / most) * 100}%` }} />
              <span class="makespan-ideal" style={{ left: `${(ideal / most) * 100}%` }} />
            </span>
            <span class="makespan-time">{toSeconds(took)}</span>
          </div>
        ))}
      </div>
    </figure>
  );
}
