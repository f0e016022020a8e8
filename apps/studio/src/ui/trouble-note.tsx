import type { JSX } from 'preact';
import type { Trouble } from '../server/trouble';
import { TEXTS } from '../texts';
import { Icon } from './icon';

export interface TroubleNoteProps {
  trouble: Trouble;
  onRetry?: () => void;
  onDismiss?: () => void;
}

const toAction = ({ trouble, onRetry }: TroubleNoteProps): { text: string; act: () => void } | null => {
  if (trouble.cure === 'reload') return { text: TEXTS.trouble.reload, act: () => location.reload() };
  return onRetry === undefined ? null : { text: TEXTS.trouble.retry, act: onRetry };
};

/** What went wrong and what to do. */
export function TroubleNote(props: TroubleNoteProps): JSX.Element {
  const { trouble, onDismiss } = props;
  const action = toAction(props);
  return (
    <div class="trouble" role="alert">
      <Icon name="alert" />
      <div class="trouble-words">
        <strong>{trouble.title}</strong> <span dir="auto">{trouble.detail}</span>
      </div>
      {action && (
        <button type="button" class="button" onClick={action.act}>
          {action.text}
        </button>
      )}
      {onDismiss && (
        <button
          type="button"
          class="button button-plain"
          onClick={onDismiss}
          aria-label={TEXTS.trouble.dismiss}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
