import type { ComponentChildren, JSX } from 'preact';

export interface EmptyProps {
  title: string;
  children?: ComponentChildren;
}

/** What stands where there is nothing to show yet: why, and what to do about it. */
export function Empty({ title, children }: EmptyProps): JSX.Element {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
