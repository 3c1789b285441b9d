import { describe, expect, test } from 'vitest';
import { type NetworkAttachmentOptions, NetworkType, type Wire } from '../../src/model';
import { networkKinds } from '../../src/networks';

const { ovs } = networkKinds;
const type = NetworkType.OVS;
const wire: Wire = { type, bridgeName: 'br1' };

test.each<{ say: string; given: Partial<Wire>; cni: object }>([
  { say: 'no VLAN makes a trunk port of all', given: {}, cni: {} },
  { say: 'a VLAN makes an access port', given: { vlanId: 100 }, cni: { vlan: 100 } },
  {
    say: 'a trunk of ids and ranges',
    given: {
      trunk: [
        { from: 42, to: 42 },
        { from: 1000, to: 1003 },
      ],
    },
    cni: { trunk: [{ id: 42 }, { minID: 1000, maxID: 1003 }] },
  },
  { say: 'an MTU', given: { mtu: 9000 }, cni: { mtu: 9000 } },
])('$say, in both directions', ({ given, cni }) => {
  const config = { type: 'ovs', bridge: 'br1', ...cni };
  expect(ovs.render({ ...wire, ...given })).toEqual(config);
  expect(ovs.read(config)).toEqual({ ...wire, ...given });
});

test.each<{ say: string; cni: object; read: object }>([
  { say: 'VLAN 0 is one: the database takes it', cni: { vlan: 0 }, read: { vlanId: 0 } },
  { say: 'a VLAN that is a text is none', cni: { vlan: '100' }, read: {} },
  { say: 'an empty trunk is none', cni: { trunk: [] }, read: {} },
  { say: 'macspoofchk is not its key', cni: { macspoofchk: true, vlanTrunk: [{ id: 1 }] }, read: {} },
])('reading: $say', ({ cni, read }) => {
  expect(ovs.read({ type: 'ovs', bridge: 'br1', ...cni })).toEqual({ ...wire, ...read });
});

test.each(['bridge', 'cnv-bridge', 'OVS', undefined])('reading: type %j is another one', (other) => {
  expect(ovs.read({ type: other, bridge: 'br1' })).toBeUndefined();
});

describe('resolving', () => {
  const resolve = (options: NetworkAttachmentOptions, name = 'lan') => ovs.resolve('networks[0].', options, name);

  test('the bridge is named after the network', () => {
    expect(resolve({})).toEqual({ type, bridgeName: 'br-lan' });
  });

  test('everything that it can use', () => {
    expect(resolve({ bridgeName: 'br1', trunk: ['10'], mtu: 1400, nodeResource: true })).toEqual({
      type,
      bridgeName: 'br1',
      trunk: [{ from: 10, to: 10 }],
      mtu: 1400,
      nodeResource: true,
    });
  });

  test.each<{ say: string; options: NetworkAttachmentOptions; message: string }>([
    {
      say: 'a VLAN beside a trunk, which the plugin would drop',
      options: { vlanId: 5, trunk: ['10'] },
      message: 'vlanId: 5 is not valid; take it or trunk away: an OVS port has one or the other',
    },
    { say: 'VLAN 0', options: { vlanId: 0 }, message: 'vlanId: 0 is not valid' },
    { say: 'VLAN 4095', options: { vlanId: 4095 }, message: 'vlanId: 4095 is not valid' },
    { say: 'a bridge of 16 characters', options: { bridgeName: 'a234567890123456' }, message: 'bridgeName: ' },
    { say: 'an MTU of 67', options: { mtu: 67 }, message: 'mtu: 67 is not valid' },
  ])('refuses $say', ({ options, message }) => {
    expect(() => resolve(options)).toThrow(`networks[0].${message}`);
  });
});

test.each([
  { given: { nodeResource: true as const }, resource: 'ovs-cni.network.kubevirt.io/br1' },
  { given: {}, resource: undefined },
])('the VM asks the node for $resource', ({ given, resource }) => {
  const asked = { ...wire, ...given };
  expect(ovs.resourceName(asked)).toBe(resource);
  expect(ovs.read(ovs.render(asked), resource)).toEqual(asked);
});

test('a Linux bridge of the same name is another segment', () => {
  expect(ovs.segment(wire)).not.toBe(networkKinds.bridge.segment({ ...wire, type: NetworkType.BRIDGE }));
});
