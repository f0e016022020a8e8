import type { JSX } from 'preact';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import type { Check } from './to-checks';

const { operations: texts } = TEXTS;

export interface CheckRowProps {
  check: Check;
  /** Whether nobody can tell yet. */
  isOpen?: boolean;
}

const toKind = ({ check, isOpen }: CheckRowProps): 'good' | 'bad' | 'open' => {
  if (isOpen === true) return 'open';
  return check.isGood ? 'good' : 'bad';
};

/** One thing that has to be in order, as it is. */
export function CheckRow(props: CheckRowProps): JSX.Element {
  const { name, detail, hint, isMock } = props.check;
  const kind = toKind(props);
  return (
    <li class={`check check-${kind}`}>
      <span class="check-mark">
        <Icon name={kind === 'good' ? 'check' : 'alert'} size={16} />
        <span class="unseen">{texts[kind]}</span>
      </span>
      <div>
        <p class="check-name">
          {name} {isMock && <span class="chip chip-mock">{texts.mock}</span>}
        </p>
        <p class="soft check-detail">{detail}</p>
        {hint !== null && <p class="check-hint">{hint}</p>}
      </div>
    </li>
  );
}
