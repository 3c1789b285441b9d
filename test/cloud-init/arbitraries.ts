import fc from 'fast-check';
import type { Ethernet, Route, User, UserData } from '../../src/model';
import { anyDnsLabel, anyModel } from '../networks/arbitraries';

/** Texts with all that YAML can trip over. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('yes', '12:30', '~', 'null', ' a', 'a ', 'a: b', '# c', '- d', '1e3', '0o7', '=', '<<', 'a\nb', '\n'),
);

export const anyMac = fc
  .uint8Array({ minLength: 5, maxLength: 5 })
  .map((bytes) => ['02', ...[...bytes].map((byte) => byte.toString(16).padStart(2, '0'))].join(':'));

const anyIpv4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => bytes.join('.'));
const anyIpv6 = fc.nat(65535).map((word) => `2001:db8::${word.toString(16)}`);
const anyIp = fc.oneof(anyIpv4, anyIpv6);
const anyCidr = fc.oneof(
  fc.tuple(anyIpv4, fc.integer({ min: 1, max: 32 })).map(([address, prefix]) => `${address}/${prefix}`),
  fc.tuple(anyIpv6, fc.integer({ min: 1, max: 128 })).map(([address, prefix]) => `${address}/${prefix}`),
);

const anyRoute = anyModel<Route>(
  { to: fc.oneof(anyCidr, fc.constantFrom('0.0.0.0/0', '::/0')), via: anyIp, metric: fc.nat(4294967295) },
  ['to', 'via'],
);

export const anyEthernet = anyModel<Ethernet>(
  {
    id: fc.oneof(anyDnsLabel, fc.constantFrom('on', 'no', 'null', '1e3', '0x1f', '10', '9')),
    macAddress: anyMac,
    setName: fc.stringMatching(/^[a-z][a-z0-9]{0,14}$/),
    dhcp4: fc.boolean(),
    optional: fc.constant(true as const),
    useRoutes: fc.constant(false as const),
    useDns: fc.constant(false as const),
    addresses: fc.array(anyCidr, { minLength: 1, maxLength: 3 }),
    routes: fc.array(anyRoute, { minLength: 1, maxLength: 3 }),
    nameservers: fc.array(anyIp, { minLength: 1, maxLength: 3 }),
    search: fc.array(fc.domain(), { minLength: 1, maxLength: 3 }),
    mtu: fc.integer({ min: 68, max: 65535 }),
  },
  ['id', 'macAddress'],
);

const anyUser = anyModel<User>(
  {
    name: fc.stringMatching(/^[a-z_][a-z0-9_-]{0,31}$/),
    groups: fc.array(fc.stringMatching(/^[a-z_][a-z0-9_-]{0,31}$/), { maxLength: 4 }),
    sudo: anyText,
    shell: fc.stringMatching(/^\/[a-z0-9_./+-]{1,20}$/),
    lockPasswd: fc.boolean(),
    password: anyText,
    passwordHash: anyText,
  },
  ['name', 'groups', 'shell', 'lockPasswd'],
);

export const anyUserData = anyModel<UserData>({ user: anyUser, guestAgent: fc.boolean() }, ['guestAgent']);
