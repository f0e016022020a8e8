import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { userName } from '../profile/user-name';
import { go } from '../route/current-route';
import { session } from '../server/server';
import { TEXTS } from '../texts';
import { NumberField } from '../ui/number-field';
import { TroubleNote } from '../ui/trouble-note';
import { useAction } from '../ui/use-action';
import type { JobsFile } from './parse-jobs-file';
import { useJobsFile } from './use-jobs-file';

const { file: texts } = TEXTS;

/** How many items of a file are shown. */
const SHOWN = 6;

const MOST_ITEMS = 100_000;

function Items({ file }: { file: JobsFile }): JSX.Element {
  return (
    <ul class="file-items" role="list">
      {file.items.slice(0, SHOWN).map((item, index) => (
        <li key={index}>
          <span class="file-kind">{item.type === 'image' ? TEXTS.create.image : TEXTS.create.video}</span>
          <span class="one-line" dir="auto">
            {item.prompt}
          </span>
        </li>
      ))}
      {file.items.length > SHOWN && <li class="soft">{TEXTS.create.others(file.items.length - SHOWN)}</li>}
    </ul>
  );
}

function BadLines({ file }: { file: JobsFile }): JSX.Element | null {
  if (file.bad.length === 0) return null;
  return (
    <details class="file-bad" open>
      <summary>{texts.bad(file.bad.length)}</summary>
      <ul role="list">
        {file.bad.slice(0, SHOWN).map(({ line, problem }) => (
          <li key={line}>
            {texts.line(line)}: <span dir="auto">{problem}</span>
          </li>
        ))}
        {file.bad.length > SHOWN && <li class="soft">{TEXTS.create.others(file.bad.length - SHOWN)}</li>}
      </ul>
    </details>
  );
}

function Start({ file, onDiscard }: { file: JobsFile; onDiscard: () => void }): JSX.Element {
  const [atOnce, setAtOnce] = useState(3);
  const starting = useAction(
    ({ generation }) => generation.submitBatch({ requests: [...file.items], max_concurrent: atOnce }),
    ({ workflow_id: id }) => go({ page: 'batch', id }),
  );
  const isTooMany = file.items.length > MOST_ITEMS;
  return (
    <>
      {isTooMany && <p class="field-problem">{texts.tooMany}</p>}
      {starting.trouble && <TroubleNote trouble={starting.trouble} onDismiss={starting.forget} />}
      <div class="composer-end">
        <NumberField label={texts.window} value={atOnce} most={10_000} onChange={setAtOnce} />
        <span class="spacer" />
        <button type="button" class="button" onClick={onDiscard}>
          {texts.discard}
        </button>
        <button
          type="button"
          class="button button-main button-large"
          disabled={starting.isUnderWay || isTooMany || file.items.length === 0}
          onClick={() => void starting.run()}
        >
          {starting.isUnderWay ? TEXTS.create.sending : texts.start(file.items.length)}
        </button>
      </div>
    </>
  );
}

/** A file that was dropped, to be looked at before it becomes a batch. */
export function NewBatch({ file, onDiscard }: { file: File; onDiscard: () => void }): JSX.Element {
  const state = useJobsFile(file, session.value?.user_id ?? userName.value);
  return (
    <section class="composer new-batch" aria-labelledby="new-batch">
      <h2 id="new-batch">
        {texts.title} <span class="soft">{file.name}</span>
      </h2>
      {state.state === 'reading' && <p role="status">{texts.reading}</p>}
      {state.state === 'bad' && (
        <>
          <p class="field-problem" role="alert">
            {state.problem}
          </p>
          <div class="composer-end">
            <button type="button" class="button" onClick={onDiscard}>
              {texts.discard}
            </button>
          </div>
        </>
      )}
      {state.state === 'read' && (
        <>
          <p role="status">{texts.good(state.file.items.length)}</p>
          {state.file.leftOut.length > 0 && <p class="soft">{texts.leftOut(state.file.leftOut)}</p>}
          <Items file={state.file} />
          <BadLines file={state.file} />
          <Start file={state.file} onDiscard={onDiscard} />
        </>
      )}
    </section>
  );
}
