import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

/** What of an element is to be seen, in CSS pixels from its own top. */
export interface Box {
  width: number;
  from: number;
  to: number;
}

const NOTHING: Box = { width: 0, from: 0, to: 0 };

/** How far the window has to be scrolled before what is drawn is looked at again, in CSS pixels. */
const GRAIN = 120;

const measure = (element: HTMLElement): Box => {
  const { top, width } = element.getBoundingClientRect();
  const from = Math.floor(-top / GRAIN) * GRAIN;
  return { width, from, to: from + innerHeight + GRAIN };
};

/** Follows how wide an element is, and which part of it the window shows. */
export function useBox(element: RefObject<HTMLElement | null>): Box {
  const [box, setBox] = useState(NOTHING);
  const look = (): void => {
    if (element.current === null) return;
    const next = measure(element.current);
    setBox((before) =>
      before.width === next.width && before.from === next.from && before.to === next.to ? before : next,
    );
  };
  useLayoutEffect(look, []);
  useEffect(() => {
    const observer = new ResizeObserver(look);
    if (element.current !== null) observer.observe(element.current);
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      observer.disconnect();
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, []);
  return box;
}
