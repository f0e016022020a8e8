import { useEffect, useState } from 'preact/hooks';
import { BASE_URL } from '../server/base-url';
import { session } from '../server/server';
import { toPageScript } from './to-page-script';

const hasOtherBuild = async (signal: AbortSignal): Promise<boolean> => {
  const answer = await fetch(BASE_URL, { headers: { accept: 'text/html' }, signal });
  const served = toPageScript(await answer.text());
  const own = toPageScript(document.head.innerHTML);
  return served !== null && own !== null && served !== own;
};

/** Whether the server has another build of this page, of the same version or not. Looks whenever the server has told of itself. */
export function useOtherBuild(): boolean {
  const [isOther, setOther] = useState(false);
  const told = session.value;
  useEffect(() => {
    if (told === null) return;
    const stopping = new AbortController();
    // Where the page is not to be had, it is not another one either.
    hasOtherBuild(stopping.signal).then(setOther, () => undefined);
    return () => stopping.abort();
  }, [told]);
  return isOther;
}
