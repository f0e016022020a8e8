import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { useFileDrop } from './use-file-drop';

/** Takes a file with a list of jobs: dropped anywhere on the page, or chosen. */
export function FileDrop({ onFile }: { onFile: (file: File) => void }): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const isOver = useFileDrop(onFile);
  return (
    <div class="file-drop">
      <Icon name="file" size={16} />
      <span>
        {TEXTS.create.batch}{' '}
        <button type="button" class="text-button" onClick={() => input.current?.click()}>
          {TEXTS.create.chooseFile}
        </button>
      </span>
      <input
        ref={input}
        class="unseen"
        type="file"
        tabIndex={-1}
        aria-label={TEXTS.create.chooseFile}
        accept=".csv,.tsv,.json,.jsonl,.ndjson,text/csv,application/json"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      {isOver && (
        <div class="drop-veil" aria-hidden="true">
          <p>{TEXTS.create.drop}</p>
        </div>
      )}
    </div>
  );
}
