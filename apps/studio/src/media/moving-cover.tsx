import type { JSX } from 'preact';
import { useMediaUrl, type ShownFile } from './use-media-url';

/** A video that plays silently over its picture while somebody points at it. */
export function MovingCover({ file }: { file: ShownFile }): JSX.Element | null {
  const url = useMediaUrl(file);
  if (url === null) return null;
  return (
    <video
      class="moving"
      src={url}
      muted
      loop
      playsInline
      autoPlay
      preload="auto"
      aria-hidden="true"
      tabIndex={-1}
    />
  );
}
