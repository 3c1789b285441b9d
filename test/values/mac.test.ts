import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derivedMac, macAddress, readMac } from '../../src/values';

const FIX = 'use six bytes in hex, such as 02:00:5e:10:00:01';

test.each([
  '02:00:5e:10:00:01',
  '02:00:5E:10:00:01',
  '02-00-5e-10-00-01',
  '0200.5e10.0001',
  '02005e100001',
  '02005E100001',
])('%s is one address in one spelling', (given) => {
  expect(macAddress('macAddress', given)).toBe('02:00:5e:10:00:01');
});

test.each([
  { say: 'five bytes', given: '02:00:5e:10:00', fix: FIX },
  { say: 'seven bytes', given: '02:00:5e:10:00:01:02', fix: FIX },
  { say: 'eight bytes', given: '02:00:5e:10:00:01:02:03', fix: FIX },
  { say: 'a letter beyond f', given: '02:00:5e:10:00:0g', fix: FIX },
  { say: 'two separators', given: '02:00:5e-10-00-01', fix: FIX },
  { say: 'digits without a zero before them', given: '2:0:5e:10:0:1', fix: FIX },
  { say: 'blanks', given: ' 02:00:5e:10:00:01', fix: FIX },
  { say: 'an empty text', given: '', fix: FIX },
  { say: 'zero', given: '00:00:00:00:00:00', fix: 'use an address that is not zero' },
  { say: 'a group', given: '01:00:5e:00:00:01', fix: 'use a unicast address: the first byte must be even' },
  { say: 'all hosts', given: 'ff:ff:ff:ff:ff:ff', fix: 'use a unicast address' },
])('refuses $say', ({ given, fix }) => {
  expect(() => macAddress('macAddress', given)).toThrow(`macAddress: ${JSON.stringify(given)} is not valid; ${fix}`);
});

test.each([undefined, null, 2199023255552, {}, []])('%j is none', (given) => {
  expect(readMac(given)).toBeUndefined();
});

const anyBytes = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map((bytes) => [...bytes].map((b) => b.toString(16).padStart(2, '0')));

test('any spelling gives the same', () => {
  fc.assert(
    fc.property(anyBytes, fc.boolean(), (bytes, upper) => {
      const spellings = [
        bytes.join(':'),
        bytes.join('-'),
        bytes.join(''),
        bytes.join('').replace(/(....)(?=.)/g, '$1.'),
      ];
      const read = spellings.map((text) => readMac(upper ? text.toUpperCase() : text));
      expect(read).toEqual(spellings.map(() => bytes.join(':')));
    }),
    { numRuns: 1000 },
  );
});

describe('a derived MAC', () => {
  test('is the hash of namespace, VM and network', () => {
    expect(derivedMac('vms', 'web-01', 'mgmt')).toBe(derivedMac('vms', 'web-01', 'mgmt'));
    // printf vms/web-01/mgmt | sha256sum
    expect(derivedMac('vms', 'web-01', 'mgmt')).toBe('02:c8:5e:e5:03:53');
  });

  test.each([
    { say: 'another namespace', other: derivedMac('prod', 'web-01', 'mgmt') },
    { say: 'no namespace', other: derivedMac(undefined, 'web-01', 'mgmt') },
    { say: 'another VM', other: derivedMac('vms', 'web-02', 'mgmt') },
    { say: 'another network', other: derivedMac('vms', 'web-01', 'data') },
    { say: 'salt', other: derivedMac('vms', 'web-01', 'mgmt', 'west') },
  ])('is another one with $say', ({ other }) => {
    expect(other).not.toBe(derivedMac('vms', 'web-01', 'mgmt'));
  });

  test('takes an unknown namespace for an empty one', () => {
    expect(derivedMac(undefined, 'web-01', 'mgmt')).toBe(derivedMac('', 'web-01', 'mgmt'));
  });

  test('is locally administered, unicast, and in the spelling of all others', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.option(fc.string(), { nil: undefined }), (...names) => {
        const mac = derivedMac(...names);
        expect(mac).toMatch(/^02(:[0-9a-f]{2}){5}$/);
        expect(macAddress('macAddress', mac)).toBe(mac);
      }),
    );
  });

  test('does not repeat in a fleet of 20,000 NICs', () => {
    const macs = new Set<string>();
    for (let i = 0; i < 20_000; i++) macs.add(derivedMac('vms', `vm-${i >> 2}`, `net-${i & 3}`));
    expect(macs.size).toBe(20_000);
  });
});
