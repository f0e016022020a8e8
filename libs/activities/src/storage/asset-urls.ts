export interface AssetUrls {
  toUrl: (key: string) => string;
  toKey: (url: string) => string | null;
}

const isName = (text: string): boolean => text !== '' && !text.startsWith('.') && !/[/\\\0]/.test(text);

const decode = (segment: string): string | null => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
};

/**
 * Turns keys into URLs and back. URLs come from callers: what leads out of the store, or to its own dot files, is none.
 * @param baseUrl where the API serves the store, without a slash at the end
 */
export function createAssetUrls(baseUrl: string): AssetUrls {
  return {
    toUrl: (key) => `${baseUrl}/${key.split('/').map(encodeURIComponent).join('/')}`,
    toKey(url) {
      if (!url.startsWith(`${baseUrl}/`)) return null;
      const segments = url
        .slice(baseUrl.length + 1)
        .split('/')
        .map(decode);
      return segments.every((segment) => segment !== null && isName(segment)) ? segments.join('/') : null;
    },
  };
}
