import type { ProgressView, ViewOutlets } from './progress-view';

/** One JSON object per line for programs, failures among them. */
export function createJsonView({ output, errors }: ViewOutlets): ProgressView {
  return {
    show: ({ result }) => output.write(`${JSON.stringify(result)}\n`),
    notice: (text) => errors.write(`${text}\n`),
    close: () => undefined,
  };
}
