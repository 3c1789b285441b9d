import { FindingSeverity } from '../../src/findings';
import type { Data } from '../../src/values';
import { file, nad, vm } from './documents';
import { type RuleCase, ruleCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

const LAN = 'NetworkAttachmentDefinition/vms/lan';
const POLICY = 'NodeNetworkConfigurationPolicy/br1';
const LINK = 'spec.desiredState.interfaces[0]';
const workers = { 'node-role.kubernetes.io/worker': '' };

function policy(interfaces: readonly Data[], more: Data = { nodeSelector: workers }, ovn?: Data): Data {
  const desiredState = { interfaces, ...(ovn === undefined ? {} : { ovn }) };
  return {
    apiVersion: 'nmstate.io/v1',
    kind: 'NodeNetworkConfigurationPolicy',
    metadata: { name: 'br1' },
    spec: { ...more, desiredState },
  };
}

const br1 = (port: readonly Data[], more: Data = {}) => ({
  name: 'br1',
  type: 'linux-bridge',
  state: 'up',
  bridge: { port },
  ...more,
});
const uplink = { name: 'eth1' };
const trunk = (...ids: readonly number[]) => ({
  ...uplink,
  vlan: { mode: 'trunk', 'trunk-tags': ids.map((id) => ({ id })) },
});
const vlanDevice = { name: 'eth1.100', type: 'vlan', state: 'up', vlan: { 'base-iface': 'eth1', id: 100 } };

/** A policy, a NAD on its bridge and a VM on that. */
const on = (nodes: Data, cni: Data = {}) =>
  file(nodes, nad('lan', { type: 'bridge', bridge: 'br1', ...cni }), vm('db', { nics: [{ name: 'lan', nad: 'lan' }] }));

const localnet = {
  type: 'ovn-k8s-cni-overlay',
  topology: 'localnet',
  netAttachDefName: 'vms/lan',
  physicalNetworkName: 'phys1',
  vlanID: 100,
  bridge: undefined,
};
const mapped = (port: Data, mapping: Data = {}) =>
  policy(
    [{ name: 'ovs1', type: 'ovs-bridge', state: 'up', bridge: { port: [port] } }],
    { nodeSelector: workers },
    {
      'bridge-mappings': [{ localnet: 'phys1', bridge: 'ovs1', state: 'present', ...mapping }],
    },
  );

export const nodeCases: readonly RuleCase[] = [
  ruleCase(
    ['bridge-without-uplink', WARNING, LAN, 'spec.config'],
    ['the bridge "br1" has no port', 'list the uplink'],
    ['a bridge that leads nowhere', on(policy([br1([])]))],
    ['with an uplink', on(policy([br1([uplink])]))],
  ),
  ruleCase(
    ['vlan-not-on-uplink', WARNING, LAN, 'spec.config'],
    ['VLAN 100 does not pass the port "eth1" of "br1"', 'add 100 to its trunk-tags'],
    ['a trunk of other VLANs', on(policy([br1([trunk(200, 300)])]), { vlan: 100 })],
    ['a port without a word about VLANs, which carries all', on(policy([br1([uplink])]), { vlan: 100 })],
  ),
  ruleCase(
    ['vlan-not-on-uplink', WARNING, LAN, 'spec.config'],
    ['VLAN 100 does not pass the port "eth1"', 'leave vlan out there'],
    [
      'a range that ends before it',
      on(policy([br1([{ ...uplink, vlan: { 'trunk-tags': [{ 'id-range': { min: 2, max: 99 } }] } }])]), { vlan: 100 }),
    ],
    [
      'a range that ends at it',
      on(policy([br1([{ ...uplink, vlan: { 'trunk-tags': [{ 'id-range': { min: 2, max: 100 } }] } }])]), { vlan: 100 }),
    ],
  ),
  ruleCase(
    ['vlan-tagged-twice', WARNING, LAN, 'spec.config'],
    ['frames of VLAN 100 get a second tag at the port "eth1.100" of "br1"', 'plug the NIC itself'],
    ['a VLAN on a bridge over a VLAN device', on(policy([br1([{ name: 'eth1.100' }]), vlanDevice]), { vlan: 100 })],
    ['the NAD has none', on(policy([br1([{ name: 'eth1.100' }]), vlanDevice]))],
  ),
  ruleCase(
    ['vlan-tagged-twice', WARNING, LAN, 'spec.config'],
    ['frames of VLAN 100 get a second tag at the port "eth1" of "ovs1"', 'take the VLAN out of the NAD'],
    [
      'a VLAN of a localnet over an access port',
      on(mapped({ ...uplink, vlan: { mode: 'access', tag: 100 } }), localnet),
    ],
    ['a trunk', on(mapped(uplink), localnet)],
  ),
  ruleCase(
    ['localnet-without-mapping', WARNING, LAN, 'spec.config'],
    ['the localnet "phys2" is mapped to no bridge, and "phys1" is', 'write physicalNetworkName: "phys1"'],
    ['a localnet that no policy maps', on(mapped(uplink), { ...localnet, physicalNetworkName: 'phys2' })],
    ['the one that is mapped', on(mapped(uplink), localnet)],
  ),
  ruleCase(
    ['localnet-without-mapping', WARNING, LAN, 'spec.config'],
    ['the localnet "lan" is mapped to no bridge', 'add it to the bridge-mappings of a policy'],
    [
      'a name that stands for the localnet, and is mapped nowhere',
      on(mapped(uplink), { ...localnet, physicalNetworkName: undefined }),
    ],
    ['it is mapped', on(mapped(uplink, { localnet: 'lan' }), { ...localnet, physicalNetworkName: undefined })],
  ),
  ruleCase(
    ['mtu-over-bridge', WARNING, LAN, 'spec.config'],
    ['the VM sends up to 9000 bytes, and "br1"', 'give the bridge and its uplink'],
    [
      'large frames over a NIC of 1500 bytes',
      on(policy([br1([uplink], { mtu: 9000 }), { name: 'eth1', type: 'ethernet', mtu: 1500 }]), { mtu: 9000 }),
    ],
    [
      'the NIC carries them',
      on(policy([br1([uplink], { mtu: 9000 }), { name: 'eth1', type: 'ethernet', mtu: 9000 }]), { mtu: 9000 }),
    ],
  ),
  ruleCase(
    ['policy-on-every-node', WARNING, POLICY, 'spec'],
    ['every node gets the bridge "br1" on "eth1"', 'name the nodes by nodeSelector'],
    ['a bridge on a NIC of all nodes', file(policy([br1([uplink])], {}))],
    ['of the workers', file(policy([br1([uplink])]))],
  ),
  ruleCase(
    ['policy-bridge-dhcp', WARNING, POLICY, `${LINK}.ipv4.dhcp`],
    ['the bridge "br1" asks for an address', 'write ipv4: {enabled: false}'],
    ['DHCP on a bridge for VMs', file(policy([br1([uplink], { ipv4: { enabled: true, dhcp: true } })]))],
    ['no address', file(policy([br1([uplink], { ipv4: { enabled: false, dhcp: true } })]))],
  ),
  ruleCase(
    ['policy-link-name', ERROR, POLICY, `${LINK}.name`],
    ['has more than 15 characters', 'use at most 15 characters'],
    ['a name of 16 characters', file(policy([{ ...br1([]), name: 'b'.repeat(16) }]))],
    ['15 characters', file(policy([{ ...br1([]), name: 'b'.repeat(15) }]))],
  ),
];
