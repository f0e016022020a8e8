import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { useMediaUrl, type ShownFile } from './use-media-url';

export interface PictureProps {
  file: ShownFile | null;
  /** What is to be seen; empty where the words stand beside it. */
  alt: string;
  /** Whether it is worth loading at once. */
  isFirst?: boolean;
  /** What is shown where the file cannot be. */
  otherwise?: ComponentChildren;
}

/** A stored picture that fills its box and fades in. */
export function Picture({ file, alt, isFirst = false, otherwise }: PictureProps): JSX.Element {
  const url = useMediaUrl(file);
  const [state, setState] = useState<'loading' | 'there' | 'gone'>('loading');
  if (state === 'gone' && otherwise !== undefined) return <>{otherwise}</>;
  if (file === null || state === 'gone')
    return (
      <span class="picture-none">
        <Icon name="picture" size={28} />
        <span>{file === null ? TEXTS.gallery.noFile : TEXTS.gallery.gone}</span>
      </span>
    );
  if (url === null) return <span class="picture-awaited" />;
  return (
    <img
      class={`picture ${state === 'there' ? 'picture-there' : ''}`}
      src={url}
      alt={alt}
      dir="auto"
      loading={isFirst ? 'eager' : 'lazy'}
      decoding="async"
      onLoad={() => setState('there')}
      onError={() => setState('gone')}
    />
  );
}
