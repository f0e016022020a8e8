import { z } from 'zod';

/** The longest prompt that Kling takes, in code points. */
export const KLING_PROMPT_LIMIT = 2_500;

const prompt = z
  .string()
  .min(1)
  .refine(
    (text) => [...text].length <= KLING_PROMPT_LIMIT,
    `must be at most ${KLING_PROMPT_LIMIT} characters`,
  );

/** What both kinds of submissions have; `external_task_id` is unique in an account. */
const common = {
  model_name: z.string().min(1),
  prompt,
  negative_prompt: z.string().optional(),
  callback_url: z.url().optional(),
  external_task_id: z.string().min(1).optional(),
};

/** Body of `POST /v1/videos/image2video`. `image` is a URL or bare base64; `duration` is in seconds, and a text. */
export const klingVideoSubmitSchema = z.object({
  ...common,
  image: z.string().min(1),
  image_tail: z.string().min(1).optional(),
  cfg_scale: z.number().min(0).max(1).optional(),
  mode: z.enum(['std', 'pro']),
  duration: z.enum(['5', '10']),
});
export type KlingVideoSubmit = z.infer<typeof klingVideoSubmitSchema>;

/** The shapes of pictures that Kling makes. */
export const KLING_ASPECT_RATIOS = ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3', '21:9'] as const;
export type KlingAspectRatio = (typeof KLING_ASPECT_RATIOS)[number];

/** Body of `POST /v1/images/generations`. */
export const klingImageSubmitSchema = z.object({
  ...common,
  image: z.string().min(1).optional(),
  n: z.number().int().min(1).max(9),
  aspect_ratio: z.enum(KLING_ASPECT_RATIOS),
  resolution: z.enum(['1k', '2k']),
});
export type KlingImageSubmit = z.infer<typeof klingImageSubmitSchema>;
