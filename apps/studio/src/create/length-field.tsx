import type { JSX } from 'preact';
import { toSeconds } from '../format/to-seconds';
import { TEXTS } from '../texts';
import { Field } from '../ui/field';
import type { DraftFields } from './draft-fields';

/** How long the video is to be. */
export function LengthField({ draft, change }: DraftFields): JSX.Element {
  const share = ((draft.duration - 1) / 59) * 100;
  return (
    <Field label={TEXTS.create.duration}>
      {(parts) => (
        <div class="range-row">
          <input
            {...parts}
            class="range"
            type="range"
            min={1}
            max={60}
            step={1}
            value={draft.duration}
            style={{ '--share': `${share}%` }}
            aria-valuetext={toSeconds(draft.duration)}
            onInput={(event) => change({ duration: Number(event.currentTarget.value) })}
          />
          <output for={parts.id}>{toSeconds(draft.duration)}</output>
        </div>
      )}
    </Field>
  );
}
