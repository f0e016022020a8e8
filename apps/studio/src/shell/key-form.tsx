import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { enterKey, lock } from '../server/server';
import { TEXTS } from '../texts';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';

/** Asks for a key, once a tab. */
export function KeyForm(): JSX.Element | null {
  const [text, setText] = useState('');
  if (lock.value === 'open') return null;
  const enter = (event: Event): void => {
    event.preventDefault();
    if (text.trim() !== '') enterKey(text.trim());
  };
  return (
    <Dialog title={TEXTS.key.title}>
      <form class="key-form" onSubmit={enter}>
        <Field
          label={TEXTS.key.label}
          help={TEXTS.key.help}
          problem={lock.value === 'wrong' ? TEXTS.key.wrong : undefined}
        >
          {(parts) => (
            <input
              {...parts}
              class="input"
              type="password"
              autocomplete="off"
              spellcheck={false}
              autofocus
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="dialog-actions">
          <button type="submit" class="button button-main">
            {TEXTS.key.enter}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
