import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

export interface FieldParts {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

export interface FieldProps {
  label: string;
  help?: string | undefined;
  problem?: string | undefined;
  isLabelHidden?: boolean;
  /** Makes the control, with what ties it to its label, help and problem. */
  children: (parts: FieldParts) => ComponentChildren;
}

/** A labelled control, with what helps to fill it in and what is wrong with it. */
export function Field({ label, help, problem, isLabelHidden = false, children }: FieldProps): JSX.Element {
  const id = useId();
  const noteId = `${id}-note`;
  const note = problem ?? help;
  return (
    <div class="field">
      <label class={isLabelHidden ? 'unseen' : 'field-label'} for={id}>
        {label}
      </label>
      {children({
        id,
        'aria-invalid': problem !== undefined,
        'aria-describedby': note === undefined ? undefined : noteId,
      })}
      {note !== undefined && (
        <p class={problem === undefined ? 'field-help' : 'field-problem'} id={noteId}>
          {note}
        </p>
      )}
    </div>
  );
}
