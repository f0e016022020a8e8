import { signal } from '@preact/signals';

/** Whether anybody can see the page. Nothing is asked or streamed for one in the background. */
export const isVisible = signal(!document.hidden);

document.addEventListener('visibilitychange', () => (isVisible.value = !document.hidden));
