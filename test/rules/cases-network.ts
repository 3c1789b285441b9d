import { FindingSeverity } from '../../src/findings';
import { file, nad, networkConfig, networkDataInline, vm } from './documents';
import type { RuleCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

const DB = 'VirtualMachine/vms/db';
const LAN = 'NetworkAttachmentDefinition/vms/lan';
const NETWORKS = 'spec.template.spec.networks';
const INTERFACES = 'spec.template.spec.domain.devices.interfaces';

const pod = { name: 'default' };
const lan = { name: 'lan', nad: 'lan' };
const bridgeLan = nad('lan', { type: 'bridge', bridge: 'br-lan' });

const bridgeInfra = { ...bridgeLan, metadata: { name: 'lan', namespace: 'infra' } };

const withConfig = (config: string) => ({ ...bridgeLan, spec: { config } });
const withIpam = (type: string, ipam: object) => nad('lan', { type, bridge: 'br-lan', vlan: 100, ipam });

const onDevice = { annotations: { 'k8s.v1.cni.cncf.io/resourceName': 'openshift.io/nic' } };

/** A VM whose guest is told an MTU. */
function withMtu(mtu: number) {
  const macAddress = '02:00:00:00:00:02';
  const networkData = networkConfig({ lan: { match: { macaddress: macAddress }, dhcp4: true, mtu } });
  return vm('db', { nics: [{ ...lan, macAddress }], volumes: [networkDataInline(networkData)] });
}

/** A VM whose pod NIC, in the guest, is not the one with the default route. */
function servingPod(nic: object, entry: object, spec = {}) {
  const networkData = networkConfig({
    default: { match: { macaddress: '02:00:00:00:00:01' }, dhcp4: true, ...entry },
    lan: { match: { macaddress: '02:00:00:00:00:02' }, addresses: ['192.168.1.10/24'] },
  });
  return vm('db', {
    nics: [
      { ...pod, macAddress: '02:00:00:00:00:01', ...nic },
      { ...lan, macAddress: '02:00:00:00:00:02' },
    ],
    volumes: [networkDataInline(networkData)],
    spec,
  });
}

/** A VM with a pod NIC and an address on another one. */
function addressed(address: string, vmNetworkCIDR?: string) {
  const networkData = networkConfig({
    default: { match: { macaddress: '02:00:00:00:00:01' }, dhcp4: true },
    lan: { match: { macaddress: '02:00:00:00:00:02' }, addresses: [address] },
  });
  return vm('db', {
    nics: [
      { ...pod, macAddress: '02:00:00:00:00:01', vmNetworkCIDR },
      { ...lan, macAddress: '02:00:00:00:00:02' },
    ],
    volumes: [networkDataInline(networkData)],
  });
}

export const networkCases: readonly RuleCase[] = [
  {
    rule: 'nad-after-vm',
    say: 'a NAD behind its VM in one file',
    hit: file(vm('db', { nics: [lan] }), bridgeLan),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${NETWORKS}[0].multus.networkName`,
      message: 'the NAD "lan" comes after the VM in the same output',
      fix: 'put the NAD before the VM',
    },
    but: 'the NAD stands first',
    miss: file(bridgeLan, vm('db', { nics: [lan] })),
  },
  {
    rule: 'nad-after-vm',
    say: 'a NAD of another namespace behind its VM in one file',
    hit: file(vm('db', { nics: [{ name: 'lan', nad: 'infra/lan' }] }), bridgeInfra),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${NETWORKS}[0].multus.networkName`,
      message: 'the NAD "lan" comes after the VM in the same output',
      fix: 'put the NAD before the VM',
    },
    but: 'nobody knows in which order two files are applied',
    miss: [
      ...file(vm('db', { nics: [{ name: 'lan', nad: 'infra/lan' }] })),
      { doc: bridgeInfra, output: 'infra.k8s.yaml' },
    ],
  },
  {
    rule: 'bridge-name-owned',
    say: 'the integration bridge of the cluster network as the bridge of a VM',
    hit: file(nad('lan', { type: 'ovs', bridge: 'br-int', vlan: 100 })),
    finding: {
      severity: WARNING,
      object: LAN,
      field: 'spec.config',
      message: 'the bridge "br-int" is the integration bridge of OVN',
      fix: 'use a bridge of your own',
    },
    but: 'another bridge',
    miss: file(nad('lan', { type: 'ovs', bridge: 'br-int0', vlan: 100 })),
  },
  {
    rule: 'macvlan-no-traffic',
    say: 'macvlan in mode bridge under the bridge binding',
    hit: file(nad('lan', { type: 'macvlan', master: 'eth1', mode: 'bridge' }), vm('db', { nics: [lan] })),
    finding: {
      severity: ERROR,
      object: LAN,
      field: 'spec.config',
      message: 'macvlan in mode "bridge" passes nothing to a VM',
      fix: 'mode passthru on a spare NIC',
    },
    but: 'mode passthru',
    miss: file(nad('lan', { type: 'macvlan', master: 'eth1', mode: 'passthru' }), vm('db', { nics: [lan] })),
    missAlso: ['macvlan-exclusive'],
  },
  {
    rule: 'macvlan-no-traffic',
    say: 'macvlan without a word about the mode, which is mode bridge',
    hit: file(nad('lan', { type: 'macvlan', master: 'eth1' }), vm('db', { nics: [lan] })),
    finding: {
      severity: ERROR,
      object: LAN,
      field: 'spec.config',
      message: 'macvlan in mode "bridge" passes nothing to a VM',
      fix: 'mode passthru on a spare NIC',
    },
    but: 'only pods are on it',
    miss: file(nad('lan', { type: 'macvlan', master: 'eth1' }), vm('db', { nics: [pod] })),
  },
  {
    rule: 'macvlan-exclusive',
    say: 'a VM on the whole NIC of a node',
    hit: file(nad('lan', { type: 'macvlan', master: 'eth1', mode: 'passthru' }), vm('db', { nics: [lan] })),
    finding: {
      severity: WARNING,
      object: LAN,
      field: 'spec.config',
      message: 'all frames of "eth1" go to the one VM on it',
      fix: 'make sure that the NIC is a spare one',
    },
    but: 'no VM is on it',
    miss: file(nad('lan', { type: 'macvlan', master: 'eth1', mode: 'passthru' })),
  },
  {
    rule: 'macvlan-exclusive',
    say: 'a VM on a VLAN device of a node',
    hit: file(nad('lan', { type: 'macvlan', master: 'eth1.100', mode: 'passthru' }), vm('db', { nics: [lan] })),
    finding: {
      severity: WARNING,
      object: LAN,
      field: 'spec.config',
      message: 'the VLAN device "eth1.100" must exist on the node',
      fix: 'make sure that the NIC is a spare one',
    },
    but: 'a bridge in its place',
    miss: file(nad('lan', { type: 'bridge', bridge: 'eth1.100' }), vm('db', { nics: [lan] })),
  },
  {
    rule: 'ovs-all-vlans',
    say: 'an Open vSwitch port without a VLAN',
    hit: file(nad('lan', { type: 'ovs', bridge: 'br1' }), vm('db', { nics: [lan] })),
    finding: {
      severity: WARNING,
      object: LAN,
      field: 'spec.config',
      message: 'the VM gets the frames of all VLANs of the bridge',
      fix: 'write vlan or trunk into the NAD',
    },
    but: 'it has a VLAN',
    miss: file(nad('lan', { type: 'ovs', bridge: 'br1', vlan: 100 }), vm('db', { nics: [lan] })),
  },
  {
    rule: 'ovs-all-vlans',
    say: 'an Open vSwitch port with an empty trunk, which is none',
    hit: file(nad('lan', { type: 'ovs', bridge: 'br1', trunk: [] }), vm('db', { nics: [lan] })),
    finding: {
      severity: WARNING,
      object: LAN,
      field: 'spec.config',
      message: 'the VM gets the frames of all VLANs of the bridge',
      fix: 'write vlan or trunk into the NAD',
    },
    but: 'the trunk names a VLAN',
    miss: file(nad('lan', { type: 'ovs', bridge: 'br1', trunk: [{ id: 10 }] }), vm('db', { nics: [lan] })),
  },
  {
    rule: 'sriov-without-resource',
    say: 'an SR-IOV interface on a NAD that is not there, and no device asked for',
    hit: file(vm('db', { nics: [{ ...lan, binding: 'sriov' }] })),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${INTERFACES}[0]`,
      message: 'the VM asks the node for no device for the SR-IOV network "lan"',
      fix: 'ask for its resource in domain.resources',
    },
    but: 'the VM asks for a device',
    miss: file(vm('db', { nics: [{ ...lan, binding: 'sriov' }], requests: { 'openshift.io/nic': 1 } })),
  },
  {
    rule: 'sriov-without-resource',
    say: 'a NAD that names its resource, and a VM that asks for none',
    hit: file(
      nad('lan', { type: 'sriov' }, { annotations: { 'k8s.v1.cni.cncf.io/resourceName': 'openshift.io/nic' } }),
      vm('db', { nics: [{ ...lan, binding: 'sriov' }] }),
    ),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${INTERFACES}[0]`,
      message: 'the VM asks the node for no device for the SR-IOV network "lan"',
      fix: 'ask for openshift.io/nic in domain.resources',
    },
    but: 'the VM asks for it',
    miss: file(
      nad('lan', { type: 'sriov' }, { annotations: { 'k8s.v1.cni.cncf.io/resourceName': 'openshift.io/nic' } }),
      vm('db', { nics: [{ ...lan, binding: 'sriov' }], requests: { 'openshift.io/nic': 1 } }),
    ),
  },
  {
    rule: 'sriov-without-resource',
    say: 'memory asked for, which is no device',
    hit: file(vm('db', { nics: [{ ...lan, binding: 'sriov' }], requests: { memory: '1Gi' } })),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${INTERFACES}[0]`,
      message: 'the VM asks the node for no device for the SR-IOV network "lan"',
      fix: 'ask for its resource in domain.resources',
    },
    but: 'the VM asks for the resource that the NAD names',
    miss: file(
      nad('lan', { type: 'sriov' }, { annotations: { 'k8s.v1.cni.cncf.io/resourceName': 'openshift.io/nic' } }),
      vm('db', { nics: [{ ...lan, binding: 'sriov' }], requests: { 'openshift.io/nic': 1 } }),
    ),
  },
  {
    rule: 'ipvlan-no-traffic',
    say: 'ipvlan under the bridge binding',
    hit: file(nad('lan', { type: 'ipvlan', master: 'eth1', mode: 'l2' }), vm('db', { nics: [lan] })),
    finding: {
      severity: ERROR,
      object: LAN,
      field: 'spec.config',
      message: 'ipvlan passes nothing to a VM',
      fix: 'use type bridge on a bridge of the node',
    },
    but: 'only pods are on it',
    miss: file(nad('lan', { type: 'ipvlan', master: 'eth1', mode: 'l2' }), vm('db', { nics: [pod] })),
  },
  {
    rule: 'nad-config',
    say: 'a config that is no JSON',
    hit: file(withConfig("{cniVersion: 1.0.0, name: lan, type: 'bridge'}")),
    finding: {
      severity: ERROR,
      object: LAN,
      field: 'spec.config',
      message: 'the config is no JSON object',
      fix: 'write one JSON object as a text',
    },
    but: 'JSON',
    miss: file(withConfig('{"cniVersion": "1.0.0", "name": "lan", "type": "bridge"}')),
  },
  {
    rule: 'nad-config',
    say: 'a config without a version',
    hit: file(withConfig('{"name": "lan", "type": "bridge", "bridge": "br-lan"}')),
    finding: {
      severity: ERROR,
      object: LAN,
      field: 'spec.config',
      message: 'cniVersion is undefined: the plugins refuse it',
      fix: 'write one of 0.3.0, 0.3.1, 0.4.0, 1.0.0, 1.1.0',
    },
    but: 'no config at all: Multus looks for a file of this name on the node',
    miss: file(withConfig('')),
  },
  {
    rule: 'nad-config',
    say: 'a version that is a number',
    hit: file(withConfig('{"cniVersion": 1.0, "name": "lan", "type": "bridge", "bridge": "br-lan"}')),
    finding: {
      severity: ERROR,
      object: LAN,
      field: 'spec.config',
      message: 'cniVersion is 1: the plugins refuse it',
      fix: 'write one of 0.3.0, 0.3.1, 0.4.0, 1.0.0, 1.1.0',
    },
    but: 'an old one that all plugins know, and a name that Multus fills in',
    miss: file(withConfig('{"cniVersion": "0.3.1", "name": "", "type": "bridge", "bridge": "br-lan"}')),
  },
  {
    rule: 'nad-config',
    say: 'a plugin of a list without a type',
    hit: file(withConfig('{"cniVersion": "1.0.0", "name": "lan", "plugins": [{"type": "bridge"}, {"mtu": 9000}]}')),
    finding: {
      severity: ERROR,
      object: LAN,
      field: 'spec.config',
      message: 'a plugin has no type',
      fix: "write the name of the plugin's program",
    },
    but: 'each has one',
    miss: file(
      withConfig('{"cniVersion": "1.0.0", "name": "lan", "plugins": [{"type": "bridge"}, {"type": "tuning"}]}'),
    ),
  },
  {
    rule: 'nad-config',
    say: 'a name with a slash',
    hit: file(withConfig('{"cniVersion": "1.0.0", "name": "vms/lan", "type": "bridge", "bridge": "br-lan"}')),
    finding: {
      severity: ERROR,
      object: LAN,
      field: 'spec.config',
      message: 'the name "vms/lan" is none that plugins take',
      fix: 'write "lan"',
    },
    but: 'a name that is not that of the NAD, which does no harm',
    miss: file(withConfig('{"cniVersion": "1.0.0", "name": "vms_LAN.1", "type": "bridge", "bridge": "br-lan"}')),
  },
  {
    rule: 'ipam-per-node',
    say: 'a VM on a network that hands out addresses on each node by itself',
    hit: file(withIpam('bridge', { type: 'host-local', subnet: '10.30.0.0/16' }), vm('db', { nics: [lan] })),
    finding: {
      severity: WARNING,
      object: LAN,
      field: 'spec.config',
      message: 'two nodes give the same one, and a live migration changes it',
      fix: "take ipam away and write the address into the guest's networkData",
    },
    but: 'no VM is on it',
    miss: file(withIpam('bridge', { type: 'host-local', subnet: '10.30.0.0/16' }), vm('db', { nics: [pod] })),
  },
  {
    rule: 'ipam-per-pod',
    say: 'a VM on a network whose pods ask a DHCP server',
    hit: file(withIpam('bridge', { type: 'dhcp' }), vm('db', { nics: [lan] })),
    finding: {
      severity: WARNING,
      object: LAN,
      field: 'spec.config',
      message: 'the guest keeps it after a live migration, while the new pod has another',
      fix: "take ipam away and write the address into the guest's networkData",
    },
    but: 'one address for the one VM on it',
    miss: file(
      withIpam('bridge', { type: 'static', addresses: [{ address: '10.30.0.5/16' }] }),
      vm('db', { nics: [lan] }),
    ),
  },
  {
    rule: 'ipam-per-pod',
    say: 'a VM on a network with a pool of the cluster',
    hit: file(withIpam('ovs', { type: 'whereabouts', range: '10.30.0.0/16' }), vm('db', { nics: [lan] })),
    finding: {
      severity: WARNING,
      object: LAN,
      field: 'spec.config',
      message: 'the guest keeps it after a live migration, while the new pod has another',
      fix: "take ipam away and write the address into the guest's networkData",
    },
    but: 'an IPAM without a type is none',
    miss: file(withIpam('ovs', { range: '10.30.0.0/16' }), vm('db', { nics: [lan] })),
  },
  {
    rule: 'ipam-on-sriov',
    say: 'IPAM on an SR-IOV network',
    hit: file(
      nad('lan', { type: 'sriov', ipam: { type: 'host-local', subnet: '10.30.0.0/16' } }, onDevice),
      vm('db', { nics: [{ ...lan, binding: 'sriov' }], requests: { 'openshift.io/nic': 1 } }),
    ),
    finding: {
      severity: WARNING,
      object: LAN,
      field: 'spec.config',
      message: 'the pod has no interface of an SR-IOV device',
      fix: "take ipam away and write the address into the guest's networkData",
    },
    but: 'none',
    miss: file(
      nad('lan', { type: 'sriov' }, onDevice),
      vm('db', { nics: [{ ...lan, binding: 'sriov' }], requests: { 'openshift.io/nic': 1 } }),
    ),
  },
  {
    rule: 'nad-in-other-namespace',
    say: 'a bare reference to a NAD of another namespace',
    hit: file(bridgeInfra, vm('db', { nics: [lan] })),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${NETWORKS}[0].multus.networkName`,
      message: 'the NAD "lan" is looked for in "vms", and the one made here is in "infra"',
      fix: 'write "infra/lan"',
    },
    but: 'the namespace is written',
    miss: file(bridgeInfra, vm('db', { nics: [{ name: 'lan', nad: 'infra/lan' }] })),
  },
  {
    rule: 'nad-in-other-namespace',
    say: 'a bare reference to a NAD that two other namespaces have',
    hit: file({ ...bridgeInfra, metadata: { name: 'lan', namespace: 'prod' } }, bridgeInfra, vm('db', { nics: [lan] })),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${NETWORKS}[0].multus.networkName`,
      message: 'the one made here is in "infra"',
      fix: 'write "infra/lan"',
    },
    but: "one of them is in the VM's own",
    miss: file(bridgeLan, bridgeInfra, vm('db', { nics: [lan] })),
  },
  {
    rule: 'mtu-over-nad',
    say: 'a guest that sends larger frames than its NAD carries',
    hit: file(nad('lan', { type: 'bridge', bridge: 'br-lan', mtu: 1500 }), withMtu(9000)),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${INTERFACES}[0]`,
      message: 'the guest sends up to 9000 bytes on "lan", and the NAD "lan" carries 1500',
      fix: 'give both the same mtu',
    },
    but: 'the same in both',
    miss: file(nad('lan', { type: 'bridge', bridge: 'br-lan', mtu: 9000 }), withMtu(9000)),
  },
  {
    rule: 'mtu-differs',
    say: 'two MTUs on one bridge',
    hit: file(
      nad('lan', { type: 'bridge', bridge: 'br-lan', vlan: 100, mtu: 1500 }),
      nad('storage', { type: 'bridge', bridge: 'br-lan', vlan: 200, mtu: 9000 }),
    ),
    finding: {
      severity: WARNING,
      object: 'NetworkAttachmentDefinition/vms/storage',
      field: 'spec.config',
      message: `the bridge "br-lan" has ports of 9000 and, by ${LAN}, of 1500 bytes`,
      fix: 'give all networks on one bridge the same mtu',
    },
    but: 'two bridges',
    miss: file(
      nad('lan', { type: 'bridge', bridge: 'br-lan', vlan: 100, mtu: 1500 }),
      nad('storage', { type: 'bridge', bridge: 'br-storage', vlan: 200, mtu: 9000 }),
    ),
  },
  {
    rule: 'pod-nic-not-default',
    say: 'ports on a pod NIC that takes no routes',
    hit: file(servingPod({ ports: [{ port: 22 }] }, { 'dhcp4-overrides': { 'use-routes': false } })),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${INTERFACES}[0]`,
      message: 'the pod NIC serves ports or probes and does not have the default route',
      fix: "write routes to the cluster's pod and service networks",
    },
    but: 'it has routes to the cluster',
    miss: file(
      servingPod(
        { ports: [{ port: 22 }] },
        { 'dhcp4-overrides': { 'use-routes': false }, routes: [{ to: '10.0.0.0/8', via: '10.0.2.1' }] },
      ),
    ),
  },
  {
    rule: 'pod-nic-not-default',
    say: 'a probe by a pod NIC that takes no routes',
    hit: file(
      servingPod(
        {},
        { 'dhcp4-overrides': { 'use-routes': false } },
        { readinessProbe: { tcpSocket: { port: 22 }, periodSeconds: 10 } },
      ),
    ),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${INTERFACES}[0]`,
      message: 'the pod NIC serves ports or probes and does not have the default route',
      fix: "write routes to the cluster's pod and service networks",
    },
    but: 'the guest agent is asked, which needs no NIC',
    miss: file(
      servingPod(
        {},
        { 'dhcp4-overrides': { 'use-routes': false } },
        { readinessProbe: { guestAgentPing: {}, periodSeconds: 10 } },
      ),
    ),
  },
  {
    rule: 'pod-subnet-overlap',
    say: "an address in KubeVirt's own network on the pod NIC",
    hit: file(addressed('10.0.2.15/24')),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${NETWORKS}[0]`,
      message: 'the address 10.0.2.15/24 of "lan" lies in 10.0.2.0/24',
      fix: 'set pod.vmNetworkCIDR',
    },
    but: 'the next network',
    miss: file(addressed('10.0.3.15/24')),
  },
  {
    rule: 'pod-subnet-overlap',
    say: 'an address in the network that the VM names for its pod NIC',
    hit: file(addressed('172.16.0.15/24', '172.16.0.0/24')),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${NETWORKS}[0]`,
      message: 'the address 172.16.0.15/24 of "lan" lies in 172.16.0.0/24',
      fix: 'set pod.vmNetworkCIDR',
    },
    but: 'another network is named, so that 10.0.2.0/24 is free',
    miss: file(addressed('10.0.2.15/24', '172.16.0.0/24')),
  },
];
