import type { Evidence } from '../evidence/evidence';
import type { Violation } from './violation';

/** What results name lies on the disk, as it was measured. */
export function checkFiles({ jobs }: Evidence): Violation[] {
  return jobs.flatMap(({ log, result, files }) =>
    (result?.assets ?? []).flatMap(({ url, sha256, size }): Violation[] => {
      const found = files.find((file) => file.url === url)?.found ?? null;
      if (found?.sha256 === sha256 && found.size === size) return [];
      const what = `${log.workflow_id}: ${url} ${found ? `has ${found.size} bytes, ${found.sha256}` : 'is not there'}`;
      return [{ rule: 'files', what }];
    }),
  );
}

export function checkTempFiles({ temp_files }: Evidence): Violation[] {
  return temp_files.map((what) => ({ rule: 'temp_files', what }));
}
