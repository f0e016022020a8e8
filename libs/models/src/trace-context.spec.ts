import { parseTraceCarrier, toRunCarrier, toRunSpanId } from './trace-context';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = { traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
const RUN = '019e8f5c-1b2d-7abc-8def-0123456789ab';

describe('parseTraceCarrier', () => {
  it('reads a trace, and what its system adds', () => {
    expect(parseTraceCarrier(PARENT)).toEqual(PARENT);
    expect(parseTraceCarrier({ ...PARENT, tracestate: 'a=1', baggage: 'x' })).toEqual({
      ...PARENT,
      tracestate: 'a=1',
    });
  });

  it.each([
    ['nothing', undefined],
    ['a text', PARENT.traceparent],
    ['no parent', { tracestate: 'a=1' }],
    ['a parent that is none', { traceparent: '00-zz-b7ad6b7169203331-01' }],
    ['a parent of a version to come', { traceparent: `01-${TRACE}-b7ad6b7169203331-01` }],
  ])('reads none out of %s', (_title, value) => {
    expect(parseTraceCarrier(value)).toBeNull();
  });
});

describe('toRunCarrier', () => {
  it('keeps the trace and what its system adds, and names the span of the run', () => {
    const carrier = toRunCarrier({ ...PARENT, tracestate: 'a=1' }, RUN);
    expect(carrier).toEqual({ traceparent: `00-${TRACE}-019e8f5c1b2d7abc-01`, tracestate: 'a=1' });
    expect(toRunSpanId(RUN)).toBe('019e8f5c1b2d7abc');
  });
});
