import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { StartPicture } from '../start-picture/start-picture';
import { noteSubmitted } from '../under-way/submitted-jobs';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { Segments } from '../ui/segments';
import { TroubleNote } from '../ui/trouble-note';
import { useAction } from '../ui/use-action';
import { CarriedNote } from './carried-note';
import type { DraftProblems } from './check-draft';
import { toNearestFormat, type Draft } from './draft';
import { FormatField } from './format-field';
import { LengthField } from './length-field';
import { MoreFields } from './more-fields';
import { PromptField } from './prompt-field';
import { StyleField } from './style-field';
import { toSubmission } from './to-submission';
import { useDraft, type DraftForm } from './use-draft';

const { create: texts } = TEXTS;

const KINDS = [
  { value: 'video', label: texts.video },
  { value: 'image', label: texts.image },
] as const;

const COUNTS = [1, 2, 4, 9].map((value) => ({ value, label: String(value) }));

/** The API's names of fields, as the form knows them. */
const FIELDS: Readonly<Record<string, keyof Draft>> = {
  user_id: 'user',
  image_url: 'startPicture',
  prompt: 'prompt',
  style: 'style',
  width: 'width',
  height: 'height',
};

const toProblems = (fields: Readonly<Record<string, string>>): DraftProblems =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, problem]) => {
      const known = FIELDS[field];
      return known === undefined ? [] : [[known, problem]];
    }),
  );

function Settings(form: DraftForm): JSX.Element {
  const { draft, change } = form;
  const hasTrouble = form.problems.startPicture !== undefined || form.problems.user !== undefined;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div class="composer-settings">
        <Segments
          name="what"
          label={texts.kind}
          choices={KINDS}
          value={draft.kind}
          onChange={(kind) => change({ kind })}
        />
        <FormatField {...form} />
        <StyleField {...form} />
        {draft.kind === 'video' ? (
          <LengthField {...form} />
        ) : (
          <Segments
            name="count"
            label={texts.count}
            choices={COUNTS}
            value={draft.count}
            onChange={(count) => change({ count })}
          />
        )}
      </div>
      <details
        class="more"
        open={isOpen || hasTrouble}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>
          <Icon name="more" size={16} />
          {texts.more}
        </summary>
        <MoreFields {...form} />
      </details>
    </>
  );
}

const useSending = (form: DraftForm) => {
  const { draft } = form;
  return useAction(
    async ({ generation }) => {
      const submission = toSubmission(draft);
      if (submission.kind === 'job') return generation.submitJob(submission.request);
      return submission.kind === 'video'
        ? generation.submitVideo(submission.request)
        : generation.submitImage(submission.request);
    },
    ({ workflow_id: id }) => {
      noteSubmitted({ id, prompt: draft.prompt.trim(), kind: draft.kind });
      form.clear();
    },
  );
};

export interface ComposerProps {
  /** The job whose input it begins with; null for that of last time. */
  from: string | null;
  /** A picture that was dropped on the page. */
  picture: File | null;
  /** The picture has been taken up: it is not to be taken again. */
  onPictureTaken: () => void;
}

/** Where jobs are made. */
export function Composer({ from, picture, onPictureTaken }: ComposerProps): JSX.Element {
  const form = useDraft(from);
  const sending = useSending(form);
  const [blamed, setBlamed] = useState<object | null>(null);
  const trouble = sending.trouble;
  if (trouble !== null && trouble !== blamed) {
    setBlamed(trouble);
    form.blame(toProblems(trouble.fields));
  }
  useEffect(() => {
    if (picture !== null) form.change({ kind: 'video' });
  }, [picture]);
  const submit = (): void => {
    if (form.check()) void sending.run();
  };
  return (
    <form
      class="composer"
      noValidate
      aria-busy={sending.isUnderWay}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <PromptField
        value={form.draft.prompt}
        problem={form.problems.prompt}
        onInput={(prompt) => form.change({ prompt })}
        onSubmit={submit}
      />
      <Settings {...form} />
      <CarriedNote {...form} />
      {trouble && <TroubleNote trouble={trouble} onDismiss={sending.forget} />}
      <div class="composer-end">
        {form.draft.kind === 'video' && (
          <StartPicture
            url={form.draft.startPicture}
            dropped={picture}
            onDroppedTaken={onPictureTaken}
            onTaken={(startPicture, shape) => form.change({ startPicture, ...toNearestFormat(shape) })}
            onRemove={() => form.change({ startPicture: '' })}
          />
        )}
        <span class="spacer" />
        <kbd class="shortcut">{texts.shortcut}</kbd>
        <button type="submit" class="button button-main button-large" disabled={sending.isUnderWay}>
          {sending.isUnderWay ? texts.sending : texts.generate}
        </button>
      </div>
    </form>
  );
}
