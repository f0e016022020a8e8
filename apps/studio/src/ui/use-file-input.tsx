import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

export interface FileInputOptions {
  label: string;
  /** What the browser's own dialog offers. */
  accept: string;
  onFile: (file: File) => void;
}

/** The browser's own way to choose a file, behind a button of ours: put `input` on the page and `open` on the button. */
export function useFileInput({ label, accept, onFile }: FileInputOptions): {
  input: JSX.Element;
  open: () => void;
} {
  const element = useRef<HTMLInputElement>(null);
  const input = (
    <input
      ref={element}
      class="unseen"
      type="file"
      tabIndex={-1}
      aria-label={label}
      accept={accept}
      onChange={(event) => {
        const [file] = event.currentTarget.files ?? [];
        event.currentTarget.value = '';
        if (file !== undefined) onFile(file);
      }}
    />
  );
  return { input, open: () => element.current?.click() };
}
