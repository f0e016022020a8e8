import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Field } from './field';

export interface NumberFieldProps {
  label: string;
  help?: string;
  value: number;
  most: number;
  onChange: (value: number) => void;
  isDisabled?: boolean;
}

/**
 * A whole number from 1 on, to be typed or stepped. It is told as it is typed: whoever types and clicks a button at once
 * means what was typed. What is no such number is told to nobody, and gone with the focus.
 */
export function NumberField(props: NumberFieldProps): JSX.Element {
  const { label, help, value, most, onChange, isDisabled = false } = props;
  const [text, setText] = useState<string | null>(null);
  const take = (next: string): void => {
    setText(next);
    const number = Number(next);
    if (Number.isInteger(number) && number >= 1 && number <= most) onChange(number);
  };
  const step = (by: -1 | 1): void => {
    setText(null);
    onChange(Math.min(most, Math.max(1, value + by)));
  };
  return (
    <Field label={label} help={help}>
      {(parts) => (
        <div class="stepper">
          <button
            type="button"
            aria-label={`${label} −1`}
            disabled={isDisabled || value <= 1}
            onClick={() => step(-1)}
          >
            −
          </button>
          <input
            {...parts}
            type="number"
            inputMode="numeric"
            min={1}
            max={most}
            value={text ?? value}
            disabled={isDisabled}
            onInput={(event) => take(event.currentTarget.value)}
            onBlur={() => setText(null)}
          />
          <button
            type="button"
            aria-label={`${label} +1`}
            disabled={isDisabled || value >= most}
            onClick={() => step(1)}
          >
            +
          </button>
        </div>
      )}
    </Field>
  );
}
