import type { ComponentChildren, JSX } from 'preact';
import { go } from '../route/current-route';
import type { Route } from '../route/route';
import { toHash } from '../route/to-hash';

export interface LinkProps {
  to: Route;
  class?: string;
  'aria-current'?: 'page' | undefined;
  'aria-label'?: string;
  onPointerEnter?: () => void;
  onPointerLeave?: () => void;
  onFocus?: () => void;
  onBlur?: () => void;
  children: ComponentChildren;
}

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** Leads to another place in the studio. */
export function Link({ to, children, ...rest }: LinkProps): JSX.Element {
  const follow = (event: MouseEvent): void => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a {...rest} href={toHash(to)} onClick={follow}>
      {children}
    </a>
  );
}
