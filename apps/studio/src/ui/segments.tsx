import type { ComponentChildren, JSX } from 'preact';

export interface Choice<Value> {
  value: Value;
  label: ComponentChildren;
  /** Read in place of the label. */
  title?: string;
}

export interface SegmentsProps<Value> {
  /** The name of the group in its form. */
  name: string;
  label: string;
  choices: readonly Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  isLabelHidden?: boolean;
}

/** One of a few, all of them to be seen: radio buttons that look like one switch. */
export function Segments<Value extends string | number>(props: SegmentsProps<Value>): JSX.Element {
  const { name, label, choices, value, onChange, isLabelHidden = false } = props;
  return (
    <fieldset class="segments-field">
      <legend class={isLabelHidden ? 'unseen' : 'field-label'}>{label}</legend>
      <div class="segments">
        {choices.map((choice) => (
          <label class="segment" key={choice.value} title={choice.title}>
            <input
              type="radio"
              class="unseen"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              aria-label={choice.title}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
