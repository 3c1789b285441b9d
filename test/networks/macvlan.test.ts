import { describe, expect, test } from 'vitest';
import { MacvlanMode, type NetworkAttachmentOptions, NetworkType, type Wire } from '../../src/model';
import { networkKinds } from '../../src/networks';

const { macvlan } = networkKinds;
const type = NetworkType.MACVLAN;
const wire: Wire = { type, master: 'eth1' };

test.each<{ say: string; given: Partial<Wire>; cni: object }>([
  { say: 'a NIC for one VM', given: {}, cni: { master: 'eth1' } },
  { say: 'a VLAN is a device of the node', given: { master: 'eth1.100' }, cni: { master: 'eth1.100' } },
  { say: 'an MTU', given: { mtu: 1400 }, cni: { master: 'eth1', mtu: 1400 } },
])('$say, in both directions', ({ given, cni }) => {
  const config = { type: 'macvlan', mode: 'passthru', ...cni };
  expect(macvlan.render({ ...wire, ...given })).toEqual(config);
  expect(macvlan.read(config)).toEqual({ ...wire, ...given });
});

test.each<{ say: string; cni: object; read: object }>([
  { say: 'a VLAN key says nothing: the plugin ignores it', cni: { master: 'eth1', vlan: 100 }, read: wire },
  { say: 'no master is none', cni: {}, read: { type } },
  { say: 'another mode has no place in the wire', cni: { master: 'eth1', mode: 'bridge' }, read: wire },
])('reading: $say', ({ cni, read }) => {
  expect(macvlan.read({ type: 'macvlan', ...cni })).toEqual(read);
});

test.each(['ipvlan', 'macvtap', undefined])('reading: type %j is another one', (other) => {
  expect(macvlan.read({ type: other, master: 'eth1' })).toBeUndefined();
});

describe('resolving', () => {
  const resolve = (options: NetworkAttachmentOptions) => macvlan.resolve('networks[0].', options, 'lan');
  const spare = { macvlanMode: MacvlanMode.PASSTHRU, physicalInterface: 'eth1' };

  test.each<{ say: string; options: NetworkAttachmentOptions; resolved: Wire }>([
    { say: 'a spare NIC', options: spare, resolved: wire },
    { say: 'a VLAN on it', options: { ...spare, vlanId: 100 }, resolved: { type, master: 'eth1.100' } },
    {
      say: 'a device of 15 characters',
      options: { ...spare, physicalInterface: 'enp129s0f0', vlanId: 4094 },
      resolved: { type, master: 'enp129s0f0.4094' },
    },
    { say: 'an MTU', options: { ...spare, mtu: 9000 }, resolved: { ...wire, mtu: 9000 } },
  ])('takes $say', ({ options, resolved }) => {
    expect(resolve(options)).toEqual(resolved);
  });

  test.each([MacvlanMode.BRIDGE, MacvlanMode.PRIVATE, MacvlanMode.VEPA, 'source' as MacvlanMode, undefined])(
    'refuses mode %s and names the ways out',
    (macvlanMode) => {
      const ways =
        /use type bridge .* macvlanMode PASSTHRU and physicalInterface; or KubeVirt's macvtap binding plugin$/;
      expect(() => resolve({ ...spare, macvlanMode })).toThrow(ways);
    },
  );

  test.each<{ say: string; options: NetworkAttachmentOptions; message: string }>([
    {
      say: 'no NIC',
      options: { macvlanMode: MacvlanMode.PASSTHRU },
      message: 'physicalInterface: undefined is not valid; use type bridge',
    },
    {
      say: 'a VLAN device of 16 characters',
      options: { ...spare, physicalInterface: 'enp129s0f01', vlanId: 4094 },
      message: 'vlanId: 4094 is not valid; use a NIC with a shorter name',
    },
    { say: 'VLAN 0', options: { ...spare, vlanId: 0 }, message: 'vlanId: 0 is not valid' },
    { say: 'VLAN 4095', options: { ...spare, vlanId: 4095 }, message: 'vlanId: 4095 is not valid' },
    { say: 'a NIC with a blank', options: { ...spare, physicalInterface: 'eth 1' }, message: 'physicalInterface: ' },
  ])('refuses $say', ({ options, message }) => {
    expect(() => resolve(options)).toThrow(`networks[0].${message}`);
  });
});

test('no marker tells of a NIC', () => {
  expect(macvlan.resourceName(wire)).toBeUndefined();
});

test('the VLAN device is another segment than the NIC', () => {
  expect(macvlan.segment(wire)).not.toBe(macvlan.segment({ ...wire, master: 'eth1.100' }));
});
