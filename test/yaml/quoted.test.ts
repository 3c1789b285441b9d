import { describe, expect, test } from 'vitest';
import { readDocuments } from '../../src/yaml';

function readOne(text: string): unknown {
  const [item] = readDocuments(text);
  return item !== undefined && 'value' in item ? item.value : item;
}

describe('a quoted text whose rows are not indented below its key', () => {
  test.each([
    {
      say: 'JSON in single quotes',
      text: 'spec:\n  config: \'{\n    "a": 1\n  }\'\n',
      value: { spec: { config: '{ "a": 1 }' } },
    },
    { say: 'with a quote in it', text: "a: 'it''s\nhere'\nb: 1\n", value: { a: "it's here", b: 1 } },
    { say: 'in double quotes', text: 'a: "one \\"\ntwo"\nb: 1\n', value: { a: 'one " two', b: 1 } },
    { say: 'in a list', text: "- a: 'x\n  y'\n- b\n", value: [{ a: 'x y' }, 'b'] },
    { say: 'with an empty row', text: "a: 'x\n\ny'\n", value: { a: 'x\ny' } },
  ])('is read as kubectl reads it: $say', ({ text, value }) => {
    expect(readOne(text)).toEqual(value);
  });

  test('keeps the lines of what comes after it', () => {
    const [item] = readDocuments('spec:\n  config: \'{\n    "a": 1\n  }\'\nlast: 1\n');
    expect(item !== undefined && 'lines' in item ? item.lines()('last') : undefined).toBe(5);
  });

  test('that never ends stays a fault', () => {
    expect(readOne("a: 'x\ny\n")).toMatchObject({ fault: { rule: 'yaml-syntax' } });
  });
});
