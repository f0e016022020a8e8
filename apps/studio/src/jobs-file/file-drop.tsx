import type { JSX } from 'preact';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { useFileInput } from '../ui/use-file-input';
import { useFileDrop } from './use-file-drop';

const LISTS = '.csv,.tsv,.json,.jsonl,.ndjson,text/csv,application/json';

/** Takes a file with a list of jobs: dropped anywhere on the page, or chosen. */
export function FileDrop({ onFile }: { onFile: (file: File) => void }): JSX.Element {
  const { input, open } = useFileInput({ label: TEXTS.create.chooseFile, accept: LISTS, onFile });
  const isOver = useFileDrop(onFile);
  return (
    <div class="file-drop">
      <Icon name="file" size={16} />
      <span>
        {TEXTS.create.batch}{' '}
        <button type="button" class="text-button" onClick={open}>
          {TEXTS.create.chooseFile}
        </button>
      </span>
      {input}
      {isOver && (
        <div class="drop-veil" aria-hidden="true">
          <p>{TEXTS.create.drop}</p>
        </div>
      )}
    </div>
  );
}
