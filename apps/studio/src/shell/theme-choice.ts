/** The colours that a visitor chose: those of the system unless told otherwise. */
export type Theme = 'system' | 'light' | 'dark';

const NAME = 'genvideo-theme';

export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(NAME);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}

/** Shows the page in these colours. */
export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Shows the page in these colours, and does so again the next time. */
export function keepTheme(theme: Theme): void {
  showTheme(theme);
  try {
    localStorage.setItem(NAME, theme);
  } catch {
    // Then they last as long as the page.
  }
}
