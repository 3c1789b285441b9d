import { expect, test } from 'vitest';
import { readCrds, schemaFaults } from '../../src/schema';
import { isKnown } from './support';

const spec = {
  type: 'object',
  properties: {
    short: { type: 'string', minLength: 2, maxLength: 3 },
    word: { type: 'string', pattern: '^[a-c]+$' },
    choice: { type: 'string', nullable: true, enum: ['x', null] },
    share: { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 10, multipleOf: 0.5 },
    list: { type: 'array', minItems: 1, items: { type: 'string' } },
    ports: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
      items: {
        type: 'object',
        properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } },
      },
    },
    pairs: { type: 'object', minProperties: 1, additionalProperties: { type: 'integer' } },
    inner: { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    broken: { type: 'string', pattern: '(?<![' },
    nothing: 5,
  },
};
const version = (name: string, served: boolean) => ({
  name,
  served,
  schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
});
const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  spec: {
    group: 'a.org',
    scope: 'Cluster',
    names: { kind: 'Thing' },
    versions: [version('v1', true), version('v0', false)],
  },
};
const extra = readCrds([crd]);
const found = (fields: unknown) =>
  schemaFaults({ apiVersion: 'a.org/v1', kind: 'Thing', metadata: { name: 'a' }, spec: fields }, extra).map(
    ({ rule, field }) => `${rule} ${field}`,
  );

test('served versions are known, in a List too', () => {
  expect([...extra.keys()]).toEqual(['a.org/v1 Thing']);
  expect([...readCrds([{ kind: 'List', items: [crd] }]).keys()]).toEqual(['a.org/v1 Thing']);
  expect(isKnown('a.org/v1', 'Thing', extra)).toBe(true);
  expect(isKnown('kubevirt.io/v1', 'VirtualMachine', extra)).toBe(true);
  expect(isKnown('a.org/v1', 'Thing')).toBe(false);
});

test('a kind that is given goes before our own', () => {
  const own = { ...crd.spec, group: 'kubevirt.io', names: { kind: 'VirtualMachine' } };
  const document = { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', metadata: { name: 'a' }, spec: {} };
  expect(schemaFaults(document)).toHaveLength(1);
  expect(schemaFaults(document, readCrds([{ ...crd, spec: own }]))).toEqual([]);
});

test.each([null, 5, 'x', [], {}, { kind: 'CustomResourceDefinition' }, { kind: 'List', items: 5 }])(
  '%j has none',
  (doc) => {
    expect(readCrds([doc]).size).toBe(0);
  },
);

test.each([
  { fields: { short: 'ab', word: 'abc', choice: 'x', share: 0.5, list: ['a'], pairs: { a: 1 } }, faults: [] },
  { fields: { short: 'a' }, faults: ['text-length spec.short'] },
  { fields: { short: 'äöüß' }, faults: ['text-length spec.short'] },
  { fields: { short: '🙂🙂🙂' }, faults: [] },
  { fields: { word: 'd' }, faults: ['pattern spec.word'] },
  { fields: { choice: 'y' }, faults: ['enum spec.choice'] },
  { fields: { choice: null }, faults: ['enum spec.choice'] },
  { fields: { share: 0 }, faults: ['number-range spec.share'] },
  { fields: { share: 10 }, faults: [] },
  { fields: { share: 10.5 }, faults: ['number-range spec.share'] },
  { fields: { share: 0.3 }, faults: ['number-range spec.share'] },
  { fields: { list: [] }, faults: ['list-min spec.list'] },
  { fields: { ports: [{ port: 1 }, { port: 1, protocol: 'UDP' }] }, faults: [] },
  { fields: { ports: [{ port: 1 }, { protocol: 'TCP', port: 1 }] }, faults: ['list-keys-unique spec.ports[1]'] },
  { fields: { pairs: {} }, faults: ['map-min spec.pairs'] },
  { fields: { pairs: { a: 'x' } }, faults: ['wrong-type spec.pairs.a'] },
  { fields: { inner: { apiVersion: 'v1', kind: 'Pod', metadata: { labels: {} }, spec: {} } }, faults: [] },
  {
    fields: { inner: { apiVersion: 5, metadata: { label: {} } } },
    faults: ['wrong-type spec.inner.apiVersion', 'required spec.inner.kind', 'unknown-field spec.inner.metadata.label'],
  },
  { fields: { inner: { apiVersion: '', kind: 'Pod' } }, faults: ['embedded-object spec.inner.apiVersion'] },
  { fields: { broken: 'x', nothing: { a: 1 } }, faults: [] },
])('$fields', ({ fields, faults }) => {
  expect(found(fields)).toEqual(faults);
});
