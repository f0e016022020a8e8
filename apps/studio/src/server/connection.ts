import { computed, signal } from '@preact/signals';

const answers = signal(true);
const stream = signal<'live' | 'lost' | 'idle'>('idle');

/** Whether the API is heard of: by the answers to questions, and by the stream while there is one. */
export const isConnected = computed(() => answers.value && stream.value !== 'lost');

/** Notes whether the API answered a question, in whatever words. */
export function noteAnswer(answered: boolean): void {
  answers.value = answered;
}

/** Notes how the stream is; `idle` where nothing is followed. */
export function noteStream(state: 'live' | 'lost' | 'idle'): void {
  stream.value = state;
}
