import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { TEXTS } from '../texts';

export interface PageProps {
  title: string;
  /** The heading where it is another than the title, or is to be read only. */
  heading?: ComponentChildren;
  /** What stands at the end of the heading's line. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** The first page that is shown is read by itself; those after it are told by their heading, which takes the focus. */
let isFirst = true;

/** One page: its title, its heading, what is on it. */
export function Page({ title, heading, actions, children }: PageProps): JSX.Element {
  const headingElement = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${TEXTS.name}`;
  }, [title]);
  useEffect(() => {
    if (!isFirst) headingElement.current?.focus({ preventScroll: true });
    isFirst = false;
  }, []);
  return (
    <main id="page" class="page">
      <div class="page-head">
        <h1 ref={headingElement} tabIndex={-1}>
          {heading ?? title}
        </h1>
        {actions !== undefined && <div class="page-actions">{actions}</div>}
      </div>
      {children}
    </main>
  );
}
