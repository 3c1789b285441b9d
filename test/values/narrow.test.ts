import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  at,
  compact,
  data,
  flag,
  hash,
  ifTrue,
  invalid,
  invalidSecret,
  list,
  member,
  shown,
  text,
  texts,
  unlessEmpty,
  whole,
} from '../../src/values';

describe('what has another type counts as absent', () => {
  const narrowers = { data, list, text, texts, whole, flag, ifTrue };
  const values = [undefined, null, '', 'a', 0, 1, 1.5, 2 ** 53, Number.NaN, true, false, [], ['a', 1], {}, { a: 1 }];

  test.each<{ by: keyof typeof narrowers; expected: unknown[] }>([
    { by: 'data', expected: [...Array(13).fill(undefined), {}, { a: 1 }] },
    { by: 'list', expected: [...Array(11).fill([]), [], ['a', 1], [], []] },
    { by: 'text', expected: [undefined, undefined, '', 'a', ...Array(11).fill(undefined)] },
    { by: 'texts', expected: [...Array(11).fill([]), [], ['a'], [], []] },
    { by: 'whole', expected: [...Array(4).fill(undefined), 0, 1, ...Array(9).fill(undefined)] },
    { by: 'flag', expected: [...Array(9).fill(undefined), true, false, ...Array(4).fill(undefined)] },
    { by: 'ifTrue', expected: [...Array(9).fill(undefined), true, ...Array(5).fill(undefined)] },
  ])('$by', ({ by, expected }) => {
    expect(values.map((value) => narrowers[by](value))).toEqual(expected);
  });
});

describe('at', () => {
  test.each([
    { say: 'the end of the path', value: { a: { b: 1 } }, path: ['a', 'b'], found: 1 },
    { say: 'the whole', value: 1, path: [], found: 1 },
    { say: 'a path that ends early', value: { a: 1 }, path: ['a', 'b'], found: undefined },
    { say: 'null', value: null, path: ['a'], found: undefined },
    { say: 'a list, which has no keys', value: { a: ['b'] }, path: ['a', '0'], found: undefined },
    { say: 'a text, which has no keys', value: { a: 'b' }, path: ['a', 'length'], found: undefined },
  ])('$say', ({ value, path, found }) => {
    expect(at(value, ...path)).toBe(found);
  });
});

test('compact takes undefined away and nothing else', () => {
  expect(Object.entries(compact({ a: undefined, b: null, c: 0, d: '', e: [] }))).toEqual([
    ['b', null],
    ['c', 0],
    ['d', ''],
    ['e', []],
  ]);
});

test.each([
  { value: [], kept: false },
  { value: {}, kept: false },
  { value: [undefined], kept: true },
  { value: { a: undefined }, kept: true },
])('unlessEmpty $value', ({ value, kept }) => {
  expect(unlessEmpty(value)).toBe(kept ? value : undefined);
});

describe('an error', () => {
  test('says where, what, and what to write instead', () => {
    expect(invalid('web/vm: networks[1].vlanId', 5000, 'use a whole number').message).toBe(
      'web/vm: networks[1].vlanId: 5000 is not valid; use a whole number',
    );
  });

  test('does not show a secret', () => {
    expect(invalidSecret('passwordHash', 'use a hash').message).toBe('passwordHash: "***" is not valid; use a hash');
  });

  test.each([
    { value: 'a "b"', text: '"a \\"b\\""' },
    { value: 'a\nb', text: '"a\\nb"' },
    { value: Number.NaN, text: 'NaN' },
    { value: Number.POSITIVE_INFINITY, text: 'Infinity' },
    { value: -0, text: '0' },
    { value: undefined, text: 'undefined' },
    { value: null, text: 'null' },
    { value: { a: [1] }, text: '{"a":[1]}' },
  ])('shows $text', ({ value, text: expected }) => {
    expect(shown(value)).toBe(expected);
  });

  test.each([
    { say: 'a circle', value: circle() },
    { say: 'a BigInt', value: 1n },
    { say: 'a function', value: () => 1 },
    { say: 'a symbol', value: Symbol('x') },
    { say: 'an object without a text', value: Object.create(null) },
    { say: 'an object whose text is none', value: { toString: 1, toJSON: () => undefined } },
  ])('shows $say without failing', ({ value }) => {
    expect(typeof shown(value)).toBe('string');
  });

  test('is never more than a line', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(shown(value)).not.toContain('\n');
        expect(shown(value).length).toBeLessThan(1500);
      }),
    );
  });
});

test('a member of an enum, or an error that lists them', () => {
  enum Colour {
    RED = 'red',
    BLUE = 'blue',
  }
  expect(member('colour', Colour.RED, Colour)).toBe('red');
  expect(() => member('colour', 'RED' as Colour, Colour)).toThrow('colour: "RED" is not valid; use one of red, blue');
  expect(() => member('colour', 'toString' as Colour, Colour)).toThrow('colour: "toString"');
});

test('the hash is that of the UTF-8 text', () => {
  // printf é | sha256sum
  expect(hash('é', 5)).toBe('4a99557e40');
  expect(hash('', 2)).toBe('e3b0');
});

function circle(): object {
  const value: { self?: object } = {};
  value.self = value;
  return value;
}
