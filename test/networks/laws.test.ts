import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NetworkType } from '../../src/model';
import { networkKinds, networkTypes, readWire } from '../../src/networks';
import { anyWire, anyWireOf } from './arbitraries';

test('every type of the enum has its kind', () => {
  expect(networkTypes).toEqual(Object.values(NetworkType));
  expect(Object.keys(networkKinds).sort()).toEqual([...networkTypes].sort());
});

describe.each(networkTypes)('%s', (type) => {
  const kind = networkKinds[type];

  test('reading a CNI config gives back the wire that it was written from', () => {
    fc.assert(
      fc.property(anyWireOf(type), (wire) => {
        const cni = JSON.parse(JSON.stringify(kind.render(wire)));
        expect(kind.read(cni, kind.resourceName(wire))).toEqual(wire);
      }),
      { numRuns: 1000 },
    );
  });

  test('no other type reads it', () => {
    fc.assert(
      fc.property(anyWireOf(type), (wire) => {
        const readers = networkTypes.filter((other) => networkKinds[other].read(kind.render(wire)) !== undefined);
        expect(readers).toEqual([type]);
      }),
    );
  });

  test('the keys that every network has are not its own', () => {
    fc.assert(
      fc.property(anyWireOf(type), (wire) => {
        const common = ['cniVersion', 'name', 'ipam', 'dns', 'isGateway', 'ipMasq', 'plugins'];
        expect(Object.keys(kind.render(wire)).filter((key) => common.includes(key))).toEqual([]);
      }),
    );
  });

  test('numbers are whole, and nothing is null or empty', () => {
    fc.assert(
      fc.property(anyWireOf(type), (wire) => {
        for (const value of Object.values(kind.render(wire))) {
          expect(value === null || value === '' || (Array.isArray(value) && value.length === 0)).toBe(false);
          if (typeof value === 'number') expect(Number.isInteger(value)).toBe(true);
        }
      }),
    );
  });

  test('no key can be both used and refused', () => {
    expect(kind.keys.filter((key) => (kind.refuses as readonly string[]).includes(key))).toEqual([]);
  });
});

test('two types never share a segment', () => {
  fc.assert(
    fc.property(anyWire, anyWire, (one, other) => {
      fc.pre(one.type !== other.type);
      expect(networkKinds[one.type].segment(one)).not.toBe(networkKinds[other.type].segment(other));
    }),
  );
});

test('a wire that was read is on the segment of the one that was written', () => {
  fc.assert(
    fc.property(anyWire, (wire) => {
      const kind = networkKinds[wire.type];
      const read = readWire(kind.render(wire), kind.resourceName(wire));
      expect(read && kind.segment(read)).toBe(kind.segment(wire));
    }),
  );
});

test('a config of a type that we do not know says no wire, whatever it holds', () => {
  const known = ['bridge', 'cnv-bridge', 'macvlan', 'sriov', 'ovs'];
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (cni) => {
      fc.pre(!known.includes(String(cni.type)));
      expect(readWire(cni)).toBeUndefined();
    }),
  );
});
