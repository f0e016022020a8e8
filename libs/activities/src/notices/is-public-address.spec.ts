import { isPublicAddress } from './is-public-address';

describe('isPublicAddress', () => {
  it.each([
    ['loopback', '127.0.0.1', '127.255.0.9', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'],
    ['private', '10.0.0.1', '172.16.0.1', '192.168.1.1', 'fd00:ec2::254', 'fec0::1'],
    ['link-local, where clouds keep their metadata', '169.254.169.254', 'fe80::1', '::ffff:169.254.169.254'],
    ['shared by a carrier', '100.64.0.1', '100.100.100.200'],
    ['no address', '0.0.0.0', '::', '255.255.255.255', 'localhost', '', '1.2.3'],
    ['reserved or a test', '192.0.2.1', '198.18.0.1', '240.0.0.1', '2001:db8::1', '3fff::1', '100::1'],
    ['multicast', '224.0.0.1', 'ff02::1'],
    ['of a cloud itself', '168.63.129.16', '192.0.0.192'],
    ['private behind a translation', '64:ff9b::7f00:1', '64:ff9b::a00:1', '2002:7f00:1::', '2001::1'],
    ['not given to anybody', '64:ff9b:1::1', '4000::1', '::8.8.8.8'],
  ])('knows what is %s', (_what, ...addresses) => {
    for (const address of addresses) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  });

  it.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808', '100.63.0.1'])(
    'takes %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});
