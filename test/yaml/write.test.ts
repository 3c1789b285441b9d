import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { parseYaml, writeYaml } from '../../src/yaml';

/** Texts that a reader of YAML, of 1.1 above all, takes for something else, or stumbles over. */
const TEXTS = [
  'yes',
  'no',
  'on',
  'off',
  'y',
  'n',
  'Y',
  'NO',
  'On',
  'true',
  'True',
  'false',
  'null',
  'Null',
  '~',
  '',
  '12:30',
  '190:20:30',
  '52:54:00:12:34:56',
  '1_000',
  '0x1f',
  '0o7',
  '0644',
  '0b101',
  '1e3',
  'e0',
  'E1',
  '1.',
  '.5',
  '+1',
  '-1',
  '.inf',
  '-.Inf',
  '.nan',
  '.NaN',
  '1,000',
  '2020-01-01',
  '2020-01-01T00:00:00Z',
  '2020-01-01 12:00:00',
  '<<',
  '=',
  '!',
  '&a',
  '*a',
  '- a',
  '-',
  '--- a',
  '---',
  '...',
  '# c',
  'a #c',
  'a#c',
  '#cloud-config',
  'a: b',
  'a:',
  ':',
  '? a',
  '?',
  '[a',
  ']',
  '{a',
  '}',
  ',',
  '| a',
  '> a',
  '%x',
  '@x',
  '`x',
  '!a',
  '!!str a',
  "it's",
  "'q'",
  '"q"',
  'end\\',
  '\\n',
  '$6$salt$hash',
  'a, b',
  ' lead',
  'trail ',
  '  ',
  '\t',
  'a\tb',
  '\ta',
  'multi\nline',
  'a\n',
  'a\n\n',
  '\n',
  '\na',
  '\n\n',
  'a\n b',
  ' a\nb',
  'a \nb',
  'a\n\tb',
  '#c\na: b\n',
  'a\r\nb',
  'a\r',
  '\u0000',
  '\u0007',
  '\u001b[0m',
  '\u0085',
  'a\u0085b',
  '\u00a0',
  '\u2028',
  'a\u2028b',
  '\u2029',
  '\ufeff',
  'a\ufeffb',
  '\ufffe',
  '\uffff',
  '\u007f',
  '\u009f',
  'é',
  'ж',
  '中',
  '😀',
  'a\n😀',
  '\ud7ff',
  '\ue000',
  'a'.repeat(200),
  `${'a '.repeat(100)}b`,
  `${'k'.repeat(1030)}`,
  '__proto__',
  'constructor',
  '/',
  '/etc/passwd',
  'a.b/c_d-e',
  'NaN',
  'Infinity',
];

/** The text as a value, as an item, as a key, and deeper. */
const documentOf = (text: string) => ({
  value: text,
  items: [text, [text]],
  keys: new Map<string, unknown>([
    [text, text],
    [`${text}2`, { inner: text }],
  ]),
});
const plainOf = (text: string) => ({
  value: text,
  items: [text, [text]],
  keys: Object.fromEntries<unknown>([
    [text, text],
    [`${text}2`, { inner: text }],
  ]),
});

describe.each(TEXTS.map((text) => ({ shown: JSON.stringify(text).slice(0, 60), text })))('$shown', ({ text }) => {
  const written = writeYaml(documentOf(text));

  test.each(['1.1', '1.2'] as const)('is a text to a reader of YAML %s', (version) => {
    const document = parseDocument(written, { version, merge: true });
    expect([document.errors, document.warnings]).toEqual([[], []]);
    expect(document.toJS()).toEqual(plainOf(text));
  });

  test('is a text to our own reader', () => {
    expect(parseYaml(written)).toEqual({ value: plainOf(text) });
  });

  test('is written without control characters and line separators', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
    expect(written).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]*$/);
  });
});

describe('PyYAML, which reads cloud-init data inside the guest,', () => {
  const python = ['/usr/bin/python3', 'python3'].find((path) => spawnSync(path, ['-c', 'import yaml']).status === 0);
  const skipped = python === undefined && process.env.CI === undefined;
  if (skipped)
    process.stderr.write('test/yaml/write: no PyYAML found (python3 with the module yaml), its test is skipped\n');

  test.skipIf(skipped)('reads every text as it was', () => {
    if (python === undefined) throw new Error('no PyYAML found: install python3-yaml');
    const documents = TEXTS.map((text) => writeYaml(documentOf(text)));
    expect(readByPython(python, documents)).toEqual(TEXTS.map(plainOf));
  });

  test.skipIf(skipped)('reads any text as it was', () => {
    if (python === undefined) throw new Error('no PyYAML found: install python3-yaml');
    const texts = fc.sample(anyText, { numRuns: 1000, seed: 7 });
    const documents = texts.map((text) => writeYaml(documentOf(text)));
    expect(readByPython(python, documents)).toEqual(texts.map(plainOf));
  });
});

const SCRIPT = `
import json, sys, yaml
documents = json.load(sys.stdin)
print(json.dumps([yaml.safe_load(text) for text in documents]))
`;

function readByPython(python: string, documents: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(python, ['-c', SCRIPT], {
    input: JSON.stringify(documents),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[-+.:_0-9a-fxoeE~<=#&*!|>'"%@`{}[\], ?\n]{0,8}$/),
  fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,3}$/),
  fc.stringMatching(/^([ -~]{0,5}\n){1,4}[ -~]{0,5}$/),
);

describe('laws', () => {
  test.each(['1.1', '1.2'] as const)('any text is the same to a reader of YAML %s', (version) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parse(writeYaml(documentOf(text)), { version, merge: true })).toEqual(plainOf(text));
      }),
      { numRuns: 500 },
    );
  });

  test('any JSON is the same to our own reader', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value));
        expect(parseYaml(writeYaml(json))).toEqual({ value: json });
      }),
      { numRuns: 500 },
    );
  });
});

describe('the form', () => {
  test.each([
    { say: 'a word stands as it is', value: { a: 'web-01' }, text: 'a: web-01\n' },
    { say: 'a path stands as it is', value: { a: '/bin/bash' }, text: 'a: /bin/bash\n' },
    { say: 'what may mislead is quoted', value: { on: 'yes' }, text: '"on": "yes"\n' },
    { say: 'a MAC is quoted', value: { a: '52:54:00:12:34:56' }, text: 'a: "52:54:00:12:34:56"\n' },
    { say: 'lines stand as lines', value: { a: 'b\nc: d\n' }, text: 'a: |\n  b\n  c: d\n' },
    { say: 'a long line is not broken', value: { a: 'b '.repeat(99) }, text: `a: "${'b '.repeat(99)}"\n` },
    { say: 'numbers, booleans and null', value: { a: 1, b: true, c: null }, text: 'a: 1\nb: true\nc: null\n' },
    {
      say: 'a Map keeps its order',
      value: new Map([
        ['10', 1],
        ['9', 2],
      ]),
      text: '"10": 1\n"9": 2\n',
    },
  ])('$say', ({ value, text }) => {
    expect(writeYaml(value)).toBe(text);
  });

  test('one object in two places is written twice: no anchors', () => {
    const shared = { a: 1 };
    expect(writeYaml({ b: shared, c: shared })).toBe('b:\n  a: 1\nc:\n  a: 1\n');
  });
});
