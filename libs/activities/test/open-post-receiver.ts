import { startHttpServer } from '@genvideo/testing';
import type { Manner } from './describe-notifier';

/** A request as it came in. */
export interface PostedRequest {
  headers: Record<string, string>;
  body: string;
}

/** A receiver of JSON by POST. */
export interface PostReceiver {
  url: string;
  requests: PostedRequest[];
  behave(manner: Manner): void;
  close(): Promise<void>;
}

const STATUS: Record<Exclude<Manner, 'hang'>, number> = { take: 200, trouble: 503, refuse: 410 };

/** Starts a receiver of JSON by POST that behaves as it is told. */
export async function openPostReceiver(): Promise<PostReceiver> {
  const requests: PostedRequest[] = [];
  let manner: Manner = 'take';
  const server = await startHttpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (manner === 'hang') return;
    if (manner === 'take') requests.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(STATUS[manner]).end('ok');
  });
  return {
    url: server.url,
    requests,
    behave(next) {
      manner = next;
    },
    close: () => server.close(),
  };
}
