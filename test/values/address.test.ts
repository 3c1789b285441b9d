import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bareAddress,
  contains,
  familyOf,
  gateway,
  hostAt,
  hostCidr,
  isLinkLocal,
  networkCidr,
  overlap,
  readAddress,
  readCidr,
  subnetOf,
} from '../../src/values';

const cidr = (text: string) => {
  const read = readCidr(text);
  if (read === undefined) throw new Error(`${text} is no CIDR`);
  return read;
};

describe('the address of a host', () => {
  test.each([
    { say: 'IPv4', given: '192.168.100.10/24', text: '192.168.100.10/24' },
    { say: 'IPv6 in its one spelling', given: '2001:DB8:0:0::000A/64', text: '2001:db8::a/64' },
    { say: 'the first host', given: '192.168.100.1/24', text: '192.168.100.1/24' },
    { say: 'the last host', given: '192.168.100.254/24', text: '192.168.100.254/24' },
    { say: 'one host of a /31', given: '10.0.0.0/31', text: '10.0.0.0/31' },
    { say: 'the other host of a /31', given: '10.0.0.1/31', text: '10.0.0.1/31' },
    { say: 'a /32', given: '10.0.0.1/32', text: '10.0.0.1/32' },
    { say: 'one host of a /127', given: '2001:db8::/127', text: '2001:db8::/127' },
    { say: 'a /128', given: '2001:db8::/128', text: '2001:db8::/128' },
    {
      say: 'the last address of an IPv6 subnet',
      given: '2001:db8::ffff:ffff:ffff:ffff/64',
      text: '2001:db8::ffff:ffff:ffff:ffff/64',
    },
    { say: 'a link-local one', given: 'fe80::1/64', text: 'fe80::1/64' },
    { say: 'a /1', given: '10.0.0.1/1', text: '10.0.0.1/1' },
  ])('$say', ({ given, text }) => {
    expect(hostCidr('address', given).text).toBe(text);
  });

  test.each([
    { say: 'no prefix', given: '192.168.100.10', fix: 'use an address with the prefix of its subnet' },
    { say: 'a prefix of 33', given: '192.168.100.10/33', fix: 'use an address with the prefix' },
    { say: 'a prefix of 129', given: '2001:db8::10/129', fix: 'use an address with the prefix' },
    { say: 'a prefix with a zero before it', given: '192.168.100.10/024', fix: 'use an address with the prefix' },
    { say: 'a mask', given: '192.168.100.10/255.255.255.0', fix: 'use an address with the prefix' },
    { say: 'a prefix of 0', given: '192.168.100.10/0', fix: 'use a prefix from 1 on' },
    { say: '256', given: '192.168.100.256/24', fix: 'use an address with the prefix' },
    { say: 'an octal number', given: '192.168.100.010/24', fix: 'use an address with the prefix' },
    { say: 'three numbers', given: '192.168.100/24', fix: 'use an address with the prefix' },
    { say: 'a zone', given: 'fe80::1%eth0/64', fix: 'use an address with the prefix' },
    { say: 'blanks', given: ' 192.168.100.10/24', fix: 'use an address with the prefix' },
    { say: 'a name', given: 'db.example.org/24', fix: 'use an address with the prefix' },
    { say: 'an empty text', given: '', fix: 'use an address with the prefix' },
    { say: 'the subnet itself', given: '192.168.100.0/24', fix: 'this one names the subnet 192.168.100.0/24' },
    {
      say: 'the broadcast address',
      given: '192.168.100.255/24',
      fix: 'this one is the broadcast address of 192.168.100.0/24',
    },
    { say: 'the first address of a /30', given: '10.0.0.4/30', fix: 'this one names the subnet 10.0.0.4/30' },
    { say: 'the IPv6 subnet itself', given: '2001:db8::/64', fix: 'this one names the subnet 2001:db8::/64' },
    { say: 'a group', given: '224.0.0.1/24', fix: 'this one is multicast' },
    { say: 'an IPv6 group', given: 'ff02::1/64', fix: 'this one is multicast' },
    { say: 'no address', given: '0.0.0.0/8', fix: 'this one is unspecified' },
    { say: 'no IPv6 address', given: '::/64', fix: 'this one is unspecified' },
    { say: 'all hosts', given: '255.255.255.255/32', fix: 'this one is broadcast' },
  ])('refuses $say', ({ given, fix }) => {
    expect(() => hostCidr('address', given)).toThrow(`address: ${JSON.stringify(given)} is not valid; `);
    expect(() => hostCidr('address', given)).toThrow(fix);
  });

  test.each([undefined, null, 7, {}, ['10.0.0.1/24']])('refuses %j', (given) => {
    expect(() => hostCidr('address', given as never)).toThrow('address: ');
  });
});

describe('a network', () => {
  test.each(['10.0.0.0/8', '0.0.0.0/0', '::/0', '2001:db8::/32', '10.0.0.1/32'])('%s', (given) => {
    expect(networkCidr('to', given).text).toBe(given);
  });

  test.each([
    { given: '10.0.0.1/8', fix: 'write the network without host bits, 10.0.0.0/8' },
    { given: '2001:db8::1/32', fix: 'write the network without host bits, 2001:db8::/32' },
    { given: '10.0.0.0', fix: 'use a network with its prefix' },
    { given: 'default', fix: 'use a network with its prefix' },
  ])('refuses $given', ({ given, fix }) => {
    expect(() => networkCidr('to', given)).toThrow(`to: "${given}" is not valid; ${fix}`);
  });
});

