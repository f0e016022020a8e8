import { KLING_ASPECT_RATIOS, type KlingAspectRatio, type KlingImageSubmit } from '@genvideo/models/wire';

/** The longest side, in pixels, up to which the smaller resolution will do. */
const SMALL_SIDE = 1_280;

const toRatio = (name: KlingAspectRatio): number => {
  const [width = 1, height = 1] = name.split(':').map(Number);
  return width / height;
};

/** The shape nearest to a size in pixels, and the resolution that comes up to it: Kling takes no sizes. */
export function toKlingShape({
  width,
  height,
}: {
  width: number;
  height: number;
}): Pick<KlingImageSubmit, 'aspect_ratio' | 'resolution'> {
  const distance = (name: KlingAspectRatio): number => Math.abs(Math.log(width / height / toRatio(name)));
  const [first, ...others] = KLING_ASPECT_RATIOS;
  const aspect_ratio = others.reduce<KlingAspectRatio>(
    (best, each) => (distance(each) < distance(best) ? each : best),
    first,
  );
  return { aspect_ratio, resolution: Math.max(width, height) > SMALL_SIDE ? '2k' : '1k' };
}
