import type { ComfyNodeInfo } from '@genvideo/models/wire';
import type { ComfyServer } from './comfy-server';
import type { ComfyTemplate } from './comfy-template';

/** How long an answer is good for, in milliseconds: models and node packs come and go. */
const GOOD_FOR_MS = 60_000;

/** What the server says of the classes of a graph; those that it does not have are left out. */
export async function readClasses(
  server: ComfyServer,
  { graph }: ComfyTemplate,
  signal: AbortSignal,
): Promise<Map<string, ComfyNodeInfo>> {
  const names = [...new Set(Object.values(graph).map(({ class_type }) => class_type))];
  const read = async (name: string): Promise<[string, ComfyNodeInfo | null]> => {
    const known = server.classes.get(name);
    if (known && Date.now() - known.readAt < GOOD_FOR_MS) return [name, known.info];
    const info = await server.ask((calls) => calls.readClass(name, signal));
    server.classes.set(name, { info, readAt: Date.now() });
    return [name, info];
  };
  const found = await Promise.all(names.map(read));
  return new Map(found.flatMap(([name, info]) => (info ? [[name, info] as const] : [])));
}
