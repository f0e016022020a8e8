import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Asset } from '@genvideo/progress-client';
import { Picture } from '../media/picture';
import { toShownResult } from '../media/shown-result';
import { TEXTS } from '../texts';
import { Player } from './player';
import type { JobView } from './use-job';

const { job: texts } = TEXTS;

function Awaited({ view }: { view: JobView }): JSX.Element {
  const { progress } = view;
  return (
    <div class={`stage-awaited ${view.isOver ? '' : 'stage-working'}`}>
      <p>{view.isOver ? (progress?.error_message ?? progress?.message) : texts.pictureSoon}</p>
    </div>
  );
}

/** The picture of a job that goes on: it is at the provider still, and the API passes it on. */
function Preview({ id, view, prompt }: { id: string; view: JobView; prompt: string }): JSX.Element {
  const awaited = <Awaited view={view} />;
  if (view.isOver || !view.progress?.asset_url) return awaited;
  return (
    <div class="stage-preview">
      <Picture
        file={{ url: `workflows/${encodeURIComponent(id)}/preview` }}
        alt={prompt}
        isFirst
        otherwise={awaited}
      />
    </div>
  );
}

interface ViewsProps {
  assets: readonly Asset[];
  chosen: Asset | undefined;
  onChoose: (asset: Asset) => void;
}

function Views({ assets, chosen, onChoose }: ViewsProps): JSX.Element | null {
  if (assets.length < 2) return null;
  const ofKind = (kind: Asset['kind']): Asset[] => assets.filter((asset) => asset.kind === kind);
  return (
    <div class="views" role="group" aria-label={texts.views}>
      {assets.map((asset) => {
        const same = ofKind(asset.kind);
        return (
          <button
            key={asset.url}
            type="button"
            class="view"
            aria-pressed={asset === chosen}
            onClick={() => onChoose(asset)}
          >
            {texts.view(asset.kind, same.indexOf(asset) + 1, same.length > 1)}
          </button>
        );
      })}
    </div>
  );
}

/** The shape of the stage: that which was asked for. It is kept, whatever comes: nothing on the page is to move. */
const useRatio = ({ detail, result }: JobView): number | null => {
  const kept = useRef<number | null>(null);
  const input = detail?.detailed_status?.job_input ?? null;
  if (kept.current === null && (detail !== null || result !== null))
    kept.current = toShownResult(result?.assets ?? [], input).ratio;
  return kept.current;
};

interface MainFileProps extends JobStageProps {
  chosen: Asset | undefined;
  cover: Asset | null;
}

function MainFile({ id, view, prompt, chosen, cover }: MainFileProps): JSX.Element {
  switch (chosen?.kind) {
    case undefined:
      return <Preview id={id} view={view} prompt={prompt} />;
    case 'image':
      return <Picture key={chosen.url} file={chosen} alt={prompt} isFirst />;
    case 'video':
      return <Player key={chosen.url} video={chosen} cover={cover} label={prompt} />;
  }
}

export interface JobStageProps {
  id: string;
  view: JobView;
  prompt: string;
}

/** What a job makes, as far as it is there. The stage keeps its size whatever is on it. */
export function JobStage(props: JobStageProps): JSX.Element {
  const { view } = props;
  const [url, setUrl] = useState<string | null>(null);
  const assets = view.result?.assets ?? [];
  const { cover, video } = toShownResult(assets, null);
  const ratio = useRatio(view);
  const chosen = assets.find((asset) => asset.url === url) ?? video ?? cover ?? undefined;
  return (
    <div class="stage-column">
      <div class={`stage ${ratio === null ? 'stage-unknown' : ''}`} style={{ '--ratio': ratio ?? 1 }}>
        <MainFile {...props} chosen={chosen} cover={cover} />
      </div>
      <Views assets={assets} chosen={chosen} onChoose={(asset) => setUrl(asset.url)} />
    </div>
  );
}
