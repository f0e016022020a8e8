/** Whether a URL is that of a picture or a video: a file of the store, or the picture that a video is made from. */
export function isFile(url: string): boolean {
  const [path = ''] = url.split('?');
  return /^\/assets\/[^/]+\/[^/]+$/.test(path) || /^\/workflows\/[^/]+\/preview$/.test(path);
}
