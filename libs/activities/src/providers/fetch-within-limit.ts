import { GenerationError } from '../generation-error';

/** The largest answer of a provider that is read, in bytes: they are JSON, and files come another way. */
const MAX_BYTES = 16 * 1024 * 1024;

const tooLarge = (): GenerationError =>
  new GenerationError(
    'ContractViolation',
    `A provider's answer has more than the ${MAX_BYTES} bytes that are read of one`,
    { ambiguous: true },
  );

function createLimit(): TransformStream<Uint8Array, Uint8Array> {
  let size = 0;
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size > MAX_BYTES) controller.error(tooLarge());
      else controller.enqueue(chunk);
    },
  });
}

/** What an answer announces holds, unless it is to be unpacked. */
const isSmall = ({ headers }: Response): boolean =>
  Number(headers.get('content-length') ?? NaN) <= MAX_BYTES && !headers.has('content-encoding');

/**
 * Fetches what is read whole: an answer that goes on and on, or unpacks to a mountain, ends in a ContractViolation.
 */
export async function fetchWithinLimit(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...request);
  if (response.body === null || isSmall(response)) return response;
  return new Response(response.body.pipeThrough(createLimit()), response);
}
