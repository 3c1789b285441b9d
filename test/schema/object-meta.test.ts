import { expect, test } from 'vitest';
import { objectMetaFaults } from '../../src/schema';
import { found, object } from './support';

const named = (metadata: unknown) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
const long = (length: number) => 'x'.repeat(length);

test.each([
  { say: 'a subdomain', metadata: { name: 'a.b-c' }, faults: [] },
  { say: '253 characters', metadata: { name: long(253) }, faults: [] },
  { say: '254 characters', metadata: { name: long(254) }, faults: ['object-meta metadata.name'] },
  { say: 'upper case', metadata: { name: 'Web' }, faults: ['object-meta metadata.name'] },
  { say: 'a hyphen at the end', metadata: { name: 'web-' }, faults: ['object-meta metadata.name'] },
  { say: 'a number', metadata: { name: 5 }, faults: ['wrong-type metadata.name'] },
  { say: 'no name', metadata: {}, faults: ['required metadata.name'] },
  { say: 'an empty name', metadata: { name: '' }, faults: ['required metadata.name'] },
  { say: 'no metadata', metadata: undefined, faults: ['required metadata.name'] },
  { say: 'metadata that are a list', metadata: [], faults: ['wrong-type metadata'] },
  { say: 'a name to be made', metadata: { generateName: 'web-' }, faults: [] },
  { say: 'a bad name to be made', metadata: { generateName: 'web_-' }, faults: ['object-meta metadata.generateName'] },
  { say: 'a long name to be made, which is cut', metadata: { generateName: long(253) }, faults: [] },
  {
    say: 'a namespace of 64',
    metadata: { name: 'a', namespace: long(64) },
    faults: ['object-meta metadata.namespace'],
  },

  { say: 'an unknown field', metadata: { name: 'a', label: {} }, faults: ['unknown-field metadata.label'] },
  { say: 'null everywhere', metadata: { name: 'a', labels: { a: null }, creationTimestamp: null }, faults: [] },
  {
    say: 'a label that is true',
    metadata: { name: 'a', labels: { a: true } },
    faults: ['wrong-type metadata.labels.a'],
  },
  { say: 'labels', metadata: { name: 'a', labels: { a: '', 'b.c/d_e': 'F.g_h-1' } }, faults: [] },
  {
    say: 'a key with two slashes',
    metadata: { name: 'a', labels: { 'a/b/c': '' } },
    faults: ['object-meta metadata.labels'],
  },
  { say: 'a value of 63', metadata: { name: 'a', labels: { a: long(63) } }, faults: [] },
  { say: 'a value of 64', metadata: { name: 'a', labels: { a: long(64) } }, faults: ['object-meta metadata.labels'] },
  {
    say: 'a value with a blank',
    metadata: { name: 'a', labels: { a: 'b c' } },
    faults: ['object-meta metadata.labels'],
  },
  { say: 'an annotation in upper case', metadata: { name: 'a', annotations: { 'A.B/C': 'a b' } }, faults: [] },
  {
    say: 'an annotation key with a blank',
    metadata: { name: 'a', annotations: { 'a b': '' } },
    faults: ['object-meta metadata.annotations'],
  },
  { say: 'annotations of 256 KiB', metadata: { name: 'a', annotations: { a: long(262_143) } }, faults: [] },
  {
    say: 'a byte more',
    metadata: { name: 'a', annotations: { a: long(262_144) } },
    faults: ['object-meta metadata.annotations'],
  },
  { say: 'a date', metadata: { name: 'a', creationTimestamp: '2026-02-28T00:00:00Z' }, faults: [] },
  {
    say: 'no date',
    metadata: { name: 'a', creationTimestamp: '2026-02-30T00:00:00Z' },
    faults: ['format metadata.creationTimestamp'],
  },
  {
    say: 'an owner without a uid',
    metadata: { name: 'a', ownerReferences: [{ apiVersion: 'v1', kind: 'K', name: 'n' }] },
    faults: ['object-meta metadata.ownerReferences[0].uid'],
  },
  {
    say: 'two controllers',
    metadata: {
      name: 'a',
      ownerReferences: ['a', 'b'].map((uid) => ({ apiVersion: 'v1', kind: 'K', name: 'n', uid, controller: true })),
    },
    faults: ['object-meta metadata.ownerReferences'],
  },
  { say: 'a finalizer', metadata: { name: 'a', finalizers: ['a.b/c'] }, faults: [] },
  {
    say: 'an empty finalizer',
    metadata: { name: 'a', finalizers: [null] },
    faults: ['object-meta metadata.finalizers'],
  },
])('$say', ({ metadata, faults }) => {
  expect(found(named(metadata))).toEqual(faults);
});

test('a server forgets the namespace of what has none', () => {
  const policy = object('migrations.kubevirt.io/v1alpha1', 'MigrationPolicy', { spec: { selectors: {} } });
  expect(found({ ...policy, metadata: { name: 'a', namespace: 'A B' } })).toEqual([]);
});

test('metadata of a template are judged at their own place, and need no name', () => {
  const faults = objectMetaFaults(
    { label: {}, labels: { 'a b': 'c' }, annotations: { a: 1 } },
    'spec.template.metadata',
  );
  expect(faults.map(({ rule, field }) => `${rule} ${field}`)).toEqual([
    'unknown-field spec.template.metadata.label',
    'wrong-type spec.template.metadata.annotations.a',
    'object-meta spec.template.metadata.labels',
  ]);
  expect(objectMetaFaults(undefined, 'x')).toEqual([]);
  expect(objectMetaFaults(null, 'x')).toEqual([]);
});
