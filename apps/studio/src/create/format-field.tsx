import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { TEXTS } from '../texts';
import { Field } from '../ui/field';
import { Segments } from '../ui/segments';
import type { DraftFields } from './draft-fields';
import { FORMATS, toFormat, type Format } from './draft';
import { ShapeIcon } from './shape-icon';

const { create: texts } = TEXTS;

const choices = [
  ...(Object.keys(FORMATS) as (keyof typeof FORMATS)[]).map((value) => ({
    value: value,
    label: (
      <>
        <ShapeIcon width={Number(FORMATS[value].width)} height={Number(FORMATS[value].height)} />
        {texts.formats[value]}
      </>
    ),
  })),
  { value: 'own' as const, label: texts.formats.own },
];

/** The size of what is made: by name, or in pixels. */
export function FormatField({ draft, problems, change }: DraftFields): JSX.Element {
  const [wantsOwn, setWantsOwn] = useState(false);
  const format = wantsOwn ? 'own' : toFormat(draft);
  const choose = (next: Format): void => {
    setWantsOwn(next === 'own');
    if (next !== 'own') change(FORMATS[next]);
  };
  return (
    <div class="format-field">
      <Segments name="format" label={texts.format} choices={choices} value={format} onChange={choose} />
      {format === 'own' && (
        <div class="pair">
          {(['width', 'height'] as const).map((side) => (
            <Field key={side} label={texts[side]} problem={problems[side]}>
              {(parts) => (
                <input
                  {...parts}
                  class="input"
                  inputMode="numeric"
                  value={draft[side]}
                  onInput={(event) => change({ [side]: event.currentTarget.value.trim() })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
    </div>
  );
}
