import { describe, expect, test } from 'vitest';
import { readDocuments } from '../../src/yaml';

const values = (text: string) =>
  [...readDocuments(text)].map((item) => ('fault' in item ? item.fault.rule : item.value));

describe('a scalar without quotes, as go-yaml reads it', () => {
  const given: readonly (readonly [string, unknown])[] = [
    ['yes', true],
    ['On', true],
    ['y', true],
    ['N', false],
    ['off', false],
    ['yEs', 'yEs'],
    ['null', null],
    ['~', null],
    ['0640', 416],
    ['0o17', 15],
    ['08', 8],
    ['0x1F', 31],
    ['-0b11', -3],
    ['+5', 5],
    ['-0', 0],
    ['1_000', 1000],
    ['1e3', 1000],
    ['1.', 1],
    ['.5', 0.5],
    ['._5', '._5'],
    ['1e999', '1e999'],
    ['0x', '0x'],
    ['-', undefined],
    ['12:30', '12:30'],
    ['52:54:00:12:34:56', '52:54:00:12:34:56'],
    ['2020-01-01', '2020-01-01'],
    ['10Gi', '10Gi'],
    ['.inf', Number.POSITIVE_INFINITY],
  ];
  test.each(given.filter(([, value]) => value !== undefined))('%s is %s', (text, value) => {
    // Read by the quick reader, and by the whole one.
    expect(values(`a: ${text}\n`)).toEqual([{ a: value }]);
    expect(values(`a: ${text}\nb: []  \nc: [1]\n`)).toEqual([{ a: value, b: [], c: [1] }]);
  });

  test('keys are texts', () => {
    expect(values('on: 1\n1: 2\n')).toEqual([{ true: 1, 1: 2 }]);
  });

  test('tags are taken at their word', () => {
    expect(values('a: !!str 5\nb: !!int "5"\nc: !own x\nd: !!timestamp 2020-01-01\n')).toEqual([
      { a: '5', b: 5, c: 'x', d: '2020-01-01' },
    ]);
  });
});

describe('texts of several rows', () => {
  test.each([
    { say: 'a literal', text: 'a: |\n  x\n   y\n\n  z\n\n', value: 'x\n y\n\nz\n' },
    { say: 'a literal without its end', text: 'a: |-\n  x\n\n', value: 'x' },
    { say: 'a literal with all of its end', text: 'a: |+\n  x\n\n', value: 'x\n\n' },
    { say: 'a folded text', text: 'a: >\n  x\n  y\n', value: 'x y\n' },
    { say: 'plain', text: 'a: x\n  y\n\n  z\n', value: 'x y\nz' },
    { say: 'single quotes', text: "a: 'x ''\n  y'\n", value: "x ' y" },
    { say: 'double quotes', text: 'a: "x\\n\n\n  y"\n', value: 'x\n\ny' },
    { say: 'double quotes with an escaped row end', text: 'a: "x\\\n  y"\n', value: 'xy' },
  ])('$say', ({ text, value }) => {
    expect(values(text)).toEqual([{ a: value }]);
  });
});

describe('brackets over several rows, anywhere to the left', () => {
  test.each([
    { text: 'a: {\n"b": 1\n}\n', value: { a: { b: 1 } } },
    { text: 's:\n  a: [\n  x,\n z\n]\nb: 1\n', value: { s: { a: ['x', 'z'] }, b: 1 } },
    { text: 's:\n  a: {\n    x: 1,\n  z: 2 }\n', value: { s: { a: { x: 1, z: 2 } } } },
    { text: '- [a,\nb]\n', value: [['a', 'b']] },
  ])('$text', ({ text, value }) => {
    expect(values(text)).toEqual([value]);
  });

  test('a bracket that never closes is told where it is missed', () => {
    expect([...readDocuments('a: [b,\nc: 1\nd: 2\n')]).toMatchObject([{ fault: { rule: 'yaml-syntax' }, line: 2 }]);
  });
});

test('blanks without a row end are no row', () => {
  expect(values('a: |+\n  x\n\n  ')).toEqual([{ a: 'x\n\n' }]);
});

describe('the documents of a text', () => {
  test.each<{ text: string; expected: readonly unknown[] }>([
    { text: 'a: 1\n---\nb: 2\n', expected: [{ a: 1 }, { b: 2 }] },
    { text: '---\n---\n# c\n---\nb: 2', expected: [{ b: 2 }] },
    { text: 'a: 1\n...\n# end\n', expected: [{ a: 1 }] },
    { text: 'a: 1\n...\nb: 2\n', expected: [{ a: 1 }, { b: 2 }] },
    { text: '--- {a: 1}\n--- # c\nb: 2\n', expected: [{ a: 1 }, { b: 2 }] },
    { text: '%YAML 1.2\n---\na: 1\n', expected: [{ a: 1 }] },
    { text: '%YAML 1.2\n', expected: [] },
    { text: 'a: 1\n---b: 2\n', expected: [{ a: 1, '---b': 2 }] },
    { text: '{"a": 1}\n{"b": 2}', expected: [{ a: 1 }, { b: 2 }] },
    { text: '---\n{"a": 1}\n---\n{"b": 2}\n', expected: [{ a: 1 }, { b: 2 }] },
    { text: '{"a": "}\\n{"}', expected: [{ a: '}\n{' }] },
    { text: '{"": {"b": 1, "c": [{"": 2}]}}', expected: [{ '': { b: 1, c: [{ '': 2 }] } }] },
    { text: 'null\n---\na: 1', expected: [{ a: 1 }] },
    { text: 'kind: List\nitems: [{a: 1}, {kind: List, items: [{b: 2}]}]', expected: [{ a: 1 }, { b: 2 }] },
    {
      text: 'apiVersion: v1\nkind: SecretList\nitems:\n- a: 1\n- 3\n',
      expected: [{ apiVersion: 'v1', kind: 'Secret', a: 1 }, 3],
    },
  ])('$text', ({ text, expected }) => {
    expect(values(text)).toEqual(expected);
  });

  test.each(['- # c\n\n  b: 2\n- c\n', 'x: &x 1\nl:\n- # c\n\n  b: 2\n- c\n'])(
    'items begin where their content does: %j',
    (text) => {
      const [item] = readDocuments(text);
      if (item === undefined || 'fault' in item) throw new Error('unread');
      const [list, first] = text.startsWith('-') ? ['', 3] : ['l', 5];
      const line = item.lines();
      expect([`${list}[0]`, `${list}[0].b`, `${list}[1]`].map((field) => line(field))).toEqual([
        first,
        first,
        first + 1,
      ]);
    },
  );

  test('lines of what is not there are those of what is above it', () => {
    const [item] = readDocuments('# c\na:\n  "x.y/z": 1\n  list:\n    - b: 2\n');
    if (item === undefined || 'fault' in item) throw new Error('unread');
    const line = item.lines();
    expect(['', 'a', 'a["x.y/z"]', 'a.x.y/z', 'a.list[0].b', 'a.list[3]', 'a.none.more', 'none'].map(line)).toEqual([
      2, 2, 3, 3, 5, 4, 2, 2,
    ]);
  });
});
