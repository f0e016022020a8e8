import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Addresses that ipaddr.js takes for anybody's: tests of networks, and a cloud's own service on every machine. */
const SPECIAL_V4: readonly Range[] = ['198.18.0.0/15', '168.63.129.16/32'].map((text) =>
  ipaddr.IPv4.parseCIDR(text),
);

/** What the world can reach of IPv6; all the rest is somebody's own or nobody's. */
const GLOBAL_V6: Range = ipaddr.IPv6.parseCIDR('2000::/3');
const SPECIAL_V6: readonly Range[] = ['2001::/23', '3fff::/20'].map((text) => ipaddr.IPv6.parseCIDR(text));

const isPublicV4 = (address: ipaddr.IPv4): boolean =>
  address.range() === 'unicast' && !SPECIAL_V4.some((range) => address.match(range));

/** The IPv4 address that an IPv6 address stands for: `::ffff:a.b.c.d`, and `64:ff9b::` of networks without IPv4. */
const toEmbeddedV4 = (address: ipaddr.IPv6): ipaddr.IPv4 | null =>
  address.isIPv4MappedAddress() || address.range() === 'rfc6052'
    ? new ipaddr.IPv4(address.toByteArray().slice(-4))
    : null;

function isPublicV6(address: ipaddr.IPv6): boolean {
  const embedded = toEmbeddedV4(address);
  if (embedded) return isPublicV4(embedded);
  return (
    address.range() === 'unicast' &&
    address.match(GLOBAL_V6) &&
    !SPECIAL_V6.some((range) => address.match(range))
  );
}

/** IPv6 in the one notation that leaves no room for opinions; null for an address with a zone, which is local. */
const toPlainV6 = (text: string): string | null => {
  const url = `http://[${text}]/`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : null;
};

/**
 * Whether an IP address is one that the world can reach: no loopback, private, link-local, shared, multicast, reserved
 * or metadata address, in whatever notation.
 */
export function isPublicAddress(text: string): boolean {
  const version = isIP(text);
  if (version === 4) return isPublicV4(ipaddr.IPv4.parse(text));
  const plain = version === 6 ? toPlainV6(text) : null;
  return plain !== null && isPublicV6(ipaddr.IPv6.parse(plain));
}
