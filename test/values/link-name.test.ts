import fc from 'fast-check';
import { expect, test } from 'vitest';
import { derivedLinkName, linkName } from '../../src/values';

test.each(['br1', 'a', '1', 'eth0.100', 'br_lan', 'Br-Lan', 'a23456789012345'])('%s is the name of a link', (given) => {
  expect(linkName('bridgeName', given)).toBe(given);
});

test.each(['', 'a234567890123456', '-br1', '.br1', '_br', 'br 1', 'br/1', 'br:1', 'bré', 'br1\n', 7, undefined, null])(
  '%j is none',
  (given) => {
    expect(() => linkName('bridgeName', given as string)).toThrow(
      /^bridgeName: .* is not valid; use at most 15 letters/,
    );
  },
);

test.each(['br-lan', 'br-abcdefghijkl'])('a name that fits stays: %s', (name) => {
  expect(derivedLinkName(name)).toBe(name);
});

test('a longer one is cut, and always in the same way', () => {
  expect(derivedLinkName('br-management-network')).toMatch(/^br-manage-[0-9a-f]{5}$/);
  expect(derivedLinkName('br-management-network')).toBe(derivedLinkName('br-management-network'));
});

const anyName = fc.stringMatching(/^[a-z0-9][-a-z0-9]{0,61}[a-z0-9]$/).map((name) => `br-${name}`);

test('what is derived is the name of a link', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      expect(derivedLinkName(name).length).toBeLessThanOrEqual(15);
      expect(linkName('bridgeName', derivedLinkName(name))).toBe(derivedLinkName(name));
    }),
    { numRuns: 1000 },
  );
});

test('names that differ beyond the cut stay apart', () => {
  const names = Array.from({ length: 200 }, (_, i) => `br-production-network-${i}`);
  expect(new Set(names.map(derivedLinkName)).size).toBe(names.length);
});

test('distinct names stay apart', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyName, { minLength: 2, maxLength: 10 }), (names) => {
      expect(new Set(names.map(derivedLinkName)).size).toBe(names.length);
    }),
  );
});
