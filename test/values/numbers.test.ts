import { describe, expect, test } from 'vitest';
import { mtu, port, portName, vlanId, wholeBetween } from '../../src/values';

describe('a VLAN id', () => {
  test.each([1, 100, 4094, undefined])('%s', (id) => {
    expect(vlanId('vlanId', id)).toBe(id);
  });

  test.each([0, 4095, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '100', null, true])('refuses %s', (id) => {
    expect(() => vlanId('vlanId', id as number)).toThrow('is not valid; use a whole number from 1 to 4094');
  });

  test('a number is shown as it is', () => {
    expect(() => vlanId('vlanId', Number.NaN)).toThrow('vlanId: NaN is not valid');
    expect(() => vlanId('vlanId', '100' as never)).toThrow('vlanId: "100" is not valid');
  });
});

describe('an MTU', () => {
  test.each([
    { size: 68, ipv6: false },
    { size: 65535, ipv6: false },
    { size: 1280, ipv6: true },
    { size: undefined, ipv6: true },
  ])('$size, IPv6: $ipv6', ({ size, ipv6 }) => {
    expect(mtu('mtu', size, ipv6)).toBe(size);
  });

  test.each([
    { size: 67, ipv6: false, fix: 'use a whole number from 68 to 65535' },
    { size: 65536, ipv6: false, fix: 'use a whole number from 68 to 65535' },
    { size: 0, ipv6: false, fix: 'use a whole number from 68 to 65535' },
    { size: 1279, ipv6: true, fix: 'use a whole number from 1280 to 65535, as the NIC has an IPv6 address' },
  ])('refuses $size, IPv6: $ipv6', ({ size, ipv6, fix }) => {
    expect(() => mtu('mtu', size, ipv6)).toThrow(`mtu: ${size} is not valid; ${fix}`);
  });
});

test.each([1, 65535])('port %s', (number) => {
  expect(port('port', number)).toBe(number);
});

test.each([0, 65536, -1, 1.5])('no port: %s', (number) => {
  expect(() => port('port', number)).toThrow(`port: ${number} is not valid; use a whole number from 1 to 65535`);
});

test.each(['http', 'a', 'http-2', '1a', 'abcdefghijklmno'])('port name %s', (name) => {
  expect(portName('name', name)).toBe(name);
});

test.each(['', 'HTTP', '80', '8-0', 'a--b', '-a', 'a-', 'abcdefghijklmnop', 'a_b'])('no port name: %j', (name) => {
  expect(() => portName('name', name)).toThrow('use at most 15 lower-case letters, digits and single inner hyphens');
});

test('the bounds are inside', () => {
  expect([wholeBetween('n', 2, 2, 3), wholeBetween('n', 3, 2, 3)]).toEqual([2, 3]);
  expect(() => wholeBetween('n', 4, 2, 3, ', for a reason')).toThrow(
    'n: 4 is not valid; use a whole number from 2 to 3, for a reason',
  );
});
