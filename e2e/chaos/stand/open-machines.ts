import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ONE_MACHINE, type Machines } from './machines';

const run = promisify(execFile);
const ip = async (line: string): Promise<string> => (await run('ip', line.split(' '))).stdout;

/** What belongs to a run is named after its process, so that leftovers of one that was killed can be told. */
const PREFIX = 'gvc';

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const isAbandoned = (name: string): boolean => {
  const [, pid] = new RegExp(`^${PREFIX}(\\d+)(?:-|$)`).exec(name) ?? [];
  return pid !== undefined && (Number(pid) === process.pid || !isRunning(Number(pid)));
};

/** A namespace takes its end of the cable with it. */
async function removeAbandoned(): Promise<void> {
  const namespaces = (await ip('netns list')).split('\n').map((line) => line.split(' ')[0] ?? '');
  for (const name of namespaces.filter(isAbandoned)) await ip(`netns delete ${name}`);
  const bridges = (await ip('-o link show type bridge')).split('\n').map((line) => line.split(': ')[1] ?? '');
  for (const name of bridges.filter(isAbandoned)) await ip(`link delete ${name}`);
}

async function openBridge(): Promise<Machines> {
  await removeAbandoned();
  const bridge = `${PREFIX}${process.pid}`;
  // Rarely anybody's: of 10.0.0.0/8, by the process as well.
  const subnet = `10.${200 + (process.pid % 50)}.${Math.floor(process.pid / 50) % 250}`;
  await ip(`link add ${bridge} type bridge`);
  await ip(`address add ${subnet}.1/24 dev ${bridge}`);
  await ip(`link set ${bridge} up`);
  let count = 1;
  return {
    name: 'workers, APIs and mocks in network namespaces of their own, TCP relays between them',
    relayHost: `${subnet}.1`,
    async add() {
      count += 1;
      const [name, cable, host] = [`${bridge}-${count}`, `${bridge}v${count}`, `${subnet}.${count}`];
      await ip(`netns add ${name}`);
      await ip(`link add ${cable} type veth peer name eth0 netns ${name}`);
      await ip(`link set ${cable} master ${bridge} up`);
      await ip(`-n ${name} address add ${host}/24 dev eth0`);
      await ip(`-n ${name} link set eth0 up`);
      await ip(`-n ${name} link set lo up`);
      return { host, prefix: ['ip', 'netns', 'exec', name] };
    },
    close: removeAbandoned,
  };
}

/** A network namespace for each process where this machine lets us make some, else none. */
export async function openMachines(wanted: boolean): Promise<Machines> {
  if (!wanted || process.platform !== 'linux' || process.getuid?.() !== 0) return ONE_MACHINE;
  try {
    return await openBridge();
  } catch {
    return ONE_MACHINE;
  }
}
