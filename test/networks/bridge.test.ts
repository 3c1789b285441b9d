import { describe, expect, test } from 'vitest';
import { type NetworkAttachmentOptions, NetworkType, type Wire } from '../../src/model';
import { networkKinds } from '../../src/networks';

const { bridge } = networkKinds;
const type = NetworkType.BRIDGE;
const wire: Wire = { type, bridgeName: 'br1' };

test.each<{ say: string; given: Partial<Wire>; cni: object }>([
  { say: 'a bridge and nothing else: untagged', given: {}, cni: {} },
  { say: 'a VLAN, without VLAN 1 beside it', given: { vlanId: 100 }, cni: { vlan: 100, preserveDefaultVlan: false } },
  {
    say: 'a trunk of ids and ranges, without VLAN 1 as its native one',
    given: {
      trunk: [
        { from: 10, to: 10 },
        { from: 20, to: 22 },
      ],
    },
    cni: { vlanTrunk: [{ id: 10 }, { minID: 20, maxID: 22 }], preserveDefaultVlan: false },
  },
  {
    say: 'a trunk with a native VLAN',
    given: { vlanId: 5, trunk: [{ from: 10, to: 10 }] },
    cni: { vlan: 5, vlanTrunk: [{ id: 10 }], preserveDefaultVlan: false },
  },
  { say: 'an MTU', given: { mtu: 9000 }, cni: { mtu: 9000 } },
  { say: 'a check of the source MAC', given: { macSpoofCheck: true }, cni: { macspoofchk: true } },
])('$say, in both directions', ({ given, cni }) => {
  const config = { type: 'bridge', bridge: 'br1', ...cni };
  expect(bridge.render({ ...wire, ...given })).toEqual(config);
  expect(bridge.read(config)).toEqual({ ...wire, ...given });
});

test.each<{ say: string; cni: object; read: object }>([
  { say: 'VLAN 0 is none', cni: { vlan: 0 }, read: {} },
  { say: 'a VLAN that is a text is none: the plugin refuses it', cni: { vlan: '100' }, read: {} },
  { say: 'a VLAN of 100.5 is none', cni: { vlan: 100.5 }, read: {} },
  { say: 'an empty trunk is none', cni: { vlanTrunk: [] }, read: {} },
  { say: 'an unknown key says nothing', cni: { vlanId: 100, isGateway: true }, read: {} },
  { say: 'a check of the source MAC that is off is none', cni: { macspoofchk: false }, read: {} },
])('reading: $say', ({ cni, read }) => {
  expect(bridge.read({ type: 'bridge', bridge: 'br1', ...cni })).toEqual({ ...wire, ...read });
});

test('reading: cnv-bridge is the same plugin', () => {
  expect(bridge.read({ type: 'cnv-bridge', bridge: 'br1', vlan: 100 })).toEqual({ ...wire, vlanId: 100 });
});

test('reading: no bridge is no name; the plugin takes cni0', () => {
  expect(bridge.read({ type: 'bridge' })).toEqual({ type });
});

test.each(['ovs', 'macvlan', 'sriov', 'Bridge', '', 7, undefined])('reading: type %j is another one', (other) => {
  expect(bridge.read({ type: other, bridge: 'br1' })).toBeUndefined();
});

