import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NetworkType } from '../../src/model';
import { networkKinds } from '../../src/networks';

const { bridge } = networkKinds;

// Both types that have trunks share them: seen here through the bridge.
const resolve = (trunk: unknown) =>
  bridge.resolve('networks[0].', { bridgeName: 'br1', trunk: trunk as string[] }, 'lan').trunk;
const render = (trunk: readonly { from: number; to: number }[]) =>
  bridge.render({ type: NetworkType.BRIDGE, trunk }).vlanTrunk;
const read = (vlanTrunk: unknown) => bridge.read({ type: 'bridge', vlanTrunk })?.trunk;

test.each<{ say: string; trunk: string[]; cni: object[] }>([
  { say: 'one VLAN', trunk: ['10'], cni: [{ id: 10 }] },
  { say: 'a range', trunk: ['20-30'], cni: [{ minID: 20, maxID: 30 }] },
  { say: 'a range of one', trunk: ['20-20'], cni: [{ id: 20 }] },
  { say: 'all VLANs', trunk: ['1-4094'], cni: [{ minID: 1, maxID: 4094 }] },
  { say: 'the ends', trunk: ['4094', '1'], cni: [{ id: 1 }, { id: 4094 }] },
  { say: 'neighbours', trunk: ['11', '10', '12-13'], cni: [{ id: 10 }, { id: 11 }, { minID: 12, maxID: 13 }] },
])('$say', ({ trunk, cni }) => {
  const ranges = resolve(trunk) ?? [];
  expect(render(ranges)).toEqual(cni);
  expect(read(cni)).toEqual(ranges);
});

test.each<{ say: string; trunk: unknown; message: string }>([
  { say: 'an empty list', trunk: [], message: 'trunk: [] is not valid; list at least one VLAN' },
  { say: 'no list', trunk: '10', message: 'trunk: "10" is not valid; list at least one VLAN' },
  { say: 'null', trunk: null, message: 'trunk: null is not valid' },
  { say: 'VLAN 0', trunk: ['0'], message: 'trunk[0]: "0" is not valid; use a VLAN id from 1 to 4094' },
  { say: 'VLAN 4095', trunk: ['10', '4095'], message: 'trunk[1]: "4095" is not valid' },
  { say: 'a range beyond 4094', trunk: ['4000-4095'], message: 'trunk[0]: "4000-4095" is not valid' },
  { say: 'a range from 0', trunk: ['0-5'], message: 'trunk[0]: "0-5" is not valid' },
  { say: 'a falling range', trunk: ['30-20'], message: 'trunk[0]: "30-20" is not valid' },
  { say: 'half a range', trunk: ['20-'], message: 'trunk[0]: "20-" is not valid' },
  { say: 'a list in a text', trunk: ['10,20'], message: 'trunk[0]: "10,20" is not valid' },
  { say: 'a blank', trunk: [' 10'], message: 'trunk[0]: " 10" is not valid' },
  { say: 'an empty text', trunk: [''], message: 'trunk[0]: "" is not valid' },
  { say: 'a number', trunk: [10], message: 'trunk[0]: 10 is not valid' },
  { say: 'a sign', trunk: ['-10'], message: 'trunk[0]: "-10" is not valid' },
  { say: 'a leading zero', trunk: ['010'], message: 'trunk[0]: "010" is not valid' },
  {
    say: 'a VLAN twice',
    trunk: ['10', '10'],
    message: 'trunk[1]: "10" is not valid; name each VLAN once: it overlaps \'10\'',
  },
  { say: 'a VLAN in a range', trunk: ['20-30', '25'], message: 'trunk[1]: "25" is not valid; name each VLAN once' },
  { say: 'two ranges that meet', trunk: ['20-30', '10-20'], message: 'trunk[0]: "20-30" is not valid' },
])('refuses $say', ({ trunk, message }) => {
  expect(() => resolve(trunk)).toThrow(`networks[0].${message}`);
});

test.each<{ say: string; cni: unknown; ranges: unknown }>([
  { say: 'no list is none', cni: { id: 10 }, ranges: undefined },
  { say: 'an empty list is none', cni: [], ranges: undefined },
  {
    say: 'what is half said is passed over',
    cni: [{ minID: 10 }, {}, 7, null, { id: 5 }],
    ranges: [{ from: 5, to: 5 }],
  },
])('reading: $say', ({ cni, ranges }) => {
  expect(read(cni)).toEqual(ranges);
});

test('the order in which VLANs are written makes no difference', () => {
  const edges = fc.uniqueArray(fc.integer({ min: 1, max: 4094 }), { minLength: 2, maxLength: 12 });
  const shuffledRanges = edges
    .map((ids) => {
      const sorted = [...ids].sort((a, b) => a - b);
      return sorted.flatMap((from, i) => (i % 2 === 0 ? [`${from}-${sorted[i + 1] ?? from}`] : []));
    })
    .chain((ranges) =>
      fc.tuple(
        fc.constant(ranges),
        fc.shuffledSubarray(ranges, { minLength: ranges.length, maxLength: ranges.length }),
      ),
    );
  fc.assert(
    fc.property(shuffledRanges, ([ranges, shuffled]) => {
      expect(resolve(shuffled)).toEqual(resolve(ranges));
      expect(resolve(ranges)).toHaveLength(ranges.length);
    }),
  );
});
