import type { JSX } from 'preact';
import { session } from '../server/server';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { PAGE_VERSION } from './page-version';
import { useOtherBuild } from './use-other-build';

/** Says that the server has become another one since the page was loaded. */
export function VersionNote(): JSX.Element | null {
  const version = session.value?.version ?? PAGE_VERSION;
  const isOtherBuild = useOtherBuild();
  const isOtherVersion = version !== PAGE_VERSION;
  if (!isOtherVersion && !isOtherBuild) return null;
  const { connection: texts } = TEXTS;
  return (
    <div class="version-note" role="status">
      <Icon name="alert" size={16} />
      <span>{isOtherVersion ? texts.version(version, PAGE_VERSION) : texts.build}</span>
      <button type="button" class="button button-small" onClick={() => location.reload()}>
        {TEXTS.trouble.reload}
      </button>
    </div>
  );
}
