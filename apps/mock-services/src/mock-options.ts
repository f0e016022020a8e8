import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { faultsSchema } from './faults';

const port = z.coerce.number().int().min(0).max(65_535);
const seconds = z.coerce.number().min(0).max(86_400);
const flag = z.union([z.boolean(), z.stringbool()], 'must be true or false');

/** How the mocks start. Text is accepted wherever it can be read as the value. */
export const mockOptionsSchema = z.object({
  host: z.string().default('127.0.0.1'),
  /** 0 takes a free port. */
  imagePort: port.default(6889),
  videoPort: port.default(16_882),
  /** How long a job takes, in seconds, fractions allowed. */
  imageSeconds: seconds.default(3),
  videoSeconds: seconds.default(6),
  /** Longest side of a made video, in pixels. */
  maxSide: z.coerce.number().int().min(16).max(1920).default(512),
  /** Each file is made once per size and length and served for every job. */
  light: flag.default(false),
  /** Signs callbacks: base64, with or without `whsec_` before it. */
  callbackSecret: z.string().refine(canSign, 'must be base64, with or without whsec_ before it').optional(),
  /** Asked for as Bearer on the routes of both protocols. */
  apiKey: z.string().min(1).optional(),
  /** Of the account at Kling itself: its tokens are asked for on Kling's own routes. A plain `apiKey` is taken there too. */
  klingAccessKey: z.string().min(1).optional(),
  klingSecretKey: z.string().min(1).optional(),
  /** A folder for what outlives a mock that is killed: ComfyUI's pictures, and a journal of all submissions. */
  stateDir: z.string().min(1).optional(),
  /** Of the dice that decide about faults. */
  seed: z.coerce.number().int().default(1),
  faults: faultsSchema.default({}),
});

/** Checked options, every one with its value. */
export type MockOptions = z.infer<typeof mockOptionsSchema>;

function canSign(secret: string): boolean {
  try {
    return Boolean(new Webhook(secret));
  } catch {
    return false;
  }
}
