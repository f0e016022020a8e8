import type { Asset, JobResult, LateResult } from '@genvideo/models';

/** A job's result together with what came late, which is among its assets from then on. Doing it again changes nothing. */
export function withLateResult(result: JobResult, late: LateResult): JobResult {
  const isNew = ({ url }: Asset): boolean => !late.assets.some((asset) => asset.url === url);
  const assets = [...result.assets.filter(isNew), ...late.assets];
  const urlsOf = (kind: Asset['kind']): string[] =>
    assets.filter((asset) => asset.kind === kind).map(({ url }) => url);
  return { ...result, assets, image_urls: urlsOf('image'), video_url: urlsOf('video')[0] ?? null, late };
}
