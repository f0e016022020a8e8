import type { JSX } from 'preact';
import type { Asset } from '@genvideo/progress-client';
import { useMediaUrl } from '../media/use-media-url';

export interface PlayerProps {
  video: Asset;
  /** What stands there before it plays. */
  cover: Asset | null;
  label: string;
}

/** A video to be watched. */
export function Player({ video, cover, label }: PlayerProps): JSX.Element | null {
  const url = useMediaUrl(video);
  const poster = useMediaUrl(cover);
  if (url === null) return null;
  return (
    <video
      class="player"
      src={url}
      poster={poster ?? undefined}
      controls
      loop
      playsInline
      preload="metadata"
      aria-label={label}
    />
  );
}
