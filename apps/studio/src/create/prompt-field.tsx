import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { TEXTS } from '../texts';
import { Field } from '../ui/field';
import { countCharacters, MAX_PROMPT_LENGTH } from './check-draft';

/** From how many characters left on the visitor is told of it. */
const TIGHT = 300;

export interface PromptFieldProps {
  value: string;
  problem: string | undefined;
  onInput: (text: string) => void;
  onSubmit: () => void;
}

/** Where the picture is put into words. It grows with them. */
export function PromptField({ value, problem, onInput, onSubmit }: PromptFieldProps): JSX.Element {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [value]);
  const left = MAX_PROMPT_LENGTH - countCharacters(value);
  return (
    <div class="prompt-field">
      <Field label={TEXTS.create.prompt} isLabelHidden problem={problem}>
        {(parts) => (
          <textarea
            {...parts}
            ref={area}
            class="prompt-input"
            dir="auto"
            rows={3}
            placeholder={TEXTS.create.placeholder}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              onSubmit();
            }}
          />
        )}
      </Field>
      {left < TIGHT && <p class="field-help prompt-left">{TEXTS.create.charactersLeft(left)}</p>}
    </div>
  );
}
