import { expect, test } from 'vitest';
import type { Ipam } from '../../src/model';
import { readIpam, renderIpam } from '../../src/networks';

test.each<{ say: string; ipam: Ipam; cni: object }>([
  {
    say: 'an address',
    ipam: { address: '192.168.1.10/24' },
    cni: { type: 'static', addresses: [{ address: '192.168.1.10/24' }] },
  },
  {
    say: 'a gateway, with the route that the plugin does not make of it',
    ipam: { address: '192.168.1.10/24', gateway: '192.168.1.1' },
    cni: {
      type: 'static',
      addresses: [{ address: '192.168.1.10/24', gateway: '192.168.1.1' }],
      routes: [{ dst: '0.0.0.0/0', gw: '192.168.1.1' }],
    },
  },
])('$say, in both directions', ({ ipam, cni }) => {
  expect(renderIpam(ipam)).toEqual(cni);
  expect(readIpam(cni)).toEqual(ipam);
});

test.each<{ say: string; cni: unknown; ipam: Ipam | undefined }>([
  { say: 'no IPAM', cni: undefined, ipam: undefined },
  { say: 'an empty one', cni: {}, ipam: undefined },
  { say: 'a pool of each node', cni: { type: 'host-local', subnet: '10.30.0.0/16' }, ipam: undefined },
  { say: 'a DHCP client on the node', cni: { type: 'dhcp' }, ipam: undefined },
  { say: 'no address', cni: { type: 'static' }, ipam: undefined },
  { say: 'an empty list of addresses', cni: { type: 'static', addresses: [] }, ipam: undefined },
  { say: 'an address without prefix', cni: { type: 'static', addresses: [{ address: '10.10.0.5' }] }, ipam: undefined },
  {
    say: 'a prefix of 33',
    cni: { type: 'static', addresses: [{ address: '10.10.0.5/33' }] },
    ipam: undefined,
  },
  {
    say: 'the first address of two, in its one spelling',
    cni: { type: 'static', addresses: [{ address: '2001:DB8::0A/64' }, { address: '10.10.0.5/24' }] },
    ipam: { address: '2001:db8::a/64' },
  },
])('reading: $say', ({ cni, ipam }) => {
  expect(readIpam(cni)).toEqual(ipam);
});
