import type { JSX } from 'preact';
import { Dialog } from './dialog';

export interface ConfirmProps {
  question: string;
  yes: string;
  no: string;
  onYes: () => void;
  onNo: () => void;
}

/** Asks before something is done that cannot be undone. */
export function Confirm({ question, yes, no, onYes, onNo }: ConfirmProps): JSX.Element {
  return (
    <Dialog title={question} onClose={onNo}>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onNo} autofocus>
          {no}
        </button>
        <button type="button" class="button button-danger" onClick={onYes}>
          {yes}
        </button>
      </div>
    </Dialog>
  );
}
