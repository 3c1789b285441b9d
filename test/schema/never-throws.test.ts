import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectMetaFaults, readCrds, schemaFaults } from '../../src/schema';
import { kinds } from '../../src/schema/crd-table';
import { object, vm } from './support';

const anyValue = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true });

/** Words that schemas know, so that what is made goes deep. */
const word = fc.constantFrom(
  ...['spec', 'template', 'status', 'metadata', 'domain', 'devices', 'disks', 'volumes', 'name', 'cpu', 'memory'],
  ...['guest', 'resources', 'requests', 'networks', 'interfaces', 'containerPath', 'path', 'users', '__proto__'],
);
const tree = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 8 }, anyValue, tie('mapping'), fc.array(tie('value'), { maxLength: 3 })),
  mapping: fc.dictionary(word, tie('value'), { maxKeys: 6 }),
}));

describe('whatever stands in a document', () => {
  test('there is a verdict, and twice the same', () => {
    const kind = fc.constantFrom(...Object.keys(kinds), 'v1 Secret', 'v1 ConfigMap');
    fc.assert(
      fc.property(kind, tree.mapping, (key, fields) => {
        const [apiVersion, name] = key.split(' ');
        const document = { ...(fields as object), apiVersion, kind: name };
        const faults = schemaFaults(document);
        expect(schemaFaults(document)).toEqual(faults);
        for (const fault of faults) expect(Object.values(fault).every((text) => typeof text === 'string')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a VM in whose template one value is exchanged still has one', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), tree.value, (path, value) => {
        const fields = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
        schemaFaults(vm(fields as Record<string, unknown>));
        objectMetaFaults(fields, 'metadata');
      }),
      { numRuns: 500 },
    );
  });

  test('documents that are none have no faults', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(schemaFaults(value)).toEqual([]);
      }),
    );
  });

  test('schemas that are none are passed over', () => {
    fc.assert(
      fc.property(tree.value, anyValue, (schema, value) => {
        const versions = [{ name: 'v1', served: true, schema: { openAPIV3Schema: { properties: { spec: schema } } } }];
        const extra = readCrds([
          { kind: 'CustomResourceDefinition', spec: { group: 'a', names: { kind: 'K' }, versions } },
          value,
        ]);
        schemaFaults(object('a/v1', 'K', { spec: value }), extra);
      }),
    );
  });

  test('depth is no matter', () => {
    const deep = (wrap: (inner: unknown) => unknown) => {
      let value: unknown = { zork: 1 };
      for (let i = 0; i < 5000; i++) value = wrap(value);
      return value;
    };
    const lists = deep((inner) => [inner]);
    const mappings = deep((inner) => ({ a: inner }));
    expect(
      schemaFaults(vm({ networks: lists, volumes: mappings, nodeSelector: { a: mappings } })).length,
    ).toBeGreaterThan(2);
    const schema = deep((inner) => ({ type: 'object', properties: { a: inner } }));
    const versions = [{ name: 'v1', served: true, schema: { openAPIV3Schema: { properties: { spec: schema } } } }];
    const extra = readCrds([
      { kind: 'CustomResourceDefinition', spec: { group: 'a', names: { kind: 'K' }, versions } },
    ]);
    expect(schemaFaults(object('a/v1', 'K', { spec: mappings, b: 1 }), extra)).toHaveLength(1);
  });
});
