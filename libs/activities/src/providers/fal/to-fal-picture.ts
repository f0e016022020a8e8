import { downloadPicture } from '../download-picture';
import { isPublicUrl } from '../is-public-url';
import { refusePrivatePicture, type PictureSource } from '../refuse-private-picture';

/** What is larger makes a request of more than 20 MB, which is no way to hand on a picture. */
const FAL = { name: 'fal', maxBytes: 10 * 1024 * 1024 };

/** A picture as fal takes it: the URL of one that it can reach, and a `data:` URL of one that only we can. */
export async function toFalPicture(source: PictureSource, signal: AbortSignal): Promise<string> {
  const { image_url: url } = source;
  if (await isPublicUrl(url)) return url;
  refusePrivatePicture(source);
  const { bytes, mediaType } = await downloadPicture(url, FAL, signal);
  return `data:${mediaType};base64,${bytes.toString('base64')}`;
}
