import { randomUUID } from 'node:crypto';
import { WebSocket, type RawData } from 'ws';
import { comfyEventSchema } from '@genvideo/models/wire';
import type { RunMeter } from './run-meter';

/** A server's socket, for percents that are live. Nothing depends on it: what it does not say is polled. */
export interface ComfyFeed {
  /** The client id to submit with, so that this socket is told of the run; null while there is no socket. */
  open(): Promise<string | null>;
  /** Measures a run from now on. */
  follow(promptId: string, meter: RunMeter): void;
  /** The percent of a run that is followed; null for others. */
  percent(promptId: string): number | null;
  /** Ends the measuring; the socket closes with its last run. */
  forget(promptId: string): void;
}

/** How long a socket may take to open, in milliseconds: nobody's picture waits longer for its percent. */
const OPEN_LIMIT_MS = 2_000;

/** How long a server that refused a socket is not asked again, in milliseconds. */
const REST_MS = 30_000;

/** How long a socket without runs stays open, in milliseconds. */
const LINGER_MS = 5_000;

/** A run that nobody has asked after for so long was given up, in milliseconds. */
const FORGOTTEN_AFTER_MS = 600_000;

/** Previews come as binary frames of pictures. */
const MAX_PAYLOAD = 64 * 1024 * 1024;

interface Followed {
  meter: RunMeter;
  askedAt: number;
}

const readEvent = (data: RawData) => {
  try {
    return comfyEventSchema.safeParse(JSON.parse((data as Buffer).toString())).data ?? null;
  } catch {
    return null;
  }
};

/** Opens a socket; null where that fails. Neither it nor waiting for it keeps the process alive. */
function connect(url: string): Promise<WebSocket | null> {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD,
    handshakeTimeout: OPEN_LIMIT_MS,
    followRedirects: false,
  });
  socket.once('upgrade', (response) => response.socket.unref());
  return new Promise((resolve) => {
    socket.once('open', () => resolve(socket));
    // Errors later are told by the close that follows.
    socket.on('error', () => resolve(null));
    socket.once('close', () => resolve(null));
  });
}

/** @param baseUrl of the server, http or https */
export function createComfyFeed(baseUrl: string): ComfyFeed {
  const runs = new Map<string, Followed>();
  let line: Promise<{ clientId: string; socket: WebSocket } | null> | null = null;
  let refusedAt = -Infinity;
  let lingering: NodeJS.Timeout | undefined;

  const onMessage = (data: RawData, isBinary: boolean): void => {
    const event = isBinary ? null : readEvent(data);
    if (event) runs.get(event.data.prompt_id)?.meter.take(event);
  };
  const openLine = async () => {
    // A second socket of one id would take the feed away from the first: an id serves one connection only.
    const clientId = randomUUID();
    const socket = await connect(`${baseUrl.replace(/^http/, 'ws')}/ws?clientId=${clientId}`);
    if (socket === null) {
      refusedAt = Date.now();
      line = null;
      return null;
    }
    socket.on('message', onMessage);
    socket.once('close', () => {
      line = null;
    });
    return { clientId, socket };
  };
  const closeLine = async (): Promise<void> => {
    const opened = await line;
    if (runs.size === 0) opened?.socket.terminate();
  };
  const closeSoon = (): void => {
    clearTimeout(lingering);
    lingering = setTimeout(() => void closeLine(), LINGER_MS).unref();
  };
  const dropForgotten = (): void => {
    for (const [id, { askedAt }] of runs) if (Date.now() - askedAt > FORGOTTEN_AFTER_MS) runs.delete(id);
  };

  return {
    async open() {
      if (line === null && Date.now() - refusedAt < REST_MS) return null;
      line ??= openLine();
      const opened = await line;
      closeSoon();
      return opened?.socket.readyState === WebSocket.OPEN ? opened.clientId : null;
    },
    follow(promptId, meter) {
      dropForgotten();
      runs.set(promptId, { meter, askedAt: Date.now() });
    },
    percent(promptId) {
      const run = runs.get(promptId);
      if (!run) return null;
      run.askedAt = Date.now();
      return run.meter.percent();
    },
    forget(promptId) {
      if (runs.delete(promptId) && runs.size === 0) closeSoon();
    },
  };
}
