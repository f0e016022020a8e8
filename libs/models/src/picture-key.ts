/** The folder of the store with the pictures that callers handed in; no workflow id is spelt so. */
export const PICTURES_FOLDER = '~pictures';

const NAME = /^[0-9a-f]{64}\.(png|jpg)$/;

/** Where a picture that was handed in is kept: by its checksum, so that the same picture is kept once. */
export function toPictureKey({ sha256, extension }: { sha256: string; extension: 'png' | 'jpg' }): string {
  return `${PICTURES_FOLDER}/${sha256}.${extension}`;
}

/** Whether a key of the store is that of a picture that was handed in. */
export function isPictureKey(key: string | null): boolean {
  const [folder, name = '', ...rest] = (key ?? '').split('/');
  return folder === PICTURES_FOLDER && NAME.test(name) && rest.length === 0;
}
