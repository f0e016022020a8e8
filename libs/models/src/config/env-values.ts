import { z } from 'zod';
import { parsePayloadKeys, PayloadKeyError } from '../payload-codec/payload-keys';
import { httpUrlSchema } from '../schemas/http-url';

/** An empty variable counts as not set: `NAME=` in a .env file is how people switch something off. */
const unsetWhenEmpty = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;

const FLAGS: Record<string, boolean> = {
  true: true,
  yes: true,
  on: true,
  1: true,
  false: false,
  no: false,
  off: false,
  0: false,
};

/** `true`, `yes`, `on`, `1` or their opposites, in any case. */
export const flag = (fallback: boolean) =>
  z.preprocess(
    unsetWhenEmpty,
    z
      .string()
      .optional()
      .transform((text, context) => {
        if (text === undefined) return fallback;
        const value = FLAGS[text.trim().toLowerCase()];
        if (value !== undefined) return value;
        context.addIssue({ code: 'custom', message: `must be true or false, not "${text}"` });
        return z.NEVER;
      }),
  );

const toNumber = (text: string, context: z.core.$RefinementCtx<string>): number => {
  const value = Number(text);
  if (!Number.isFinite(value))
    context.issues.push({ code: 'custom', input: text, message: `must be a number, not "${text}"` });
  return value;
};

/** A whole number within bounds. */
export const whole = (fallback: number, { min, max }: { min: number; max: number }) =>
  z
    .preprocess(unsetWhenEmpty, z.string().transform(toNumber).pipe(z.int().min(min).max(max)).optional())
    .transform((value) => value ?? fallback);

/** A whole number within bounds, null when not set. */
export const optionalWhole = ({ min, max }: { min: number; max: number }) =>
  z
    .preprocess(unsetWhenEmpty, z.string().transform(toNumber).pipe(z.int().min(min).max(max)).optional())
    .transform((value) => value ?? null);

/** Text, with a default. */
export const text = (fallback: string) => z.preprocess(unsetWhenEmpty, z.string().trim().default(fallback));

/** Text, null when not set. */
export const optionalText = z.preprocess(
  unsetWhenEmpty,
  z
    .string()
    .trim()
    .optional()
    .transform((value) => value ?? null),
);

/** An http(s) URL without a trailing slash. */
export const url = (fallback: string) =>
  z.preprocess(
    unsetWhenEmpty,
    httpUrlSchema.default(fallback).transform((value) => value.replace(/\/+$/, '')),
  );

const refuseOtherUrls = (items: string[], context: z.core.$RefinementCtx<string[]>): void => {
  const other = items.find((item) => !httpUrlSchema.safeParse(item).success);
  if (other === undefined) return;
  const message =
    items.length === 1
      ? 'is not an http or https URL'
      : `names "${other}", which is not an http or https URL`;
  context.addIssue({ code: 'custom', message });
};

/** One http(s) URL or several, separated by commas; without blanks and trailing slashes. */
export const urls = (fallback: string) =>
  z.preprocess(
    unsetWhenEmpty,
    z
      .string()
      .default(fallback)
      .transform((value) => value.split(',').map((item) => item.trim().replace(/\/+$/, '')))
      .pipe(z.array(z.string()).superRefine(refuseOtherUrls))
      .transform((items) => items.join(',')),
  );

/** An http(s) URL, null when not set. */
export const optionalUrl = z.preprocess(
  unsetWhenEmpty,
  httpUrlSchema.optional().transform((value) => value ?? null),
);

/** A comma-separated list; blanks around its items do not count. */
export const list = z.preprocess(
  unsetWhenEmpty,
  z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    ),
);

/** One of a few words, in any case. */
export const choice = <const Word extends string>(
  words: readonly [Word, ...Word[]],
  fallback: NoInfer<Word>,
) =>
  z.preprocess(
    (value) => {
      const set = unsetWhenEmpty(value);
      return typeof set === 'string' ? set.trim().toLowerCase() : set;
    },
    z
      .enum(words)
      .optional()
      .transform((value): Word => value ?? fallback),
  );

/** Keys that encrypt payloads, null when not set. What is wrong with them is told without showing them. */
export const payloadKeys = optionalText.transform((value, context) => {
  try {
    parsePayloadKeys(value);
    return value;
  } catch (error) {
    if (!(error instanceof PayloadKeyError)) throw error;
    context.addIssue({ code: 'custom', message: error.problem });
    return z.NEVER;
  }
});
