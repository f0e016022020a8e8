import { parseBatches, parseFaults, toFaults } from './study-options';
import { toMockFaults } from './to-mock-faults';

describe('parseBatches', () => {
  it('reads sizes with commas between', () => {
    expect(parseBatches('1, 5,10')).toEqual([1, 5, 10]);
  });

  it.each(['', '1,,2', '0', '1.5', 'many', '10001'])('refuses "%s"', (text) => {
    expect(() => parseBatches(text)).toThrow(/whole numbers from 1 to 10000/);
  });
});

describe('parseFaults', () => {
  it('reads an object and nothing else', () => {
    expect(parseFaults('{"failure_rate":0.1}')).toEqual({ failure_rate: 0.1 });
    for (const text of ['[]', '1', 'null', '{']) expect(() => parseFaults(text)).toThrow(/JSON object/);
  });
});

describe('toFaults', () => {
  it('puts the flags over the object', () => {
    const faults = { failure_rate: 0.1, stuck_rate: 0.2 };
    expect(toFaults({ faults, faultRates: { failure_rate: 0.5 } })).toEqual({
      failure_rate: 0.5,
      stuck_rate: 0.2,
    });
  });

  it('leaves the pace to the flags for seconds', () => {
    const faults = { image: { slow_progress: 2 } };
    expect(() => toFaults({ faults, faultRates: {} })).toThrow(/--image-seconds/);
  });
});

describe('toMockFaults', () => {
  it('makes the factors that give the seconds asked for, service by service', () => {
    const faults = { failure_rate: 0.1, video: { stuck_rate: 0.2 } };
    expect(toMockFaults(faults, { image: 1, video: 3 }, { image: 4, video: 6 })).toEqual({
      failure_rate: 0.1,
      image: { slow_progress: 0.25 },
      video: { stuck_rate: 0.2, slow_progress: 0.5 },
    });
  });
});
