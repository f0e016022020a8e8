import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress } from '../notices/is-public-address';

const LOCAL_NAME = /(^|\.)(localhost|local|internal|lan|home\.arpa)$/;

/**
 * Whether somebody out in the world can reach a URL, as far as can be told from here: by its address, its name, or what
 * the name stands for. A name that means nothing here may mean something there.
 */
export async function isPublicUrl(url: string): Promise<boolean> {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (isIP(host) !== 0) return isPublicAddress(host);
  if (LOCAL_NAME.test(host) || !host.includes('.')) return false;
  const addresses = await lookup(host, { all: true }).catch(() => []);
  return addresses.every(({ address }) => isPublicAddress(address));
}
