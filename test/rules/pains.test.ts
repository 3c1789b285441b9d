import { expect, test } from 'vitest';
import { faultRules } from '../../src/model';
import { admissionCases } from '../admission/all-cases';
import { cases } from './cases';

/**
 * What people who write VMs with Multus networks suffer from, and the rules that a manifest with it meets. The manifest and
 * its fix are the rule's case, `hit` and `miss`; test/spec/pains.test.ts has what the constructs do about them.
 */
const PAINS: readonly { readonly pain: string; readonly rules: readonly string[] }[] = [
  { pain: 'the second NIC is up and has no address', rules: ['interface-not-listed', 'user-data-network'] },
  { pain: 'macvlan or ipvlan under the bridge binding', rules: ['macvlan-no-traffic', 'ipvlan-no-traffic'] },
  {
    pain: 'the NAD is not found',
    rules: ['nad-in-other-namespace', 'reference-missing', 'reference-near-miss', 'nad-after-vm'],
  },
  { pain: 'a NAD of a foreign namespace', rules: ['nad-behind-isolation'] },
  { pain: 'multus.default hangs', rules: ['multus-default-no-address', 'multus-default-bare-name'] },
  { pain: 'one address on two nodes', rules: ['ipam-per-node', 'host-local-overlap'] },
  { pain: 'the address changes with a live migration', rules: ['ipam-per-pod', 'ipam-beside-guest-address'] },
  {
    pain: 'two VMs with one address or MAC',
    rules: ['duplicate-address', 'duplicate-mac', 'address-is-gateway', 'address-not-host', 'address-in-pool'],
  },
  { pain: 'a sync that waits for a stopped VM', rules: ['stopped-in-sync-wave'] },
  { pain: 'cloud-init over 2 KiB', rules: ['cloudinit-size'] },
  {
    pain: 'nobody can log in',
    rules: [
      'user-data-header',
      'password-not-hashed',
      'password-locked',
      'default-user-missing',
      'ssh-keys-reach-nobody',
      'user-key-ignored',
    ],
  },
  { pain: 'a password readable in the VM', rules: ['plain-password', 'credential-in-vm'] },
  { pain: 'NIC names that differ from the order of the list', rules: ['match-by-name'] },
  {
    pain: 'SR-IOV without its device',
    rules: [
      'sriov-nad-without-resource',
      'sriov-without-resource',
      'resource-unequal',
      'resource-count',
      'ipam-on-sriov',
    ],
  },
  { pain: 'a node off the network', rules: ['policy-on-every-node', 'policy-bridge-dhcp'] },
  { pain: 'a bridge without an uplink', rules: ['bridge-without-uplink'] },
  { pain: 'a VLAN that does not pass', rules: ['vlan-not-on-uplink', 'bridge-mixed-vlan', 'vlan-conflict'] },
  { pain: 'a CNI config that fails at the pod', rules: ['nad-config', 'cni-value-refused', 'cni-key-ignored'] },
  { pain: 'a bridge name over 15 characters', rules: ['cni-value-refused', 'policy-link-name'] },
  {
    pain: 'names over 63 characters, or so long that what KubeVirt makes of them is',
    rules: ['name-too-long', 'name-near-limit'],
  },
  {
    pain: 'two default routes',
    rules: ['two-default-routes', 'default-route-beside-dhcp', 'gateway-conflict', 'gateway-beside-route'],
  },
  { pain: 'an MTU that differs', rules: ['mtu-over-nad', 'mtu-differs', 'mtu-over-bridge'] },
  { pain: 'a node that cannot be drained', rules: ['drain-blocked'] },
  { pain: 'an import that hangs or is refused', rules: ['registry-url', 'halted-waits-for-consumer'] },
  { pain: 'the wrong disk boots', rules: ['disk-boot-order', 'two-boot-disks'] },
  { pain: 'running beside runStrategy', rules: ['run-strategy'] },
  { pain: 'the source check drops a second MAC', rules: ['mac-spoof-second-mac'] },
  { pain: 'a probe without a pod NIC', rules: ['probe-pod-net', 'pod-nic-not-default'] },
  { pain: 'netplan’s form on a config drive', rules: ['config-drive-network-data'] },
  { pain: 'one firmware UUID for two VMs', rules: ['duplicate-firmware-uuid'] },
  { pain: 'a static address where OVN gives one', rules: ['address-on-ovn-subnet'] },
  {
    pain: 'an OVN localnet without its mapping, NADs of one network that differ, frames with two tags',
    rules: ['localnet-without-mapping', 'ovn-network-differs', 'vlan-tagged-twice'],
  },
  { pain: 'a clone smaller than its source', rules: ['clone-smaller'] },
  { pain: 'two resources in one annotation', rules: ['resource-name-invalid'] },
  { pain: 'Windows does not boot, or sets one NIC only', rules: ['windows-without-driver', 'match-by-name'] },
  { pain: 'an instancetype beside cpu or memory', rules: ['instancetype-conflict'] },
];

test.each(PAINS)('$pain: a manifest shows it, and its fix does not', ({ rules }) => {
  for (const rule of rules) {
    const known = [...cases, ...admissionCases].some((item) => item.rule === rule) || Object.hasOwn(faultRules, rule);
    expect(known, rule).toBe(true);
  }
});
