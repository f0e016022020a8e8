import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { DeliveryError } from './delivery-error';
import { isPublicAddress } from './is-public-address';

/** A host that leads into somebody's own network. Which address it has is not told: that would map the network. */
export const refusePrivate = (host: string): DeliveryError =>
  new DeliveryError(
    `${host} leads to a private address, and ALLOW_PRIVATE_WEBHOOKS is not set; nothing was sent`,
    { final: true },
  );

/**
 * Looks a name up for a connection, and refuses it when any of its addresses is private. The connection is made to the
 * very addresses that were checked, so a name cannot be given another meaning in between.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error || !first) return callback(error ?? new Error(`${hostname} has no address`), []);
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return callback(refusePrivate(hostname), []);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
