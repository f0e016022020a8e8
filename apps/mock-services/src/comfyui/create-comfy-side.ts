import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Router } from 'express';
import type { Journal } from '../journal';
import type { MediaStore } from '../media-store';
import type { MockService } from '../mock-service';
import type { Studio } from '../studio';
import { ComfyExecutor } from './comfy-executor';
import { createComfyRoutes } from './comfy-routes';
import { createComfySockets } from './comfy-sockets';
import { createJobRoutes } from './job-routes';
import { createOutputFolder } from './output-folder';

/** The image mock as ComfyUI itself, beside the proxy: one prompt at a time, and counted in the same ledger. */
export interface ComfySide {
  readonly routes: Router;
  /** Takes over connections to `/ws`. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Loses the queue and the history and cuts all sockets; files stay. */
  restart(): void;
  /** Stops all work and forgets everything. */
  reset(): void;
}

export interface ComfySideParts {
  readonly service: Pick<MockService, 'ledger' | 'faults'>;
  readonly studio: Studio;
  readonly store: MediaStore;
  readonly promptSeconds: number;
  /** What outlives the server. */
  readonly journal: Journal;
}

const SOCKET_PATH = /^\/(api\/)?ws(\?|$)/;

export function createComfySide(parts: ComfySideParts): ComfySide {
  const { service, studio, store, promptSeconds, journal } = parts;
  const folder = createOutputFolder(studio, journal);
  const sockets = createComfySockets(() => executor.countRemaining());
  const executor: ComfyExecutor = new ComfyExecutor({ service, sockets, folder });
  const native = createComfyRoutes({ service, executor, folder, store, promptSeconds });
  const routes = Router();
  routes.use('/api/jobs', createJobRoutes(service, executor));
  routes.use('/api', native);
  routes.use(native);
  return {
    routes,
    upgrade(request, socket, head) {
      const { url = '' } = request;
      const refused = service.faults.strikes('comfyui_no_socket_rate', url) || !SOCKET_PATH.test(url);
      if (service.faults.inMaintenance())
        socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n');
      else if (refused)
        socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      else sockets.upgrade(request, socket, head);
    },
    restart: () => executor.restart(),
    reset() {
      executor.restart();
      folder.clear();
    },
  };
}
