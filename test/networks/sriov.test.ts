import { describe, expect, test } from 'vitest';
import { type NetworkAttachmentOptions, NetworkType, type Wire } from '../../src/model';
import { networkKinds, resourceName } from '../../src/networks';

const { sriov } = networkKinds;
const type = NetworkType.SRIOV;
const resource = 'openshift.io/sriov_nic';
const wire: Wire = { type, resourceName: resource };

test.each<{ say: string; given: Partial<Wire>; cni: object }>([
  { say: 'no VLAN', given: {}, cni: {} },
  { say: 'a VLAN', given: { vlanId: 100 }, cni: { vlan: 100 } },
])('$say, in both directions: no deviceID, which Multus fills in', ({ given, cni }) => {
  const config = { type: 'sriov', ...cni };
  expect(sriov.render({ ...wire, ...given })).toEqual(config);
  expect(sriov.read(config, resource)).toEqual({ ...wire, ...given });
});

test('the VF has the binding of its own', () => {
  expect(sriov.binding).toBe('sriov');
});

test.each<{ say: string; cni: object; read: object }>([
  { say: 'VLAN 0 is none', cni: { vlan: 0 }, read: {} },
  { say: 'a VLAN that is a text is none', cni: { vlan: '100' }, read: {} },
  { say: 'an MTU is not its key: the guest sets it', cni: { mtu: 9000 }, read: {} },
  { say: 'what the plugin knows beyond our options is passed over', cni: { spoofchk: 'on', trust: 'on' }, read: {} },
])('reading: $say', ({ cni, read }) => {
  expect(sriov.read({ type: 'sriov', ...cni }, resource)).toEqual({ ...wire, ...read });
});

test('reading: without the annotation the resource is not known', () => {
  expect(sriov.read({ type: 'sriov' })).toEqual({ type });
});

describe('resolving', () => {
  const resolve = (options: NetworkAttachmentOptions) => sriov.resolve('networks[0].', options, 'lan');

  test('the resource and the VLAN; the MTU is the guest’s', () => {
    expect(resolve({ resourceName: resource, vlanId: 4094, mtu: 9000 })).toEqual({ ...wire, vlanId: 4094 });
  });

  test.each<{ say: string; options: NetworkAttachmentOptions; message: string }>([
    { say: 'no resource', options: {}, message: 'resourceName: undefined is not valid; use a resource' },
    { say: 'a resource without a domain', options: { resourceName: 'nic' }, message: 'resourceName: "nic"' },
    { say: 'VLAN 0', options: { resourceName: resource, vlanId: 0 }, message: 'vlanId: 0 is not valid' },
    { say: 'VLAN 4095', options: { resourceName: resource, vlanId: 4095 }, message: 'vlanId: 4095 is not valid' },
  ])('refuses $say', ({ options, message }) => {
    expect(() => resolve(options)).toThrow(`networks[0].${message}`);
  });
});

describe('resource names', () => {
  test.each(['openshift.io/sriov_nic', 'a/b', 'intel.com/intel_sriov_netdevice.1', `a/${'b'.repeat(63)}`])(
    '%s is one',
    (name) => {
      expect(resourceName('f', name)).toBe(name);
    },
  );

  test.each(['', '/', 'a/', '/b', 'a/b/c', 'A.io/b', 'a_b/c', 'a/-b', `a/${'b'.repeat(64)}`, `${'a'.repeat(254)}/b`])(
    '%j is none',
    (name) => {
      expect(() => resourceName('f', name)).toThrow(/^f: .* is not valid; use a resource/);
    },
  );
});

test.each([
  { say: 'one resource and VLAN', other: wire, same: true },
  { say: 'another VLAN', other: { ...wire, vlanId: 100 }, same: false },
  { say: 'another resource', other: { ...wire, resourceName: 'openshift.io/other' }, same: false },
])('$say is on one segment with it: $same', ({ other, same }) => {
  expect(sriov.segment(other) === sriov.segment(wire)).toBe(same);
});
