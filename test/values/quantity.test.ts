import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteSize } from '../../src/values';

test.each([
  { given: '4Gi', canonical: '4Gi' },
  { given: '1.5Gi', canonical: '1536Mi' },
  { given: '1024Mi', canonical: '1Gi' },
  { given: '0.5Gi', canonical: '512Mi' },
  { given: '.5Gi', canonical: '512Mi' },
  { given: '4.Gi', canonical: '4Gi' },
  { given: '004Gi', canonical: '4Gi' },
  { given: '1Mi', canonical: '1Mi' },
  { given: '1048576', canonical: '1048576' },
  { given: '2000000k', canonical: '2G' },
  { given: '1.5G', canonical: '1500M' },
  { given: '1073741824', canonical: '1073741824' },
  { given: '4e9', canonical: '4e9' },
  { given: '4E9', canonical: '4e9' },
  { given: '4000e6', canonical: '4e9' },
  { given: '1e10', canonical: '10e9' },
  { given: '1048576001e-3', canonical: undefined },
  { given: '2048000000m', canonical: '2048k' },
  { given: '1E', canonical: '1E' },
  { given: '7Ei', canonical: '7Ei' },
  { given: '9223372036854775807', canonical: '9223372036854775807' },
])('$given is $canonical', ({ given, canonical }) => {
  if (canonical === undefined) expect(() => byteSize('size', given)).toThrow('use whole bytes');
  else expect(byteSize('size', given)).toBe(canonical);
});

test.each([
  { say: 'a unit that is none', given: '4GB', fix: "use a quantity such as '4Gi'" },
  { say: 'a unit in small letters', given: '4gi', fix: "use a quantity such as '4Gi'" },
  { say: 'a blank', given: '4 Gi', fix: "use a quantity such as '4Gi'" },
  { say: 'a sign', given: '-4Gi', fix: "use a quantity such as '4Gi'" },
  { say: 'an empty text', given: '', fix: "use a quantity such as '4Gi'" },
  { say: 'a unit alone', given: 'Gi', fix: "use a quantity such as '4Gi'" },
  { say: 'a dot alone', given: '.', fix: "use a quantity such as '4Gi'" },
  { say: 'two dots', given: '1.2.3Gi', fix: "use a quantity such as '4Gi'" },
  { say: 'hex', given: '0x10', fix: "use a quantity such as '4Gi'" },
  { say: 'parts of a byte', given: '1048576.5', fix: 'use whole bytes' },
  { say: 'no unit, as if it were gibibytes', given: '4', fix: "use at least 1Mi and name the unit, such as '4Gi'" },
  { say: 'one byte less than 1Mi', given: '1048575', fix: 'use at least 1Mi' },
  { say: 'zero', given: '0', fix: 'use at least 1Mi' },
  { say: '8Ei', given: '8Ei', fix: 'use less than 8Ei' },
  { say: 'more than anybody has', given: '1e999', fix: 'use less than 8Ei' },
])('refuses $say', ({ given, fix }) => {
  expect(() => byteSize('size', given)).toThrow(`size: ${JSON.stringify(given)} is not valid; ${fix}`);
});

test.each([4, null, undefined, {}])('refuses %j, which is no text', (given) => {
  expect(() => byteSize('size', given as never)).toThrow('size: ');
});

const UNITS: Record<string, bigint> = {
  '': 1n,
  k: 10n ** 3n,
  M: 10n ** 6n,
  G: 10n ** 9n,
  T: 10n ** 12n,
  P: 10n ** 15n,
  E: 10n ** 18n,
  Ki: 2n ** 10n,
  Mi: 2n ** 20n,
  Gi: 2n ** 30n,
  Ti: 2n ** 40n,
  Pi: 2n ** 50n,
  Ei: 2n ** 60n,
};

/** The number of bytes, by a second way to read it. */
function bytes(canonical: string): bigint {
  const [, digits = '', unit = ''] = /^(\d+)(\D\w*)?$/.exec(canonical) ?? [];
  const power = /^e(\d+)$/.exec(unit)?.[1];
  return BigInt(digits) * (power === undefined ? (UNITS[unit] ?? 0n) : 10n ** BigInt(power));
}

const anyQuantity = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 7n }), fc.constantFrom(...Object.keys(UNITS), 'e6', 'E7', 'e+9'))
  .map(([number, unit]) => {
    const power = /^[eE]\+?(\d+)$/.exec(unit)?.[1];
    return {
      text: `${number}${unit}`,
      size: number * (power === undefined ? (UNITS[unit] ?? 0n) : 10n ** BigInt(power)),
    };
  })
  .filter(({ size }) => size >= 2n ** 20n && size < 2n ** 63n);

test('the canonical form keeps the number of bytes', () => {
  fc.assert(
    fc.property(anyQuantity, ({ text, size }) => {
      expect(bytes(byteSize('size', text))).toBe(size);
    }),
    { numRuns: 1000 },
  );
});

test('the canonical form is its own canonical form', () => {
  fc.assert(
    fc.property(anyQuantity, ({ text }) => {
      const canonical = byteSize('size', text);
      expect(byteSize('size', canonical)).toBe(canonical);
    }),
    { numRuns: 1000 },
  );
});

test('a fraction keeps the number of bytes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4096 }), fc.constantFrom(25, 5, 75), (whole, part) => {
      const hundredths = BigInt(whole) * 100n + BigInt(part === 5 ? 50 : part);
      expect(bytes(byteSize('size', `${whole}.${part}Gi`))).toBe((hundredths * 2n ** 30n) / 100n);
    }),
  );
});
