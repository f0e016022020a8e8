import type { JSX } from 'preact';
import { Field } from './field';

export interface NumberFieldProps {
  label: string;
  help?: string;
  value: number;
  most: number;
  onChange: (value: number) => void;
  isDisabled?: boolean;
}

/** A whole number from 1 on, to be typed or stepped. */
export function NumberField({
  label,
  help,
  value,
  most,
  onChange,
  isDisabled = false,
}: NumberFieldProps): JSX.Element {
  const take = (next: number): void => onChange(Math.min(most, Math.max(1, Math.round(next) || 1)));
  return (
    <Field label={label} help={help}>
      {(parts) => (
        <div class="stepper">
          <button
            type="button"
            aria-label={`${label} −1`}
            disabled={isDisabled || value <= 1}
            onClick={() => take(value - 1)}
          >
            −
          </button>
          <input
            {...parts}
            type="number"
            inputMode="numeric"
            min={1}
            max={most}
            value={value}
            disabled={isDisabled}
            onChange={(event) => take(Number(event.currentTarget.value))}
          />
          <button
            type="button"
            aria-label={`${label} +1`}
            disabled={isDisabled || value >= most}
            onClick={() => take(value + 1)}
          >
            +
          </button>
        </div>
      )}
    </Field>
  );
}
