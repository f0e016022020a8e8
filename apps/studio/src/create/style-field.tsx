import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { TEXTS } from '../texts';
import { Field } from '../ui/field';
import type { DraftFields } from './draft-fields';

/** The style: one that is offered, or any other words. */
export function StyleField({ draft, problems, change }: DraftFields): JSX.Element {
  const listId = useId();
  return (
    <Field label={TEXTS.create.style} problem={problems.style}>
      {(parts) => (
        <>
          <input
            {...parts}
            class="input"
            dir="auto"
            list={listId}
            value={draft.style}
            onInput={(event) => change({ style: event.currentTarget.value })}
          />
          <datalist id={listId}>
            {TEXTS.create.styles.map((style) => (
              <option key={style} value={style} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
