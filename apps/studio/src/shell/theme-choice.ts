/** The colours that a visitor chose: those of the system unless told otherwise. */
export type Theme = 'system' | 'light' | 'dark';

const NAME = 'genvideo-theme';

const page = document.documentElement;
const darkSystem = matchMedia('(prefers-color-scheme: dark)');

export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(NAME);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}

/** The choice stands at the page: the script that runs before all others, and these, have no other place in common. */
const paint = (): void => {
  const ofSystem = darkSystem.matches ? 'dark' : 'light';
  const chosen = page.dataset['choice'] ?? 'system';
  page.dataset['theme'] = chosen === 'system' ? ofSystem : chosen;
};

/** Shows the page in these colours; in those of the system also when they change. */
export function showTheme(theme: Theme): void {
  page.dataset['choice'] = theme;
  darkSystem.onchange = paint;
  paint();
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
