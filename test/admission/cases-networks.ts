import { defaultCluster } from '../../src/admission';
import { type Case, gates, template, without } from './cases';

const NIC = 'domain.devices.interfaces.0';
const nic = 'domain.devices.interfaces[0]';
const second = { 'networks.1': { name: 'lan', multus: { networkName: 'lan' } } };
const lan = { ...second, 'domain.devices.interfaces.1': { name: 'lan', bridge: {} } };
const only = (changes: object) => ({ networks: [{ name: 'default', multus: { networkName: 'lan' } }], ...changes });
const draNetwork = { resourceClaim: { claimName: 'nic', requestName: 'vf' } };

/** Networks and interfaces. */
export const networkCases: readonly Case[] = [
  template('net-without-iface', 'networks[1].name', second, lan),
  template('iface-without-net', `${nic}.name`, { [NIC]: { name: 'pod', bridge: {} }, networks: [] }, {}),
  template(
    'net-name-unique',
    'networks[1].name',
    { 'networks.1': { name: 'default', multus: { networkName: 'lan' } }, [NIC]: { name: 'default', bridge: {} } },
    lan,
  ),
  template(
    'iface-name-unique',
    'domain.devices.interfaces[1].name',
    { 'domain.devices.interfaces.1': { name: 'default', bridge: {} } },
    lan,
  ),
  template(
    'iface-name-format',
    `${nic}.name`,
    { [`${NIC}.name`]: 'a.b', 'networks.0.name': 'a.b' },
    { [`${NIC}.name`]: '-A_b', 'networks.0.name': '-A_b' },
  ),
  template(
    'iface-one-binding',
    nic,
    { [`${NIC}.bridge`]: {} },
    { [`${NIC}.masquerade`]: undefined, [`${NIC}.bridge`]: {} },
  ),
  template(
    'iface-one-binding',
    nic,
    { [`${NIC}.masquerade`]: undefined },
    { [`${NIC}.masquerade`]: undefined, [`${NIC}.binding`]: { name: 'any' } },
  ),
  template('iface-discontinued', `${nic}.slirp`, { [`${NIC}.slirp`]: {} }, {}),
  template('masquerade-pod-only', `${nic}.masquerade`, only({}), only({ [NIC]: { name: 'default', bridge: {} } })),
  template(
    'masquerade-reserved-mac',
    `${nic}.macAddress`,
    { [`${NIC}.macAddress`]: '02:00:00:00:00:00' },
    { [`${NIC}.macAddress`]: '02-00-00-00-00-00' },
  ),
  template('passt-pod-only', `${nic}.passtBinding`, only({ [NIC]: { name: 'default', passtBinding: {} } }), {
    [NIC]: { name: 'default', passtBinding: {} },
  }),
  template(
    'passt-gate',
    `${nic}.passtBinding`,
    { [NIC]: { name: 'default', passtBinding: {} } },
    {},
    without('PasstBinding'),
  ),
  template(
    'bridge-on-pod',
    `${nic}.bridge`,
    { [NIC]: { name: 'default', bridge: {} } },
    {},
    defaultCluster({ config: { permitBridgeInterfaceOnPodNetwork: false } }),
  ),
  template('pod-once', 'networks[1].pod', { ...lan, 'networks.1': { name: 'lan', pod: {} } }, lan),
  template(
    'multus-default-once',
    'networks[1].multus.default',
    {
      networks: [
        { name: 'default', multus: { networkName: 'a', default: true } },
        { name: 'lan', multus: { networkName: 'b', default: true } },
      ],
      'domain.devices.interfaces': [
        { name: 'default', bridge: {} },
        { name: 'lan', bridge: {} },
      ],
    },
    {
      networks: [
        { name: 'default', multus: { networkName: 'a', default: true } },
        { name: 'lan', multus: { networkName: 'b' } },
      ],
      'domain.devices.interfaces': [
        { name: 'default', bridge: {} },
        { name: 'lan', bridge: {} },
      ],
    },
  ),
  template('multus-default-or-pod', 'networks[1].multus.default', { ...lan, 'networks.1.multus.default': true }, lan),
  template(
    'net-one-source',
    'networks[0]',
    { 'networks.0': { name: 'default' }, [NIC]: { name: 'default', bridge: {} } },
    {},
  ),
  template(
    'multus-network-name',
    'networks[0].multus.networkName',
    { ...only({ [NIC]: { name: 'default', bridge: {} } }), 'networks.0.multus.networkName': '' },
    { ...only({ [NIC]: { name: 'default', bridge: {} } }), 'networks.0.multus.networkName': 'a/b/c' },
  ),
  template(
    'net-dra-gate',
    'networks[0].resourceClaim',
    { 'networks.0': { name: 'default', ...draNetwork }, [NIC]: { name: 'default', sriov: {} } },
    {},
  ),
  template(
    'net-dra-gate',
    'networks[0].resourceClaim.claimName',
    { 'networks.0': { name: 'default', ...draNetwork }, [NIC]: { name: 'default', sriov: {} } },
    {
      'networks.0': { name: 'default', ...draNetwork },
      [NIC]: { name: 'default', sriov: {} },
      resourceClaims: [{ name: 'nic', resourceClaimName: 'nic' }],
    },
    gates('NetworkDevicesWithDRA'),
  ),
  template('iface-model', `${nic}.model`, { [`${NIC}.model`]: 'vmxnet3' }, { [`${NIC}.model`]: 'igb' }),
  template(
    'iface-mac',
    `${nic}.macAddress`,
    { [`${NIC}.macAddress`]: '02:00:00:00:01' },
    { [`${NIC}.macAddress`]: '020000000001' },
  ),
  template(
    'iface-pci',
    `${nic}.pciAddress`,
    { [`${NIC}.pciAddress`]: '0000:81:00.8' },
    { [`${NIC}.pciAddress`]: '0000:8F:00.7' },
  ),
  template(
    'iface-boot-order',
    `${nic}.bootOrder`,
    { [`${NIC}.bootOrder`]: 1, 'domain.devices.disks.0.bootOrder': 1 },
    { [`${NIC}.bootOrder`]: 2, 'domain.devices.disks.0.bootOrder': 1 },
  ),
  template('iface-boot-order', `${nic}.bootOrder`, { [`${NIC}.bootOrder`]: 0 }, { [`${NIC}.bootOrder`]: 1 }),
  template('iface-state-value', `${nic}.state`, { [`${NIC}.state`]: 'Up' }, { [`${NIC}.state`]: 'up' }),
  template(
    'iface-state-sriov',
    'domain.devices.interfaces[1].state',
    { ...lan, 'domain.devices.interfaces.1': { name: 'lan', sriov: {}, state: 'down' } },
    { ...lan, 'domain.devices.interfaces.1': { name: 'lan', bridge: {}, state: 'down' } },
  ),
  template(
    'iface-state-absent',
    `${nic}.state`,
    { [NIC]: { name: 'default', bridge: {}, state: 'absent' } },
    { ...lan, 'domain.devices.interfaces.1.state': 'absent' },
  ),
  template(
    'port-required',
    `${nic}.ports[0].port`,
    { [`${NIC}.ports`]: [{ port: 0 }] },
    { [`${NIC}.ports`]: [{ port: 22 }, { port: 22 }] },
  ),
  template(
    'port-range',
    `${nic}.ports[0].port`,
    { [`${NIC}.ports`]: [{ port: 65536 }] },
    { [`${NIC}.ports`]: [{ port: 65535 }] },
  ),
  template(
    'port-protocol',
    `${nic}.ports[0].protocol`,
    { [`${NIC}.ports`]: [{ port: 22, protocol: 'tcp' }] },
    { [`${NIC}.ports`]: [{ port: 22, protocol: 'TCP' }] },
  ),
  template(
    'port-name',
    `${nic}.ports[0].name`,
    { [`${NIC}.ports`]: [{ port: 22, name: 'a-port-name-of-16' }] },
    { [`${NIC}.ports`]: [{ port: 22, name: 'a-portname-of15' }] },
  ),
  template(
    'port-name',
    `${nic}.ports[1].name`,
    {
      [`${NIC}.ports`]: [
        { port: 22, name: 'ssh' },
        { port: 23, name: 'ssh' },
      ],
    },
    {
      [`${NIC}.ports`]: [
        { port: 22, name: 'ssh' },
        { port: 22, name: 'scp' },
      ],
    },
  ),
  template(
    'port-ranges-gate',
    `${nic}.portRanges`,
    { [`${NIC}.portRanges`]: [{ protocol: 'TCP', start: 1, end: 9 }] },
    {},
  ),
  template(
    'port-ranges-gate',
    `${nic}.portRanges[1]`,
    {
      [`${NIC}.portRanges`]: [
        { protocol: 'TCP', start: 1, end: 9 },
        { protocol: 'TCP', start: 9, end: 12 },
      ],
    },
    {
      [`${NIC}.portRanges`]: [
        { protocol: 'TCP', start: 1, end: 9 },
        { protocol: 'UDP', start: 9, end: 12 },
      ],
    },
    gates('PortRangesSpec'),
  ),
  template(
    'dhcp-private',
    `${nic}.dhcpOptions.privateOptions[0].option`,
    { [`${NIC}.dhcpOptions.privateOptions`]: [{ option: 223, value: 'a' }] },
    { [`${NIC}.dhcpOptions.privateOptions`]: [{ option: 254, value: 'a' }] },
  ),
  template(
    'dhcp-ntp',
    `${nic}.dhcpOptions.ntpServers[0]`,
    { [`${NIC}.dhcpOptions.ntpServers`]: ['2001:db8::1'] },
    { [`${NIC}.dhcpOptions.ntpServers`]: ['192.0.2.1'] },
  ),
  template(
    'dhcp-ntp',
    `${nic}.dhcpOptions.ntpServers[0]`,
    { [`${NIC}.dhcpOptions.ntpServers`]: ['::c000:201'] },
    { [`${NIC}.dhcpOptions.ntpServers`]: ['::ffff:c000:201'] },
  ),
];
