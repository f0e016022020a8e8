/** What a server answered; `body` is parsed when it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

const ended = ['completed', 'failed', 'cancelled'];

/** A plain client of one of the proxies, without any retry. */
export class ProxyClient {
  constructor(
    private readonly baseUrl: string,
    private readonly prefix: '/img' | '/video',
  ) {}

  submit(body: unknown, key?: string, signal?: AbortSignal): Promise<Answer> {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    return this.send('POST', `${this.prefix}/submit`, { body, headers, signal });
  }

  async submitJob(body: unknown, key?: string): Promise<string> {
    const answer = await this.submit(body, key);
    return String(answer.body['job_id']);
  }

  status(id: string): Promise<Answer> {
    return this.send('GET', `${this.prefix}/status/${id}`);
  }

  result(id: string): Promise<Answer> {
    return this.send('GET', `${this.prefix}/result/${id}`);
  }

  cancel(id: string): Promise<Answer> {
    return this.send('POST', `${this.prefix}/cancel/${id}`);
  }

  lookUp(key: string): Promise<Answer> {
    return this.send('GET', `${this.prefix}/jobs?idempotency_key=${encodeURIComponent(key)}`);
  }

  /** Polls until the job has ended; answers the last status and every progress on the way. */
  async untilEnded(id: string): Promise<{ last: Answer; progress: number[] }> {
    const progress: number[] = [];
    for (;;) {
      const last = await this.status(id);
      progress.push(Number(last.body['progress']));
      if (last.status !== 200 || ended.includes(String(last.body['status']))) return { last, progress };
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async send(
    method: string,
    path: string,
    {
      body,
      headers,
      signal,
    }: { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal } = {},
  ): Promise<Answer> {
    const response = await fetch(this.baseUrl + path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const parsed = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, headers: response.headers, body: parsed, text };
  }
}

export const imageBody = { prompt: 'a red fox', style: 'anime', width: 64, height: 48 };
export const videoBody = {
  prompt: 'it runs',
  style: 'anime',
  image_url: 'http://127.0.0.1:9/never-asked.png',
  duration: 0.2,
};
