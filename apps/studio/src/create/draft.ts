import { NOTHING_CARRIED, type Carried } from './carried';

/** What a visitor has filled in so far. Numbers are kept as they were typed. */
export interface Draft {
  prompt: string;
  kind: 'video' | 'image';
  width: string;
  height: string;
  style: string;
  /** Seconds; for videos. */
  duration: number;
  /** How many pictures are made; for pictures. */
  count: number;
  /** 1 goes first, 5 goes last. */
  priority: number;
  startPicture: string;
  user: string;
  carried: Carried;
}

export const EMPTY_DRAFT: Draft = {
  prompt: '',
  kind: 'video',
  width: '1280',
  height: '720',
  style: 'realistic',
  duration: 5,
  count: 1,
  priority: 3,
  startPicture: '',
  user: '',
  carried: NOTHING_CARRIED,
};

/** Whether a draft is one of a video request: they have frames per second, but no priority and no picture to start from. */
export function isVideoRequest({ kind, startPicture, carried }: Draft): boolean {
  return kind === 'video' && carried.fps !== null && startPicture.trim() === '';
}

/** The sizes that have a name. */
export const FORMATS = {
  landscape: { width: '1280', height: '720' },
  square: { width: '1024', height: '1024' },
  portrait: { width: '720', height: '1280' },
  wide: { width: '1536', height: '640' },
} as const;

export type Format = keyof typeof FORMATS | 'own';

/** The name of a draft's size. */
export function toFormat({ width, height }: Pick<Draft, 'width' | 'height'>): Format {
  const names = Object.keys(FORMATS) as (keyof typeof FORMATS)[];
  return names.find((name) => FORMATS[name].width === width && FORMATS[name].height === height) ?? 'own';
}

/** The size with a name whose shape is nearest to that of a picture. */
export function toNearestFormat(picture: { width: number; height: number }): Pick<Draft, 'width' | 'height'> {
  const toShape = (width: number, height: number): number => Math.log(width / height);
  const shape = toShape(picture.width, picture.height);
  const distance = ({ width, height }: Pick<Draft, 'width' | 'height'>): number =>
    Math.abs(toShape(Number(width), Number(height)) - shape);
  return Object.values(FORMATS).reduce((best, each) => (distance(each) < distance(best) ? each : best));
}
