import type { JSX } from 'preact';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { NOTHING_CARRIED } from './carried';
import { isVideoRequest, type Draft } from './draft';
import type { DraftFields } from './draft-fields';

const { create: texts } = TEXTS;

/** The rest of a webhook's URL may be what lets its callers in. */
const describe = (draft: Draft): string[] => {
  const { webhookUrl, metadata, fps } = draft.carried;
  return [
    ...(webhookUrl === null ? [] : [texts.carriedWebhook(new URL(webhookUrl).host)]),
    ...(Object.keys(metadata).length === 0 ? [] : [texts.carriedMetadata]),
    ...(fps === null || !isVideoRequest(draft) ? [] : [texts.carriedFps(fps)]),
  ];
};

/** Says what is taken over from an earlier job without being seen in the form, and lets go of it. */
export function CarriedNote({ draft, change }: Pick<DraftFields, 'draft' | 'change'>): JSX.Element | null {
  const parts = describe(draft);
  if (parts.length === 0) return null;
  return (
    <div class="carried">
      <Icon name="again" size={16} />
      <span>{`${texts.carried} ${parts.join(', ')}`}</span>
      <button
        type="button"
        class="button button-plain"
        aria-label={texts.carriedRemove}
        onClick={() => change({ carried: NOTHING_CARRIED })}
      >
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
