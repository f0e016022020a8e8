import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { Segments } from '../ui/segments';
import { keepTheme, readTheme, type Theme } from './theme-choice';

/** Chooses the page's colours. */
export function ThemeSwitch(): JSX.Element {
  const [theme, setTheme] = useState<Theme>(readTheme);
  const choose = (next: Theme): void => {
    keepTheme(next);
    setTheme(next);
  };
  return (
    <div class="theme-switch">
      <Segments<Theme>
        name="theme"
        label={TEXTS.theme.label}
        isLabelHidden
        value={theme}
        onChange={choose}
        choices={[
          { value: 'light', label: <Icon name="sun" size={16} />, title: TEXTS.theme.light },
          { value: 'system', label: <Icon name="system" size={16} />, title: TEXTS.theme.system },
          { value: 'dark', label: <Icon name="moon" size={16} />, title: TEXTS.theme.dark },
        ]}
      />
    </div>
  );
}
