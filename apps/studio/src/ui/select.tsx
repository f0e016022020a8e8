import type { JSX } from 'preact';
import { Field } from './field';

export interface SelectProps<Value> {
  label: string;
  choices: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
  isLabelHidden?: boolean;
}

/** One of many: the browser's own list, which everybody knows how to use. */
export function Select<Value extends string>(props: SelectProps<Value>): JSX.Element {
  const { label, choices, value, onChange, isLabelHidden = true } = props;
  return (
    <Field label={label} isLabelHidden={isLabelHidden}>
      {(parts) => (
        <select
          {...parts}
          class="input select"
          value={value}
          onChange={(event) => {
            const chosen = choices.find((choice) => choice.value === event.currentTarget.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
