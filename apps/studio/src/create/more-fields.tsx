import type { JSX } from 'preact';
import { session } from '../server/server';
import { TEXTS } from '../texts';
import { Field } from '../ui/field';
import { Segments } from '../ui/segments';
import { isVideoRequest } from './draft';
import type { DraftFields } from './draft-fields';

const { create: texts } = TEXTS;

const PRIORITIES = texts.priorities.map((label, index) => ({ value: index + 1, label }));

function UserField({ draft, problems, change }: DraftFields): JSX.Element {
  const isBound = (session.value?.user_id ?? null) !== null;
  return (
    <Field label={texts.user} help={isBound ? texts.userBound : texts.userHelp} problem={problems.user}>
      {(parts) => (
        <input
          {...parts}
          class="input"
          autocomplete="username"
          spellcheck={false}
          readOnly={isBound}
          value={draft.user}
          onInput={(event) => change({ user: event.currentTarget.value.trim() })}
        />
      )}
    </Field>
  );
}

function StartPictureField({ draft, problems, change }: DraftFields): JSX.Element {
  return (
    <Field label={texts.startPicture} help={texts.startPictureHelp} problem={problems.startPicture}>
      {(parts) => (
        <input
          {...parts}
          class="input"
          type="url"
          inputMode="url"
          placeholder="https://"
          value={draft.startPicture}
          onInput={(event) => change({ startPicture: event.currentTarget.value })}
        />
      )}
    </Field>
  );
}

/** What is seldom changed. */
export function MoreFields(fields: DraftFields): JSX.Element {
  const { draft, change } = fields;
  const hasPriority = draft.kind === 'video' ? !isVideoRequest(draft) : draft.count === 1;
  return (
    <div class="more-fields">
      {hasPriority && (
        <Segments
          name="priority"
          label={texts.priority}
          choices={PRIORITIES}
          value={draft.priority}
          onChange={(priority) => change({ priority })}
        />
      )}
      {draft.kind === 'video' && <StartPictureField {...fields} />}
      <UserField {...fields} />
    </div>
  );
}
