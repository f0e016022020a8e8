import { signal } from '@preact/signals';

const NAME = 'genvideo-user';
const DEFAULT = 'studio';

const read = (): string => {
  try {
    return localStorage.getItem(NAME) ?? DEFAULT;
  } catch {
    return DEFAULT;
  }
};

/** The name that jobs are handed in under. */
export const userName = signal(read());

/** Takes another name, and remembers it on this device. */
export function keepUserName(name: string): void {
  userName.value = name;
  try {
    localStorage.setItem(NAME, name);
  } catch {
    // Then it lasts as long as the page.
  }
}
