const NAME = 'genvideo-key';

/** The key that was entered in this tab; null before. */
export function readKey(): string | null {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    // Where pages may store nothing, the key lasts as long as the page.
    return null;
  }
}

/** Keeps a key until the tab is closed; null forgets it. */
export function keepKey(key: string | null): void {
  try {
    if (key === null) sessionStorage.removeItem(NAME);
    else sessionStorage.setItem(NAME, key);
  } catch {
    // As above.
  }
}
