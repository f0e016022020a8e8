import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { PICTURES_FOLDER } from '@genvideo/models';
import { BASE_URL } from '../server/base-url';
import { toOwnUrl } from '../media/to-own-url';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { useFileInput } from '../ui/use-file-input';
import { useStartPicture } from './use-start-picture';

const { startPicture: texts } = TEXTS;

export interface StartPictureProps {
  /** The URL that stands in the draft; empty where there is none. */
  url: string;
  /** A file that was dropped on the page; null where none was. */
  dropped: File | null;
  /** The dropped file has been taken up: it is not to be taken again. */
  onDroppedTaken: () => void;
  onTaken: (url: string, shape: { width: number; height: number }) => void;
  onRemove: () => void;
}

/** Pictures of other sites are not shown: the page loads nothing from there. */
const isOurs = (url: string): boolean => url.includes(`/assets/${PICTURES_FOLDER}/`);

function Taken({ url, onRemove }: Pick<StartPictureProps, 'url' | 'onRemove'>): JSX.Element {
  return (
    <div class="start-picture">
      <img class="start-thumb" src={toOwnUrl(url, BASE_URL)} alt="" />
      <span>{texts.taken}</span>
      <button type="button" class="button button-plain" aria-label={texts.remove} onClick={onRemove}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}

/** Takes a picture that a video is to start from: chosen here, or dropped anywhere on the page. */
export function StartPicture(props: StartPictureProps): JSX.Element {
  const { url, dropped, onDroppedTaken, onTaken, onRemove } = props;
  const { isUnderWay, problem, take } = useStartPicture(onTaken);
  const onFile = (file: File): void => void take(file);
  const { input, open } = useFileInput({ label: texts.choose, accept: 'image/*', onFile });
  useEffect(() => {
    if (dropped === null) return;
    void take(dropped);
    onDroppedTaken();
  }, [dropped]);
  if (isOurs(url)) return <Taken url={url} onRemove={onRemove} />;
  return (
    <div class="start-picture">
      <button type="button" class="button button-plain" disabled={isUnderWay} onClick={open}>
        <Icon name="picture" />
        {isUnderWay ? texts.underWay : texts.choose}
      </button>
      {input}
      {problem !== null && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
