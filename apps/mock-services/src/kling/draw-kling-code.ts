import type { ServiceFaults } from '../service-faults';
import { toKlingCode, type KlingCode } from './kling-codes';

export interface KlingDraw {
  /** The share of cases, by code. */
  readonly rates: Readonly<Record<string, number>>;
  readonly diceKey: string;
}

/** The code that strikes this time, if any does. */
export function drawKlingCode(
  faults: Pick<ServiceFaults, 'share' | 'count'>,
  { rates, diceKey }: KlingDraw,
): KlingCode | null {
  for (const [text, rate] of Object.entries(rates)) {
    const code = toKlingCode(text);
    if (code === undefined || faults.share(`kling_code_${text}`, diceKey) >= rate) continue;
    faults.count(`kling_code_${text}`);
    return code;
  }
  return null;
}
