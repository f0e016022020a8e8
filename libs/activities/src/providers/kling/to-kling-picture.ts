import { downloadPicture } from '../download-picture';
import { isPublicUrl } from '../is-public-url';
import { refusePrivatePicture, type PictureSource } from '../refuse-private-picture';

/** Kling takes pictures of at most 10 MiB. */
const KLING = { name: 'Kling', maxBytes: 10 * 1024 * 1024 };

/**
 * A picture as Kling takes it: the URL of one that Kling can reach, and the picture itself, in base64, of one that only
 * we can.
 */
export async function toKlingPicture(source: PictureSource, signal: AbortSignal): Promise<string> {
  const { image_url: url } = source;
  if (await isPublicUrl(url)) return url;
  refusePrivatePicture(source);
  return (await downloadPicture(url, KLING, signal)).bytes.toString('base64');
}
