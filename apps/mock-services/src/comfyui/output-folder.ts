import type { ComfyFile } from '@genvideo/models/wire';
import type { Poster } from '../draw-poster';
import type { Journal } from '../journal';
import type { Studio } from '../studio';
import type { MediaFile, Task } from '../task';

/** A file that `GET /view` serves. */
export interface KeptFile {
  readonly task: Pick<Task, 'diceKey'>;
  readonly media: MediaFile;
}

/** The folders of the server, for what it makes and what it is given: they outlive its queue. */
export interface OutputFolder {
  /** Makes pictures and gives them names that are free. */
  save(task: Task, posters: readonly Poster[], place: SavePlace): Promise<ComfyFile[]>;
  /** Keeps a picture that was handed in, in place of what had its name. */
  keep(file: ComfyFile, media: MediaFile): void;
  find(file: ComfyFile): KeptFile | undefined;
  clear(): void;
}

/** Where pictures go: `prefix` may begin with a folder. */
export interface SavePlace {
  readonly prefix: string;
  readonly type: 'output' | 'temp';
}

const toKey = ({ type, subfolder, filename }: ComfyFile): string => `${type}/${subfolder}/${filename}`;

const splitPrefix = (prefix: string): { subfolder: string; name: string } => {
  const parts = prefix.split('/');
  const name = parts.pop() ?? 'ComfyUI';
  return { subfolder: parts.join('/'), name };
};

/** What the folder of a server before this one has. */
interface KeptLine {
  event: 'kept';
  key: string;
  dice_key: string;
  media: MediaFile;
}

export function createOutputFolder(studio: Studio, journal: Journal): OutputFolder {
  const files = new Map<string, KeptFile>();
  for (const line of journal.read()) {
    if (line['event'] !== 'kept') continue;
    const { key, dice_key: diceKey, media } = line as unknown as KeptLine;
    files.set(key, { task: { diceKey }, media });
  }
  const counters = new Map<string, number>();

  const nameFile = ({ prefix, type }: SavePlace): ComfyFile => {
    const { subfolder, name } = splitPrefix(prefix);
    for (;;) {
      const counter = (counters.get(`${type}/${prefix}`) ?? 0) + 1;
      counters.set(`${type}/${prefix}`, counter);
      const file = { filename: `${name}_${String(counter).padStart(5, '0')}_.png`, subfolder, type };
      if (!files.has(toKey(file))) return file;
    }
  };

  return {
    save: (task, posters, place) =>
      Promise.all(
        posters.map(async (poster) => {
          const file = nameFile(place);
          const name = `${toKey(file).replaceAll('/', '-')}`;
          const media = await studio.makeImage(name, task.id, poster);
          files.set(toKey(file), { task, media });
          journal.note({ event: 'kept', key: toKey(file), dice_key: task.diceKey, media });
          return file;
        }),
      ),
    keep: (file, media) => void files.set(toKey(file), { task: { diceKey: toKey(file) }, media }),
    find: (file) => files.get(toKey(file)),
    clear() {
      files.clear();
      counters.clear();
    },
  };
}
