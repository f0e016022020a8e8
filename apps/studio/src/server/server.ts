import { computed, signal } from '@preact/signals';
import { ApiClient, GenerationClient, UnauthorizedError, type Session } from '@genvideo/progress-client';
import { BASE_URL } from './base-url';
import { keepKey, readKey } from './key';

/** The API as the studio uses it. */
export interface Server {
  api: ApiClient;
  generation: GenerationClient;
  hasKey: boolean;
}

const key = signal(readKey());

/** Which version of a key the last refusal was about: a refusal of an old key must not lock out a new one. */
const refused = signal<{ key: string | null } | null>(null);

/** The clients, made anew when a key is entered. */
export const server = computed<Server>(() => {
  const options = {
    apiBaseUrl: BASE_URL,
    patienceMs: Number.POSITIVE_INFINITY,
    ...(key.value === null ? {} : { apiKey: key.value }),
  };
  return {
    api: new ApiClient(options),
    generation: new GenerationClient({ ...options, patienceMs: 60_000 }),
    hasKey: key.value !== null,
  };
});

/** Who the visitor is and what the server is like, null until it has been told. */
export const session = signal<Session | null>(null);

/** Whether the visitor has to enter a key; `wrong` when the one entered was refused. */
export const lock = computed<'open' | 'needed' | 'wrong'>(() => {
  if (refused.value === null || refused.value.key !== key.value) return 'open';
  return key.value === null ? 'needed' : 'wrong';
});

/** Takes another key; null forgets it. */
export function enterKey(next: string | null): void {
  keepKey(next);
  session.value = null;
  refused.value = null;
  key.value = next;
}

/** Asks the API. An answer that a key is needed makes the studio ask for one. */
export async function ask<Answer>(question: (server: Server) => Promise<Answer>): Promise<Answer> {
  const asked = key.peek();
  try {
    return await question(server.peek());
  } catch (error) {
    if (error instanceof UnauthorizedError) refused.value = { key: asked };
    throw error;
  }
}
