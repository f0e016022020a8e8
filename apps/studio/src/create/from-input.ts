import { toCarried } from './carried';
import { EMPTY_DRAFT, type Draft } from './draft';

type Input = Readonly<Record<string, unknown>>;

const toText = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

const toWhole = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

const toSide = (pixels: unknown, ofResolution: string | undefined, otherwise: string): string =>
  typeof pixels === 'number' ? String(pixels) : (ofResolution ?? otherwise);

const toSize = (input: Input): Pick<Draft, 'width' | 'height'> => {
  const [width, height] = toText(input['resolution'], '')
    .split('x')
    .filter((side) => side !== '');
  return {
    width: toSide(input['width'], width, EMPTY_DRAFT.width),
    height: toSide(input['height'], height, EMPTY_DRAFT.height),
  };
};

/** A draft out of what an earlier job was given, in whichever of its shapes, to be run again with changes. */
export function fromInput(input: Input): Draft {
  return {
    prompt: toText(input['prompt'], ''),
    kind: (input['job_type'] ?? input['type']) === 'image' ? 'image' : 'video',
    ...toSize(input),
    style: toText(input['style'], EMPTY_DRAFT.style),
    duration: toWhole(input['duration'], EMPTY_DRAFT.duration),
    count: toWhole(input['num_images'], EMPTY_DRAFT.count),
    priority: toWhole(input['priority'], EMPTY_DRAFT.priority),
    startPicture: toText(input['image_url'], ''),
    user: toText(input['user_id'], ''),
    carried: toCarried(input),
  };
}
