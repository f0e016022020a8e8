import { signal } from '@preact/signals';

/** The present, to the second, for what tells how long ago something was. */
export const now = signal(new Date());

setInterval(() => {
  if (!document.hidden) now.value = new Date();
}, 1_000);
