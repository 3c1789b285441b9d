import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/yaml';

describe('what a text says in YAML 1.1', () => {
  test.each([
    { text: 'a: yes', value: { a: true } },
    { text: 'a: off', value: { a: false } },
    { text: 'a: 0644', value: { a: 420 } },
    { text: 'a: 1_000', value: { a: 1000 } },
    { text: 'a: 12:30', value: { a: 750 } },
    { text: 'a: 52:54:00:12:34:56', value: { a: 41135085296 } },
    { text: 'a: "52:54:00:12:34:56"', value: { a: '52:54:00:12:34:56' } },
    { text: 'a: 2020-01-01', value: { a: '2020-01-01' } },
    { text: 'a: 2020-01-01T10:00:00Z', value: { a: '2020-01-01T10:00:00Z' } },
    { text: 'a: e0', value: { a: 'e0' } },
    { text: 'e1: a', value: { e1: 'a' } },
    { text: 'a: &x {b: 1}\nc: {<<: *x}', value: { a: { b: 1 }, c: { b: 1 } } },
    { text: '', value: null },
    { text: '# nothing', value: null },
    { text: '---\na: 1\n...\n', value: { a: 1 } },
  ])('$text', ({ text, value }) => {
    expect(parseYaml(text)).toEqual({ value });
  });
});

describe('a fault names its place and no word of the text', () => {
  test.each([
    { text: 'a: [secret', fault: 'line 1: the indentation fits nothing above it' },
    { text: 'a: 1\nb: "secret', fault: 'line 2: a quote, a bracket, a comma or a colon is missing' },
    {
      text: 'secret: 1\nsecret: 2',
      fault: 'line 2: a mapping has a key twice: some readers refuse it, others keep one value without a word',
    },
    { text: 'secret: 1\n---\nb: 2', fault: 'line 2: the document is no valid YAML' },
    { text: '\tsecret: 1', fault: 'line 1: a tab indents the line' },
    { text: 'a: @secret', fault: 'line 1: the document is no valid YAML' },
    { text: 'a: *secret', fault: 'an alias without its anchor' },
    { text: 'a: &secret [*secret]', fault: 'an alias to what it stands in' },
    { text: 'a: &secret {b: {c: *secret}}', fault: 'an alias to what it stands in' },
  ])('$text', ({ text, fault }) => {
    expect(parseYaml(text)).toEqual({ fault });
  });
});

test('a bomb of aliases is refused in no time', () => {
  const letters = [...'abcdefghijklmnop'];
  const bomb = letters.map((key, i) => {
    const before = letters[i - 1];
    return `${key}: &${key} [${before === undefined ? 'x' : `*${before}, `.repeat(8)}]`;
  });
  const start = performance.now();
  expect(parseYaml(bomb.join('\n'))).toEqual({ fault: 'too many aliases' });
  expect(performance.now() - start).toBeLessThan(2000);
});
