import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { TEXTS } from '../texts';
import { Confirm } from '../ui/confirm';
import { TroubleNote } from '../ui/trouble-note';
import { useAction } from '../ui/use-action';

export interface CancelButtonProps {
  id: string;
  texts: { cancel: string; cancelSure: string; cancelYes: string };
}

/** Cancels a job or a batch, once its visitor is sure. */
export function CancelButton({ id, texts }: CancelButtonProps): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const cancelling = useAction(
    ({ generation }) => generation.cancelWorkflow(id),
    () => setAsked(true),
  );
  const isBusy = cancelling.isUnderWay || isAsked;
  return (
    <>
      <button type="button" class="button" disabled={isBusy} onClick={() => setAsking(true)}>
        {isBusy ? TEXTS.job.cancelling : texts.cancel}
      </button>
      {cancelling.trouble && <TroubleNote trouble={cancelling.trouble} onDismiss={cancelling.forget} />}
      {isAsking && (
        <Confirm
          question={texts.cancelSure}
          yes={texts.cancelYes}
          no={TEXTS.job.cancelNo}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            void cancelling.run();
          }}
        />
      )}
    </>
  );
}
