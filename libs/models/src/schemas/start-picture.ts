import { z } from 'zod';

/** A picture that was handed in, to start videos from. */
export const startPictureSchema = z
  .object({
    image_url: z.string().meta({ description: 'What image_url of a job takes.' }),
    sha256: z.string(),
    size: z.int().meta({ description: 'In bytes.' }),
    media_type: z.enum(['image/png', 'image/jpeg']),
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: 'StartPicture' });

export type StartPicture = z.infer<typeof startPictureSchema>;