describe('a router', () => {
  const own = [cidr('192.168.1.10/24'), cidr('2001:db8::10/64')];

  test.each(['192.168.1.1', '192.168.1.254', '2001:db8::1', 'fe80::1'])('%s', (given) => {
    expect(gateway('gateway', given, own)).toBe(given);
  });

  test.each([
    { say: 'both ends of a /31', given: '10.0.0.0', of: '10.0.0.1/31' },
    { say: 'both ends of a /127', given: '2001:db8::', of: '2001:db8::1/127' },
  ])('$say', ({ given, of }) => {
    expect(gateway('gateway', given, [cidr(of)])).toBe(given);
  });

  test.each([
    { say: "the NIC's own address", given: '192.168.1.10', of: own, fix: "this is the NIC's own" },
    { say: 'an address elsewhere', given: '192.168.2.1', of: own, fix: 'use an address inside 192.168.1.0/24' },
    { say: 'the subnet', given: '192.168.1.0', of: own, fix: 'this one names the subnet' },
    { say: 'the broadcast address', given: '192.168.1.255', of: own, fix: 'this one is the broadcast address' },
    { say: 'a prefix', given: '192.168.1.1/24', of: own, fix: 'use an address without prefix' },
    {
      say: 'a family that the NIC has not',
      given: '2001:db8::1',
      of: own.slice(0, 1),
      fix: 'give the NIC an IPv6 address as well',
    },
    {
      say: 'fe80:: where there is no IPv6',
      given: 'fe80::1',
      of: own.slice(0, 1),
      fix: 'give the NIC an IPv6 address as well',
    },
    { say: 'no address at all', given: '192.168.1.1', of: [], fix: 'give the NIC an IPv4 address as well' },
    { say: 'a group', given: '224.0.0.1', of: own, fix: 'this one is multicast' },
    {
      say: 'another address beside a /32',
      given: '10.0.0.2',
      of: [cidr('10.0.0.1/32')],
      fix: 'use an address inside 10.0.0.1/32',
    },
  ])('refuses $say', ({ given, of, fix }) => {
    expect(() => gateway('gateway', given, of)).toThrow(`gateway: "${given}" is not valid; `);
    expect(() => gateway('gateway', given, of)).toThrow(fix);
  });
});

describe('a bare address', () => {
  test.each(['8.8.8.8', '2001:4860:4860::8888', '127.0.0.53', 'fe80::1'])('%s', (given) => {
    expect(bareAddress('dnsServers[0]', given)).toBe(given);
  });

  test.each(['8.8.8', '8.8.8.8/32', 'dns.example.org', '0.0.0.0', '::', 'ff02::fb', '255.255.255.255', ''])(
    'refuses %j',
    (given) => {
      expect(() => bareAddress('dnsServers[0]', given)).toThrow('dnsServers[0]: ');
    },
  );
});

const anyIpv4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => bytes.join('.'));
const anyIpv6 = fc
  .array(fc.nat(65535), { minLength: 8, maxLength: 8 })
  .map((words) => words.map((w) => w.toString(16)).join(':'));
const anyCidr = fc.oneof(
  fc.tuple(anyIpv4, fc.nat(32)).map(([address, prefix]) => `${address}/${prefix}`),
  fc.tuple(anyIpv6, fc.nat(128)).map(([address, prefix]) => `${address}/${prefix}`),
);

describe('laws', () => {
  test('reading a CIDR that was written gives it back', () => {
    fc.assert(
      fc.property(anyCidr, (text) => {
        const read = cidr(text);
        expect(readCidr(read.text)).toEqual(read);
        expect(read.text).toBe(`${read.address}/${read.prefix}`);
        expect(familyOf(read.address)).toBe(read.family);
      }),
      { numRuns: 1000 },
    );
  });

  test('the spelling of an IPv6 address makes no difference', () => {
    fc.assert(
      fc.property(anyIpv6, (text) => {
        const padded = text
          .split(':')
          .map((word) => word.padStart(4, '0'))
          .join(':');
        expect(readAddress(text.toUpperCase())).toBe(readAddress(text));
        expect(readAddress(padded)).toBe(readAddress(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('a subnet holds its addresses, and is its own subnet', () => {
    fc.assert(
      fc.property(anyCidr, (text) => {
        const one = cidr(text);
        const subnet = subnetOf(one);
        expect(contains(subnet, one.address)).toBe(true);
        expect(contains(one, subnet.address)).toBe(true);
        expect(subnetOf(subnet)).toEqual(subnet);
        expect(networkCidr('to', subnet.text)).toEqual(subnet);
      }),
      { numRuns: 1000 },
    );
  });

  test('overlapping is symmetric, and two subnets of one length overlap where they are the same', () => {
    fc.assert(
      fc.property(anyCidr, anyCidr, (a, b) => {
        const [one, other] = [cidr(a), cidr(b)];
        expect(overlap(one, other)).toBe(overlap(other, one));
        const same = subnetOf(one).text === subnetOf(other).text;
        if (one.prefix === other.prefix) expect(overlap(one, other)).toBe(same);
      }),
      { numRuns: 1000 },
    );
  });

  test('no text makes the readers throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:.%/]{0,40}$/)), (text) => {
        const [address, read] = [readAddress(text), readCidr(text)];
        if (address !== undefined) expect(isLinkLocal(address)).toBe(/^fe[89ab]/.test(address));
        if (read !== undefined) expect(subnetOf(read).prefix).toBe(read.prefix);
      }),
      { numRuns: 1000 },
    );
  });
});

test.each([
  { network: '10.0.2.0/24', n: 1, address: '10.0.2.1' },
  { network: '10.0.2.0/24', n: 2, address: '10.0.2.2' },
  { network: '10.0.2.252/30', n: 1, address: '10.0.2.253' },
  { network: 'fd10:0:2::/120', n: 2, address: 'fd10:0:2::2' },
])('address $n of $network is $address', ({ network, n, address }) => {
  expect(hostAt(cidr(network), n)).toBe(address);
});
