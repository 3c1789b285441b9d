import { FindingSeverity } from '../../src/findings';
import type { Data } from '../../src/values';
import { file, nad, networkConfig, networkDataInline, vm } from './documents';
import { type RuleCase, ruleCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

const DB = 'VirtualMachine/vms/db';
const LAN = 'NetworkAttachmentDefinition/vms/lan';
const CONFIG = 'spec.config';
const NIC = 'spec.template.spec.domain.devices.interfaces[0]';
const NETWORK = 'spec.template.spec.networks[0]';
const LIMITS = 'spec.template.spec.domain.resources';

const MAC = '02:00:00:00:00:01';
const lan = { name: 'lan', nad: 'lan' };
const device = { annotations: { 'k8s.v1.cni.cncf.io/resourceName': 'vendor.com/vf' } };

/** One NAD by itself. */
const alone = (cni: Data) => file(nad('lan', cni));
/** One NAD, and a VM on it. */
const used = (cni: Data, metadata?: Data) => file(nad('lan', cni, metadata), vm('db', { nics: [lan] }));

const bridge = { type: 'bridge', bridge: 'br-lan' };
const withStatic = (ipam: Data) => used({ ...bridge, ipam: { type: 'static', ...ipam } });
const withLocal = (ipam: Data) => used({ ...bridge, ipam: { type: 'host-local', ...ipam } });

/** A VM on the NAD whose guest has an address of its own. */
const addressed = (cni: Data, entry: Data, more: Data = {}) =>
  file(
    nad('lan', cni),
    vm('db', {
      nics: [{ ...lan, macAddress: MAC }],
      volumes: [networkDataInline(networkConfig({ lan: { match: { macaddress: MAC }, ...entry }, ...more }))],
    }),
  );

const ovn = {
  type: 'ovn-k8s-cni-overlay',
  name: 'blue',
  topology: 'localnet',
  netAttachDefName: 'vms/lan',
  vlanID: 100,
  mtu: 1500,
};
const sriov = { ...lan, binding: 'sriov' };
const named = (resource: string) => ({ annotations: { 'k8s.v1.cni.cncf.io/resourceName': resource } });
const onDevice = (count: unknown, limit: unknown, nics: number) =>
  file(
    nad('lan', { type: 'sriov' }, device),
    vm('db', {
      nics: [...Array(nics).keys()].map((i) => ({ ...sriov, name: `lan${i}` })),
      spec: {
        domain: {
          devices: { interfaces: [...Array(nics).keys()].map((i) => ({ name: `lan${i}`, sriov: {} })) },
          resources: { requests: { 'vendor.com/vf': count }, limits: { 'vendor.com/vf': limit } },
        },
      },
    }),
  );
const multusDefault = (networkName: string) => ({
  networks: [{ name: 'lan', multus: { networkName, default: true } }],
  interfaces: [{ name: 'lan', bridge: {} }],
});

export const nadCases: readonly RuleCase[] = [
  ...[
    { say: 'a VLAN in quotes', good: { vlan: 100 }, bad: { vlan: '100' }, what: 'vlan is "100"' },
    { say: 'VLAN 4095', good: { vlan: 4094 }, bad: { vlan: 4095 }, what: 'vlan is 4095' },
    {
      say: 'a name of 16 characters',
      good: { bridge: 'b'.repeat(15) },
      bad: { bridge: 'b'.repeat(16) },
      what: 'bridge is',
    },
    { say: 'no name', good: { bridge: 'b' }, bad: { bridge: '' }, what: 'bridge is ""' },
    { say: 'an MTU of 67 bytes', good: { mtu: 68 }, bad: { mtu: 67 }, what: 'mtu is 67' },
    { say: 'an MTU in quotes', good: { mtu: 0 }, bad: { mtu: '9000' }, what: 'mtu is "9000"' },
    {
      say: 'a trunk of bare numbers',
      good: { vlanTrunk: [{ id: 10 }] },
      bad: { vlanTrunk: [10] },
      what: 'vlanTrunk is',
    },
    {
      say: 'half a range',
      good: { vlanTrunk: [{ minID: 10, maxID: 20 }] },
      bad: { vlanTrunk: [{ minID: 10 }] },
      what: 'vlanTrunk is',
    },
    {
      say: 'a switch in quotes',
      good: { disableContainerInterface: true },
      bad: { disableContainerInterface: 'true' },
      what: 'disableContainerInterface is "true"',
    },
    {
      say: 'two modes that exclude each other',
      good: { promiscMode: true },
      bad: { promiscMode: true, hairpinMode: true },
      what: 'hairpinMode is true',
    },
  ].map(({ say, good, bad, what }) =>
    ruleCase(
      ['cni-value-refused', ERROR, LAN, CONFIG],
      [what, ''],
      [say, alone({ ...bridge, ...bad })],
      ['what the plugin takes', alone({ ...bridge, ...good })],
    ),
  ),
  ...[
    { of: { type: 'sriov', vlan: 5 }, good: { vlanQoS: 7 }, bad: { vlanQoS: 9 }, what: 'vlanQoS is 9' },
    {
      of: { type: 'sriov', vlan: 5 },
      good: { vlanProto: '802.1AD' },
      bad: { vlanProto: '802.1x' },
      what: 'vlanProto is "802.1x"',
    },
    {
      of: { type: 'macvlan', mode: 'passthru' },
      good: { master: 'e'.repeat(15) },
      bad: { master: 'e'.repeat(16) },
      what: 'master is',
    },
    { of: { type: 'ovs', vlan: 5 }, good: { bridge: 'br' }, bad: { bridge: '' }, what: 'bridge is ""' },
    { of: { type: 'ovs', bridge: 'br' }, good: { trunk: [{ id: 5 }] }, bad: { trunk: [{}] }, what: 'trunk is' },
    {
      of: { type: 'vlan', master: 'eth1', vlanId: 5 },
      good: { ipam: { type: 'static', addresses: [{ address: '10.0.0.5/24' }] } },
      bad: {},
      what: 'does not start without one',
    },
  ].map(({ of, good, bad, what }) =>
    ruleCase(
      ['cni-value-refused', ERROR, LAN, CONFIG],
      [what, ''],
      [`a value that ${of.type} refuses: ${what}`, alone({ ...of, ...bad })],
      ['what the plugin takes', alone({ ...of, ...good })],
    ),
  ),
  ruleCase(
    ['nad-config', ERROR, LAN, CONFIG],
    ['the type "/opt/cni/bin/bridge" is a path', 'write "bridge"'],
    ['a path as the type', alone({ type: '/opt/cni/bin/bridge', bridge: 'br-lan' })],
    ['the name of the plugin', alone({ type: 'bridge', bridge: 'br-lan' })],
  ),
  ruleCase(
    ['cni-value-refused', ERROR, LAN, CONFIG],
    ['mode is "Passthru"', 'use bridge, private, vepa or passthru'],
    ['a macvlan mode with a capital', alone({ type: 'macvlan', master: 'eth1', mode: 'Passthru' })],
    ['in lower case', alone({ type: 'macvlan', master: 'eth1', mode: 'passthru' })],
  ),
  ruleCase(
    ['cni-value-refused', ERROR, LAN, CONFIG],
    ['vlan is "100"', 'use a number'],
    [
      'the same in a list of plugins, under the other name of the bridge plugin',
      alone({ plugins: [{ type: 'cnv-bridge', bridge: 'b', vlan: '100' }] }),
    ],
    ['a number', alone({ plugins: [{ type: 'cnv-bridge', bridge: 'b', vlan: 100 }, { type: 'tuning' }] })],
  ),
  ruleCase(
    ['cni-value-refused', ERROR, LAN, CONFIG],
    ['bridge is', 'name the bridge'],
    ['Open vSwitch without a bridge', alone({ type: 'ovs', vlan: 100 })],
    ['with one', alone({ type: 'ovs', bridge: 'br1', vlan: 100 })],
  ),
  ruleCase(
    ['cni-value-refused', ERROR, LAN, CONFIG],
    ['spoofchk is true', 'write "on" or "off"'],
    ['a switch of the sriov plugin that is no text', alone({ type: 'sriov', spoofchk: true })],
    ['a text', alone({ type: 'sriov', spoofchk: 'on' })],
  ),
  ruleCase(
    ['cni-key-ignored', WARNING, LAN, CONFIG],
    ['bridge knows no key vlanId', 'write vlan'],
    ['the operator’s word for the VLAN', alone({ ...bridge, vlanId: 100 })],
    ['the plugin’s', alone({ ...bridge, vlan: 100 })],
  ),
  ruleCase(
    ['cni-key-ignored', WARNING, LAN, CONFIG],
    ['macvlan knows no key vlan', 'write it as master'],
    ['a VLAN on a macvlan', alone({ type: 'macvlan', master: 'eth1', mode: 'passthru', vlan: 100 })],
    ['in the name of the device', alone({ type: 'macvlan', master: 'eth1.100', mode: 'passthru' })],
  ),
  ruleCase(
    ['cni-key-ignored', WARNING, LAN, CONFIG],
    ['ovn-k8s-cni-overlay knows no key vlan', 'write vlanID'],
    ['a VLAN of OVN by another plugin’s word', alone({ ...ovn, vlan: 100 })],
    ['its own word', alone(ovn)],
  ),
  ruleCase(
    ['ovn-config', ERROR, LAN, CONFIG],
    ['netAttachDefName is "vms/other"', 'write "vms/lan"'],
    ['the name of another NAD', alone({ ...ovn, netAttachDefName: 'vms/other' })],
    ['its own', alone(ovn)],
  ),
  ruleCase(
    ['ovn-config', ERROR, LAN, CONFIG],
    ['topology is "Localnet"', 'use one of localnet, layer2, layer3'],
    ['a topology with a capital', alone({ ...ovn, topology: 'Localnet' })],
    ['no topology: the cluster’s own network', alone({ type: ovn.type, name: 'ovn-kubernetes' })],
  ),
  ...[
    { bad: { vlanID: '100' }, what: 'vlanID is "100"' },
    { bad: { subnets: ['10.0.0.0/24'] }, what: 'subnets is' },
    { bad: { allowPersistentIPs: 'true' }, what: 'allowPersistentIPs is "true"' },
    { bad: { ipam: { type: 'whereabouts' } }, what: 'ipam has a type' },
    { bad: { name: 'default' }, what: 'name is "default"' },
  ].map(({ bad, what }) =>
    ruleCase(
      ['ovn-config', ERROR, LAN, CONFIG],
      [what, ''],
      [what, alone({ ...ovn, ...bad })],
      ['as OVN-Kubernetes wants it', alone({ ...ovn, subnets: '10.0.0.0/24', allowPersistentIPs: true, ipam: {} })],
    ),
  ),
  ruleCase(
    ['ovn-network-differs', ERROR, 'NetworkAttachmentDefinition/vms/wan', CONFIG],
    ['the network "blue" has vlanID 200 here and 100', 'write the same in both'],
    [
      'two NADs of one OVN network with two VLANs',
      file(nad('lan', ovn), nad('wan', { ...ovn, netAttachDefName: 'vms/wan', vlanID: 200 })),
    ],
    ['one VLAN', file(nad('lan', ovn), nad('wan', { ...ovn, netAttachDefName: 'vms/wan' }))],
  ),
  ruleCase(
    ['address-on-ovn-subnet', WARNING, DB, NIC],
    ['drops all but the address that OVN gives', 'let the guest use DHCP there'],
    [
      'a static address where OVN gives one',
      addressed({ ...ovn, subnets: '10.9.0.0/24' }, { addresses: ['10.9.0.5/24'] }),
    ],
    ['OVN gives none', addressed(ovn, { addresses: ['10.9.0.5/24'] })],
  ),
  ...[
    { say: 'no address', bad: {}, what: 'IPAM static has no addresses' },
    { say: 'no prefix', bad: { addresses: [{ address: '10.9.0.5' }] }, what: 'the plugin wants a prefix with it' },
    {
      say: 'a router outside',
      bad: { addresses: [{ address: '10.9.0.5/24' }], routes: [{ dst: '0.0.0.0/0', gw: '10.8.0.1' }] },
      what: 'the router 10.8.0.1 lies in none',
    },
  ].map(({ say, bad, what }) =>
    ruleCase(
      ['ipam-cannot-work', ERROR, LAN, CONFIG],
      [what, ''],
      [`static: ${say}`, withStatic(bad)],
      [
        'what the plugin takes',
        withStatic({ addresses: [{ address: '10.9.0.5/24' }], routes: [{ dst: '0.0.0.0/0', gw: '10.9.0.1' }] }),
      ],
    ),
  ),
  ...[
    { say: 'no subnet', bad: {}, what: 'IPAM host-local has no subnet' },
    { say: 'host bits', bad: { subnet: '10.9.0.5/24' }, what: 'with host bits' },
    { say: 'a range outside', bad: { subnet: '10.9.0.0/24', rangeStart: '10.8.0.9' }, what: 'rangeStart 10.8.0.9' },
  ].map(({ say, bad, what }) =>
    ruleCase(
      ['ipam-cannot-work', ERROR, LAN, CONFIG],
      [what, ''],
      [`host-local: ${say}`, withLocal(bad)],
      ['what the plugin takes', withLocal({ subnet: '10.9.0.0/24', rangeStart: '10.9.0.9' })],
      { also: ['ipam-per-node'], missAlso: ['ipam-per-node'] },
    ),
  ),
  ruleCase(
    ['ipam-cannot-work', ERROR, LAN, CONFIG],
    ['IPAM static has no addresses', 'list addresses'],
    ['a NAD that waits for addresses from the pod, with a VM on it', withStatic({})],
    ['only pods are on it', alone({ ...bridge, ipam: { type: 'static' } })],
  ),
  ruleCase(
    ['ipam-gateway-without-route', WARNING, LAN, CONFIG],
    ['has the gateway 10.9.0.1 and no route', 'add "routes"'],
    ['a gateway alone', withStatic({ addresses: [{ address: '10.9.0.5/24', gateway: '10.9.0.1' }] })],
    [
      'and a route',
      withStatic({
        addresses: [{ address: '10.9.0.5/24', gateway: '10.9.0.1' }],
        routes: [{ dst: '0.0.0.0/0', gw: '10.9.0.1' }],
      }),
    ],
  ),
  ruleCase(
    ['ipam-beside-guest-address', WARNING, DB, NIC],
    ['the guest has 10.9.0.5/24 on "lan", and IPAM static', 'take ipam out of the NAD'],
    [
      'an address of the NAD beside the guest’s own',
      addressed(
        { ...bridge, ipam: { type: 'static', addresses: [{ address: '10.9.0.6/24' }] } },
        { addresses: ['10.9.0.5/24'] },
      ),
    ],
    [
      'the guest asks by DHCP',
      addressed({ ...bridge, ipam: { type: 'static', addresses: [{ address: '10.9.0.6/24' }] } }, { dhcp4: true }),
    ],
  ),
  ruleCase(
    ['address-outside-nad', WARNING, DB, NIC],
    ['the guest has 10.8.0.5/24 on "lan", outside 10.9.0.0/24', 'give it an address inside'],
    [
      'an address of another network',
      addressed(
        { ...ovn, topology: 'layer2', vlanID: undefined, subnets: '10.9.0.0/24' },
        { addresses: ['10.8.0.5/24'] },
      ),
    ],
    [
      'an address inside',
      addressed(
        { ...ovn, topology: 'layer2', vlanID: undefined, subnets: '10.9.0.0/24' },
        { addresses: ['10.9.0.5/24'] },
      ),
    ],
    { also: ['address-on-ovn-subnet'], missAlso: ['address-on-ovn-subnet'] },
  ),
  ruleCase(
    ['binding-not-of-nad', ERROR, DB, NIC],
    ['the NAD "lan" is of type sriov', 'write sriov: {}'],
    ['bridge: {} on an SR-IOV network', used({ type: 'sriov' }, device)],
    [
      'sriov: {}',
      file(nad('lan', { type: 'sriov' }, device), vm('db', { nics: [sriov], requests: { 'vendor.com/vf': '1' } })),
    ],
  ),
  ruleCase(
    ['binding-not-of-nad', ERROR, DB, NIC],
    ['the NAD "lan" is of type bridge', 'write bridge: {}'],
    [
      'sriov: {} on a bridge',
      file(nad('lan', bridge), vm('db', { nics: [sriov], requests: { 'vendor.com/vf': '1' } })),
    ],
    ['bridge: {}', used(bridge)],
  ),
  ruleCase(
    ['sriov-nad-without-resource', ERROR, LAN, 'metadata.annotations'],
    ['has no annotation k8s.v1.cni.cncf.io/resourceName', 'name the resource'],
    [
      'an SR-IOV network that names no resource',
      file(nad('lan', { type: 'sriov' }), vm('db', { nics: [sriov], requests: { 'vendor.com/vf': '1' } })),
    ],
    ['no VM is on it', alone({ type: 'sriov' })],
  ),
  ruleCase(
    ['resource-name-invalid', ERROR, LAN, 'metadata.annotations.k8s.v1.cni.cncf.io/resourceName'],
    ['"vendor.com/vf, ovs-cni.network.kubevirt.io/br1" is no resource', 'keep the resource of the device plugin'],
    [
      'two resources in one annotation',
      used({ type: 'ovs', bridge: 'br1', vlan: 7 }, named('vendor.com/vf, ovs-cni.network.kubevirt.io/br1')),
    ],
    ['the device alone', used({ type: 'ovs', bridge: 'br1', vlan: 7 }, named('vendor.com/vf'))],
  ),
  ruleCase(
    ['resource-name-invalid', ERROR, LAN, 'metadata.annotations.k8s.v1.cni.cncf.io/resourceName'],
    ['"sriov_nic" is no resource', 'openshift.io/sriov_nic'],
    ['a name without its domain', used(bridge, named('sriov_nic'))],
    ['with it', used(bridge, named('openshift.io/sriov_nic'))],
  ),
  ruleCase(
    ['resource-unequal', ERROR, DB, `${LIMITS}.limits`],
    ['requests "2" of vendor.com/vf, and its limit is "1"', 'write the same number'],
    ['a limit below the request', onDevice('2', '1', 2)],
    ['the same, once a number', onDevice('2', 2, 2)],
  ),
  ruleCase(
    ['resource-count', WARNING, DB, `${LIMITS}.requests`],
    ['2 NICs are on vendor.com/vf, and the VM asks for "1"', 'ask for "2"'],
    ['one device for two NICs', onDevice('1', '1', 2)],
    ['one for each', onDevice('2', '2', 2)],
  ),
  ruleCase(
    ['multus-default-no-address', ERROR, DB, `${NETWORK}.multus.default`],
    ['the NAD "lan" gives the launcher pod no address', 'take default: true away'],
    ['a default network without IPAM', file(nad('lan', bridge), vm('db', multusDefault('vms/lan')))],
    [
      'with IPAM',
      file(
        nad('lan', { ...bridge, ipam: { type: 'static', addresses: [{ address: '10.9.0.5/24' }] } }),
        vm('db', multusDefault('vms/lan')),
      ),
    ],
  ),
  ruleCase(
    ['multus-default-bare-name', WARNING, DB, `${NETWORK}.multus.networkName`],
    ['looks for the default network "elsewhere" in its own namespace', 'write "vms/elsewhere"'],
    ['a default network by its bare name', file(vm('db', multusDefault('elsewhere')))],
    ['with its namespace', file(vm('db', multusDefault('vms/elsewhere')))],
  ),
  ruleCase(
    ['nad-behind-isolation', WARNING, DB, `${NETWORK}.multus.networkName`],
    ['the NAD "infra/lan" is in another namespace', 'make a NAD in "vms"'],
    ['a NAD of another namespace that nobody here knows', file(vm('db', { nics: [{ ...lan, nad: 'infra/lan' }] }))],
    ['one that is for everybody', file(vm('db', { nics: [{ ...lan, nad: 'default/lan' }] }))],
  ),
  ruleCase(
    ['networks-annotation', WARNING, DB, 'spec.template.metadata.annotations'],
    ['gives the guest no NIC', 'list the NAD under networks'],
    ['the annotation of pods on a VM', file(annotatedVm('k8s.v1.cni.cncf.io/networks'))],
    ['another annotation', file(annotatedVm('example.org/networks'))],
  ),
  ruleCase(
    ['mac-spoof-second-mac', WARNING, DB, NIC],
    ['drops frames of any second MAC on "lan", and a bond or bridge', 'take macspoofchk out'],
    ['the check under a bridge in the guest', withBridge({ ...bridge, macspoofchk: true })],
    ['no check', withBridge(bridge)],
  ),
  ruleCase(
    ['bridge-name-owned', WARNING, LAN, CONFIG],
    ['no bridge is named, so it is "cni0"', 'use a bridge of your own'],
    ['a VM on a bridge without a name', used({ type: 'bridge' })],
    ['only pods are on it', alone({ type: 'bridge' })],
  ),
];

function annotatedVm(annotation: string): Data {
  const guest = vm('db', { nics: [{ name: 'default' }] });
  const spec = guest.spec as { readonly template: Data };
  return {
    ...guest,
    spec: { ...spec, template: { ...spec.template, metadata: { annotations: { [annotation]: 'lan' } } } },
  };
}

/** A guest that takes its NIC into a bridge of its own. */
function withBridge(cni: Data) {
  const networkData = JSON.stringify({
    version: 2,
    ethernets: { lan: { match: { macaddress: MAC } } },
    bridges: { br0: { interfaces: ['lan'], dhcp4: true } },
  });
  return file(
    nad('lan', cni),
    vm('db', { nics: [{ ...lan, macAddress: MAC }], volumes: [networkDataInline(networkData)] }),
  );
}
