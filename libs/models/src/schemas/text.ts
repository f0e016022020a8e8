import { z } from 'zod';

/** Control characters but newline and tab; they have no place in a prompt and break logs and terminals. */
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/;

const countCodePoints = (text: string): number => Array.from(text).length;

/**
 * Trimmed text of `min` to `max` Unicode code points (not UTF-16 units: an emoji counts once), free of control
 * characters but newline and tab.
 */
export const textSchema = (min: number, max: number) =>
  z
    .string()
    .trim()
    .superRefine((text, context) => {
      const length = countCodePoints(text);
      if (length < min) context.addIssue({ code: 'custom', message: 'is empty' });
      if (length > max) {
        context.addIssue({ code: 'custom', message: `has ${length} characters, at most ${max} are allowed` });
      }
      if (CONTROL_CHARACTERS.test(text)) {
        context.addIssue({
          code: 'custom',
          message: 'contains control characters; only newline and tab are allowed',
        });
      }
    })
    .meta({ minLength: min, maxLength: max });

/** A prompt: 1 to 2,500 code points after trimming. */
export const promptSchema = textSchema(1, 2500);

/** A style name: 1 to 64 code points. */
export const styleSchema = textSchema(1, 64);
