import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACKNOWLEDGE, readAcknowledgements, renderAcknowledgements } from '../../src/findings';
import { labelKey } from '../../src/values';

test('the annotation has a key that Kubernetes takes', () => {
  expect(labelKey('annotation', ACKNOWLEDGE)).toBe('cdk8s-wukong/acknowledge');
});

test('rules stand in their order, whichever came first', () => {
  const reasons = new Map([
    ['ovs-all-vlans', 'a router'],
    ['duplicate-mac', 'a cluster of two'],
  ]);
  expect(renderAcknowledgements(reasons)).toBe('{"duplicate-mac":"a cluster of two","ovs-all-vlans":"a router"}');
});

describe('a text that is no map of reasons gives none', () => {
  test.each([undefined, null, 7, {}, '', 'null', '[]', '"a"', '7', '{', 'duplicate-mac: a'])('%j', (annotation) => {
    expect([...readAcknowledgements(annotation)]).toEqual([]);
  });
});

test.each([
  { annotation: '{"a": "b", "c": 1, "d": null, "e": ["f"], "g": ""}', reasons: [['a', 'b']] },
  { annotation: '{"a": " \\n", "b": " c "}', reasons: [['b', ' c ']] },
])('only reasons that say something count: $annotation', ({ annotation, reasons }) => {
  expect([...readAcknowledgements(annotation)]).toEqual(reasons);
});

test('reading gives back what was rendered', () => {
  const anyReasons = fc.dictionary(
    fc.string(),
    fc.string().filter((reason) => reason.trim() !== ''),
  );
  fc.assert(
    fc.property(anyReasons, (reasons) => {
      const map = new Map(Object.entries(reasons));
      expect(readAcknowledgements(renderAcknowledgements(map))).toEqual(map);
    }),
  );
});
