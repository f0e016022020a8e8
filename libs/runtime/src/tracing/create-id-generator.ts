import { RandomIdGenerator, type IdGenerator } from '@opentelemetry/sdk-trace-base';

/** Ids of spans: random ones, but for the spans of workflow runs, whose ids everybody computes. */
export interface SpanIds extends IdGenerator {
  withSpanId<Output>(spanId: string, begin: () => Output): Output;
}

export function createIdGenerator(): SpanIds {
  const random = new RandomIdGenerator();
  let given: string | null = null;
  return {
    generateTraceId: () => random.generateTraceId(),
    generateSpanId: () => given ?? random.generateSpanId(),
    withSpanId(spanId, begin) {
      given = spanId;
      try {
        return begin();
      } finally {
        given = null;
      }
    },
  };
}