describe('resolving', () => {
  const resolve = (options: NetworkAttachmentOptions, name = 'lan') => bridge.resolve('networks[0].', options, name);

  test('the bridge is named after the network', () => {
    expect(resolve({})).toEqual({ type, bridgeName: 'br-lan' });
  });

  test.each([
    { say: '12 letters and the prefix fit', name: 'abcdefghijkl', bridgeName: /^br-abcdefghijkl$/ },
    { say: 'one more is cut, and ended with a hash', name: 'abcdefghijklm', bridgeName: /^br-abcdef-[0-9a-f]{5}$/ },
  ])('$say', ({ name, bridgeName }) => {
    expect(resolve({}, name).bridgeName).toMatch(bridgeName);
  });

  test('everything that a bridge can use', () => {
    expect(
      resolve({
        bridgeName: 'br1',
        vlanId: 5,
        trunk: ['20-22', '10'],
        mtu: 9000,
        macSpoofCheck: true,
        nodeResource: true,
      }),
    ).toEqual({
      type,
      bridgeName: 'br1',
      vlanId: 5,
      trunk: [
        { from: 10, to: 10 },
        { from: 20, to: 22 },
      ],
      mtu: 9000,
      macSpoofCheck: true,
      nodeResource: true,
    });
  });

  test('a switch that is off leaves no trace', () => {
    expect(resolve({ macSpoofCheck: false, nodeResource: false })).toEqual({ type, bridgeName: 'br-lan' });
  });

  test.each<{ say: string; options: NetworkAttachmentOptions }>([
    { say: '15 characters', options: { bridgeName: 'a23456789012345' } },
    { say: 'VLAN 1', options: { vlanId: 1 } },
    { say: 'VLAN 4094', options: { vlanId: 4094 } },
    { say: 'an MTU of 68', options: { mtu: 68 } },
    { say: 'an MTU of 65535', options: { mtu: 65535 } },
    { say: 'the whole trunk', options: { trunk: ['1-4094'] } },
  ])('takes $say', ({ options }) => {
    expect(() => resolve(options)).not.toThrow();
  });

  test.each<{ say: string; options: NetworkAttachmentOptions; message: string }>([
    { say: '16 characters', options: { bridgeName: 'a234567890123456' }, message: 'bridgeName: "a234567890123456"' },
    { say: 'an empty name', options: { bridgeName: '' }, message: 'bridgeName: "" is not valid' },
    { say: 'a slash', options: { bridgeName: 'br/1' }, message: 'bridgeName: "br/1" is not valid' },
    { say: 'a blank', options: { bridgeName: 'br 1' }, message: 'bridgeName: "br 1" is not valid' },
    { say: 'VLAN 0', options: { vlanId: 0 }, message: 'vlanId: 0 is not valid; use a whole number from 1 to 4094' },
    { say: 'VLAN 4095', options: { vlanId: 4095 }, message: 'vlanId: 4095 is not valid' },
    { say: 'VLAN 1.5', options: { vlanId: 1.5 }, message: 'vlanId: 1.5 is not valid' },
    { say: 'VLAN NaN', options: { vlanId: Number.NaN }, message: 'vlanId: NaN is not valid' },
    { say: 'an MTU of 67', options: { mtu: 67 }, message: 'mtu: 67 is not valid' },
    { say: 'an MTU of 65536', options: { mtu: 65536 }, message: 'mtu: 65536 is not valid' },
    { say: 'VLAN 4095 in a trunk', options: { trunk: ['4095'] }, message: 'trunk[0]: "4095" is not valid' },
  ])('refuses $say', ({ options, message }) => {
    expect(() => resolve(options)).toThrow(`networks[0].${message}`);
  });
});

test.each([
  { given: { nodeResource: true as const }, resource: 'bridge.network.kubevirt.io/br1' },
  { given: {}, resource: undefined },
])('the VM asks the node for $resource', ({ given, resource }) => {
  const asked = { ...wire, ...given };
  expect(bridge.resourceName(asked)).toBe(resource);
  expect(bridge.read(bridge.render(asked), resource)).toEqual(asked);
});

test('the annotation of another bridge is not its marker', () => {
  expect(bridge.read({ type: 'bridge', bridge: 'br1' }, 'bridge.network.kubevirt.io/br2')).toEqual(wire);
});

test.each<{ say: string; other: Partial<Wire>; same: boolean }>([
  { say: 'another MTU', other: { mtu: 9000 }, same: true },
  { say: 'another bridge', other: { bridgeName: 'br2' }, same: false },
  { say: 'another VLAN', other: { vlanId: 200 }, same: false },
  { say: 'no VLAN', other: { vlanId: undefined }, same: false },
  { say: 'another trunk', other: { trunk: [{ from: 10, to: 10 }] }, same: false },
])('$say is on one segment with it: $same', ({ other, same }) => {
  const one = { ...wire, vlanId: 100 };
  expect(bridge.segment({ ...one, ...other }) === bridge.segment(one)).toBe(same);
});
