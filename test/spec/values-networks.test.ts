import { describe, expect, test } from 'vitest';
import {
  InterfaceState,
  IpAssignedBy,
  type IpConfig,
  NetworkAttachment,
  type NetworkConfig,
  NetworkType,
} from '../../src';
import {
  cni,
  DHCP,
  entry,
  good,
  type Json,
  newChart,
  nic,
  objectOf,
  refusal,
  STATIC,
  type Synthesized,
} from './support';
import { accepts, each, ip, long, net, passthru, pod, refuses, sriov, wrong } from './value-rows';

describe('addresses', () => {
  const route = (rest: object) => ip({ routes: [{ to: '10.9.0.0/16', via: '192.168.100.1', ...rest }] });
  const six = { mode: STATIC.mode, address: '2001:db8::10/64' };

  refuses([
    {
      say: 'STATIC without an address',
      props: ip({ address: undefined }),
      field: 'networks[0].ipConfig.address',
      fix: /\/24|CIDR|prefix/,
    },
    ...each(
      'networks[0].ipConfig.address',
      /./,
      [
        '192.168.100.10',
        '192.168.100.10/33',
        '192.168.100.300/24',
        '192.168.100/24',
        '192.168.100.010/24',
        '0xc0.168.100.10/24',
        '192.168.100.0/24',
        '192.168.100.255/24',
        '192.168.100.10/24/8',
        '192.168.100.10/',
        '',
        '2001:db8::10',
        '2001:db8::10/129',
        '2001:db8::/64',
        'web.example/24',
      ],
      (address) => ip({ address }),
    ),
    ...each('networks[0].ipConfig.addresses[0]', /./, ['10.0.0.5', '10.0.0.0/24', 'x'], (address) =>
      ip({ addresses: [address] }),
    ),
    {
      say: 'an address beside DHCP',
      props: net({ ipConfig: { ...DHCP, address: '10.0.0.5/24' } }),
      field: 'networks[0].ipConfig.address',
      value: '10.0.0.5/24',
      fix: /STATIC/,
    },
    {
      say: 'a gateway beside DHCP',
      props: net({ ipConfig: { ...DHCP, gateway: '10.0.0.1' } }),
      field: 'networks[0].ipConfig.gateway',
      value: '10.0.0.1',
      fix: /./,
    },
    ...each('networks[0].ipConfig.mode', /static|STATIC/, ['auto'], (mode) => net({ ipConfig: { mode } })),
    ...each(
      'networks[0].ipConfig.gateway',
      /./,
      [
        '192.168.101.1',
        '192.168.100.10',
        '192.168.100.0',
        '192.168.100.255',
        '192.168.100.1/24',
        'router',
        '',
        '2001:db8::1',
      ],
      (gateway) => ip({ gateway }),
    ),
    {
      say: 'a gateway beside /32',
      props: ip({ address: '10.0.0.5/32', gateway: '10.0.0.1' }),
      field: 'networks[0].ipConfig.gateway',
      value: '10.0.0.1',
      fix: /./,
    },
    {
      say: 'a gateway beside /128',
      props: ip({ address: '2001:db8::10/128', gateway: '2001:db8::1' }),
      field: 'networks[0].ipConfig.gateway',
      value: '2001:db8::1',
      fix: /./,
    },
    {
      say: 'an IPv6 gateway outside the subnet',
      props: ip({ ...six, gateway: '2001:db8:1::1' }),
      field: 'networks[0].ipConfig.gateway',
      value: '2001:db8:1::1',
      fix: /./,
    },
    {
      say: "an IPv6 gateway that is the NIC's own",
      props: ip({ ...six, gateway: '2001:db8::10' }),
      field: 'networks[0].ipConfig.gateway',
      value: '2001:db8::10',
      fix: /./,
    },
    {
      say: 'a gateway on the other host of /31 that is not in it',
      props: ip({ address: '10.0.0.4/31', gateway: '10.0.0.6' }),
      field: 'networks[0].ipConfig.gateway',
      value: '10.0.0.6',
      fix: /./,
    },
    ...each('networks[0].ipConfig.dnsServers[0]', /./, ['8.8.8.8/32', 'dns.example', '', '8.8.8'], (server) =>
      ip({ dnsServers: [server] }),
    ),
    ...each('networks[0].ipConfig.searchDomains[0]', /./, ['lab local', '', '-a.local'], (domain) =>
      ip({ searchDomains: [domain] }),
    ),
    ...each('networks[0].ipConfig.routes[0].to', /./, ['10.9.0.1/16', '10.9.0.0', '10.9.0.0/33', 'lan', ''], (to) =>
      route({ to }),
    ),
    ...each('networks[0].ipConfig.routes[0].to', /gateway/, ['0.0.0.0/0', '::/0', 'default'], (to) => route({ to })),
    ...each(
      'networks[0].ipConfig.routes[0].via',
      /./,
      ['192.168.101.1', '192.168.100.1/24', 'router', '', '2001:db8::1'],
      (via) => route({ via }),
    ),
    ...each('networks[0].ipConfig.routes[0].metric', /4294967295/, [-1, 4294967296, 1.5, wrong('5')], (metric) =>
      route({ metric }),
    ),
    {
      say: 'a next hop on DHCP that is no IP',
      props: net({ ipConfig: { ...DHCP, routes: [{ to: '10.9.0.0/16', via: 'router' }] } }),
      field: 'networks[0].ipConfig.routes[0].via',
      value: 'router',
      fix: /./,
    },
  ]);

  test.each([
    { say: 'addresses beside DHCP', ipConfig: { ...DHCP, addresses: ['10.0.0.5/24'] }, at: 'addresses' },
    { say: 'gateways beside DHCP', ipConfig: { ...DHCP, gateways: ['10.0.0.1'] }, at: 'gateways' },
    {
      say: 'a second IPv4 gateway',
      ipConfig: { ...STATIC, gateway: '192.168.100.1', gateways: ['192.168.100.2'] },
      at: 'gateways',
    },
    {
      say: 'two gateways of one family',
      ipConfig: { ...STATIC, gateways: ['192.168.100.1', '192.168.100.2'] },
      at: 'gateways',
    },
  ])('$say are refused', ({ ipConfig, at }) => {
    expect(refusal(net({ ipConfig }))).toMatch(
      new RegExp(`^web/web-01: networks\\[0\\]\\.ipConfig\\.${at}(\\[\\d\\])?: .* is not valid; .`),
    );
  });

  const lan = (r: Synthesized) => entry(r, 'lan');
  const four = (gateway: string) => [{ to: '0.0.0.0/0', via: gateway, metric: 50 }];
  accepts([
    {
      say: 'the lower host of /31',
      props: ip({ address: '10.0.0.4/31', gateway: '10.0.0.5' }),
      seen: lan,
      want: { addresses: ['10.0.0.4/31'], routes: four('10.0.0.5') },
    },
    {
      say: 'the upper host of /31',
      props: ip({ address: '10.0.0.5/31', gateway: '10.0.0.4' }),
      seen: lan,
      want: { addresses: ['10.0.0.5/31'], routes: four('10.0.0.4') },
    },
    { say: 'a /32', props: ip({ address: '10.0.0.5/32' }), seen: lan, want: { addresses: ['10.0.0.5/32'] } },
    {
      say: 'the lower host of /127',
      props: ip({ address: '2001:db8::/127', gateway: '2001:db8::1' }),
      seen: lan,
      want: { addresses: ['2001:db8::/127'], routes: [{ to: '::/0', via: '2001:db8::1' }] },
    },
    {
      say: 'the upper host of /127',
      props: ip({ address: '2001:db8::1/127', gateway: '2001:db8::' }),
      seen: lan,
      want: { addresses: ['2001:db8::1/127'], routes: [{ to: '::/0', via: '2001:db8::' }] },
    },
    { say: 'a /128', props: ip({ address: '2001:db8::10/128' }), seen: lan, want: { addresses: ['2001:db8::10/128'] } },
    {
      say: 'a link-local IPv6 gateway',
      props: ip({ ...six, gateway: 'fe80::1' }),
      seen: lan,
      want: { addresses: ['2001:db8::10/64'], routes: [{ to: '::/0', via: 'fe80::1' }] },
    },
    {
      say: 'the last address before the broadcast',
      props: ip({ address: '192.168.100.254/24' }),
      seen: lan,
      want: { addresses: ['192.168.100.254/24'] },
    },
    {
      say: 'an IPv6 address that ends in ffff',
      props: ip({ address: '2001:db8::ffff:ffff:ffff:ffff/64' }),
      seen: (r) => lan(r).addresses.length,
      want: 1,
    },
    {
      say: 'IPv6 DNS',
      props: ip({ dnsServers: ['2001:4860:4860::8888', '1.1.1.1'] }),
      seen: (r) => lan(r).nameservers,
      want: { addresses: ['2001:4860:4860::8888', '1.1.1.1'] },
    },
    {
      say: 'metric 0',
      props: route({ metric: 0 }),
      seen: (r) => lan(r).routes,
      want: [{ to: '10.9.0.0/16', via: '192.168.100.1', metric: 0 }],
    },
    {
      say: 'the largest metric',
      props: route({ metric: 4294967295 }),
      seen: (r) => lan(r).routes,
      want: [{ to: '10.9.0.0/16', via: '192.168.100.1', metric: 4294967295 }],
    },
    {
      say: 'a link-local next hop',
      props: ip({ ...six, routes: [{ to: '2001:db8:9::/48', via: 'fe80::1' }] }),
      seen: (r) => lan(r).routes,
      want: [{ to: '2001:db8:9::/48', via: 'fe80::1' }],
    },
    {
      say: 'any next hop on DHCP',
      props: net({ ipConfig: { ...DHCP, routes: [{ to: '10.9.0.0/16', via: '10.1.1.1' }] } }),
      seen: (r) => lan(r).routes,
      want: [{ to: '10.9.0.0/16', via: '10.1.1.1' }],
    },
  ]);

  describe('assigned by the CNI plugin', () => {
    const byCni = (config: Partial<IpConfig>, network: Partial<NetworkConfig> = {}) =>
      net({ ...network, ipConfig: { ...STATIC, assignedBy: IpAssignedBy.CNI, ...config } });

    test.each([
      { say: 'DHCP', props: byCni({ mode: DHCP.mode, address: undefined }) },
      { say: 'an IPv6 address', props: byCni({ address: '2001:db8::10/64' }) },
      { say: 'a second address', props: byCni({ addresses: ['192.168.100.11/24'] }) },
      { say: 'an sriov network', props: byCni({}, { type: NetworkType.SRIOV, resourceName: 'vendor.com/vf' }) },
      { say: 'an existing NAD', props: byCni({}, { nadName: 'lan' }) },
    ])('$say is refused', ({ props }) => {
      expect(refusal(props)).toMatch(/^web\/web-01: networks\[0\]\.(ipConfig|nadName)\S*: .* is not valid; ./);
    });

    test('a shared attachment is refused', () => {
      const attachment = new NetworkAttachment(newChart(), 'shared');
      expect(refusal(byCni({}, { attachment }))).toMatch(/^web\/web-01: networks\[0\]\.\S*: .* is not valid; ./s);
    });
  });
});

describe('the wire', () => {
  refuses([
    ...each('networks[0].type', /bridge/, ['vxlan', ''], (type) => net({ type })),
    ...each('networks[0].vlanId', /1 to 4094/, [0, 4095, -1, 5.5, wrong('100')], (vlanId) => net({ vlanId })),
    ...each('networks[0].mtu', /68.*65535/, [67, 65536, 1500.5, 0, -1, wrong('1500')], (mtu) => net({ mtu })),
    {
      say: 'mtu 1279 with an IPv6 address',
      props: net({ mtu: 1279, ipConfig: { ...STATIC, address: '2001:db8::10/64' } }),
      field: 'networks[0].mtu',
      value: 1279,
      fix: /1280/,
    },
    {
      say: 'mtu 1279 with a second address of IPv6',
      props: net({ mtu: 1279, ipConfig: { ...STATIC, addresses: ['2001:db8::10/64'] } }),
      field: 'networks[0].mtu',
      value: 1279,
      fix: /1280/,
    },
    ...each('networks[0].bridgeName', /15/, [long(16), 'br/1', 'br 1', 'br:1', '', '-br', '.'], (bridgeName) =>
      net({ bridgeName }),
    ),
    {
      say: 'an ovs bridge name of 16 characters',
      props: net({ type: NetworkType.OVS, bridgeName: long(16) }),
      field: 'networks[0].bridgeName',
      value: long(16),
      fix: /15/,
    },
    ...each('networks[0].physicalInterface', /15/, [long(16), 'eth/1', 'eth 1', ''], (physicalInterface) =>
      passthru({ physicalInterface }),
    ),
    {
      say: 'physicalInterface on bridge',
      props: net({ physicalInterface: 'eth1' }),
      field: 'networks[0].physicalInterface',
      value: 'eth1',
      fix: /macvlan/,
    },
    {
      say: 'physicalInterface on ovs',
      props: net({ type: NetworkType.OVS, vlanId: 5, physicalInterface: 'eth1' }),
      field: 'networks[0].physicalInterface',
      value: 'eth1',
      fix: /macvlan/,
    },
    {
      say: 'macvlan without physicalInterface',
      props: passthru({ physicalInterface: undefined }),
      field: 'networks[0].physicalInterface',
      fix: /./,
    },
    {
      say: 'macvlan without a mode',
      props: passthru({ macvlanMode: undefined }),
      field: 'networks[0].macvlanMode',
      fix: /bridge.*(passthru|PASSTHRU).*macvtap/i,
    },
    ...each(
      'networks[0].macvlanMode',
      /bridge.*(passthru|PASSTHRU).*macvtap/i,
      ['bridge', 'private', 'vepa', 'source'],
      (macvlanMode) => passthru({ macvlanMode }),
    ),
    {
      say: 'sriov without resourceName',
      props: sriov({ resourceName: undefined }),
      field: 'networks[0].resourceName',
      fix: /vendor\.com|resource/,
    },
    ...each(
      'networks[0].resourceName',
      /\//,
      ['vf', 'a/b/c', 'vendor com/vf', 'vendor.com/', '/vf', ''],
      (resourceName) => sriov({ resourceName }),
    ),
    {
      say: 'an ovs trunk beside a VLAN',
      props: net({ type: NetworkType.OVS, vlanId: 5, trunk: ['10'] }),
      field: 'networks[0].vlanId',
      value: 5,
      fix: /trunk/,
    },
  ]);

  test('a master that is too long with its VLAN is refused', () => {
    expect(refusal(passthru({ physicalInterface: 'enp129s0f0np0', vlanId: 100 }))).toMatch(
      /^web\/web-01: networks\[0\]\.(physicalInterface|vlanId): .* is not valid; .*15/,
    );
  });

  test.each([
    { say: 'VLAN 0', trunk: ['0'] },
    { say: 'VLAN 4095', trunk: ['4095'] },
    { say: 'a range up to 4095', trunk: ['4000-4095'] },
    { say: 'a range backwards', trunk: ['30-20'] },
    { say: 'an open range', trunk: ['10-'] },
    { say: 'a word', trunk: ['lan'] },
    { say: 'a number with a fraction', trunk: ['10.5'] },
    { say: 'an empty text', trunk: [''] },
    { say: 'one VLAN twice', trunk: ['10', '10'] },
    { say: 'a VLAN inside a range', trunk: ['10-20', '15'] },
    { say: 'ranges that share their end', trunk: ['10-20', '20-30'] },
    { say: 'a range around an earlier one', trunk: ['15', '10-20'] },
  ])('a trunk with $say is refused', ({ trunk }) => {
    for (const type of [NetworkType.BRIDGE, NetworkType.OVS]) {
      expect(refusal(net({ type, trunk }))).toMatch(/^web\/web-01: networks\[0\]\.trunk(\[\d\])?: .* is not valid; ./);
    }
  });

  accepts([
    ...[1, 4094].map((vlanId) => ({
      say: `VLAN ${vlanId}`,
      props: net({ vlanId }),
      seen: (r: Synthesized) => cni(r).vlan,
      want: vlanId,
    })),
    ...[68, 1279, 65535].map((mtu) => ({
      say: `mtu ${mtu}`,
      props: net({ mtu }),
      seen: (r: Synthesized) => [cni(r).mtu, entry(r, 'lan').mtu],
      want: [mtu, mtu],
    })),
    {
      say: 'mtu 1280 with an IPv6 address',
      props: net({ mtu: 1280, ipConfig: { ...STATIC, address: '2001:db8::10/64' } }),
      seen: (r) => entry(r, 'lan').mtu,
      want: 1280,
    },
    {
      say: 'a bridge name of 15 characters',
      props: net({ bridgeName: long(15) }),
      seen: (r) => cni(r).bridge,
      want: long(15),
    },
    {
      say: 'a bridge name with dot, hyphen and underscore',
      props: net({ bridgeName: 'Br_1.x-y' }),
      seen: (r) => cni(r).bridge,
      want: 'Br_1.x-y',
    },
    {
      say: 'a master of 15 characters',
      props: passthru({ physicalInterface: long(15) }),
      seen: (r) => cni(r).master,
      want: long(15),
    },
    {
      say: 'a master of 15 characters with its VLAN',
      props: passthru({ physicalInterface: long(11), vlanId: 100 }),
      seen: (r) => cni(r).master,
      want: `${long(11)}.100`,
    },
    {
      say: 'a trunk of all VLANs',
      props: net({ trunk: ['1-4094'] }),
      seen: (r) => cni(r).vlanTrunk,
      want: [{ minID: 1, maxID: 4094 }],
    },
    {
      say: 'a trunk of neighbours',
      props: net({ trunk: ['10', '11-20', '21'] }),
      seen: (r) => cni(r).vlanTrunk,
      want: [{ id: 10 }, { minID: 11, maxID: 20 }, { id: 21 }],
    },
  ]);
});

describe('the NIC', () => {
  const badMacs = [
    '01:00:5e:00:00:01',
    '00:00:00:00:00:00',
    'ff:ff:ff:ff:ff:ff',
    '02:00:00:00:01',
    '02:00:00:00:00:00:00:01',
    '02:00:00:00:00:0g',
    'mac',
    '',
  ];

  refuses([
    ...each('networks[0].macAddress', /./, badMacs, (macAddress) => net({ macAddress })),
    ...each('podNetwork.macAddress', /./, [...badMacs, '02:00:00:00:00:00'], (macAddress) => pod({ macAddress })),
    ...each('networks[0].bootOrder', /1/, [0, -1, 1.5, wrong('1')], (bootOrder) => net({ bootOrder })),
    ...each(
      'networks[0].pciAddress',
      /0000:81:01\.0/,
      ['81:01.0', '0000:81:01.8', '0000:81:01', '0000:zz:01.0', ''],
      (pciAddress) => net({ pciAddress }),
    ),
    ...each('networks[0].model', /virtio|VIRTIO/, ['vmxnet3', ''], (model) => net({ model })),
    ...each('podNetwork.model', /virtio|VIRTIO/, ['vmxnet3'], (model) => pod({ model })),
    ...each('networks[0].state', /up|UP/, ['gone'], (state) => net({ state })),
    ...each('networks[0].model', /bridge/, ['e1000'], (model) => sriov({ model })),
    ...each('networks[0].state', /bridge/, [InterfaceState.UP, InterfaceState.DOWN, InterfaceState.ABSENT], (state) =>
      sriov({ state }),
    ),
    ...each('podNetwork.ports[0].port', /1 to 65535/, [0, 65536, -1, 80.5, wrong('80')], (port) =>
      pod({ ports: [{ port }] }),
    ),
    ...each('podNetwork.ports[0].name', /15/, [long(16), 'HTTP', 'a--b', '-a', 'a-', '8080', 'a_b', ''], (name) =>
      pod({ ports: [{ port: 80, name }] }),
    ),
    ...each('podNetwork.ports[0].protocol', /TCP/, ['SCTP', 'tcp'], (protocol) =>
      pod({ ports: [{ port: 80, protocol }] }),
    ),
    ...each('podNetwork.vmNetworkCidr', /./, ['10.0.2.0', '10.0.2.0/33', 'fd10::/120', 'x', ''], (vmNetworkCidr) =>
      pod({ vmNetworkCidr }),
    ),
    ...each('podNetwork.vmIpv6NetworkCidr', /./, ['fd10::', '10.0.2.0/24', 'x', ''], (vmIpv6NetworkCidr) =>
      pod({ ipv6: true, vmIpv6NetworkCidr }),
    ),
    ...each('podNetwork.clusterCidrs[0]', /./, ['10.244.0.0', '10.244.0.0/33', 'x', ''], (cidr) =>
      pod({ clusterCidrs: [cidr] }),
    ),
  ]);

  accepts([
    ...['AA:BB:CC:DD:EE:01', 'aa-bb-cc-dd-ee-01', 'AABB.CCDD.EE01', 'aabbccddee01', 'aa:bb:cc:dd:ee:01'].flatMap(
      (macAddress) => [
        {
          say: `MAC ${macAddress}`,
          props: net({ macAddress }),
          seen: (r: Synthesized) => [nic(r, 'lan').macAddress, entry(r, 'lan')],
          want: ['aa:bb:cc:dd:ee:01', { dhcp4: false, optional: true }],
        },
        {
          say: `MAC ${macAddress} of the pod NIC`,
          props: pod({ macAddress }),
          seen: (r: Synthesized) => nic(r, 'default').macAddress,
          want: 'aa:bb:cc:dd:ee:01',
        },
      ],
    ),
    {
      say: 'MAC 02:00:00:00:00:00 on the bridge binding',
      props: net({ macAddress: '02:00:00:00:00:00' }),
      seen: (r) => nic(r, 'lan').macAddress,
      want: '02:00:00:00:00:00',
    },
    {
      say: 'a PCI address',
      props: net({ pciAddress: '0000:81:01.7' }),
      seen: (r) => nic(r, 'lan').pciAddress,
      want: '0000:81:01.7',
    },
    {
      say: 'ports 1 and 65535 with a name of 15 characters',
      props: pod({ ports: [{ port: 1 }, { port: 65535, name: long(15) }] }),
      seen: (r) => nic(r, 'default').ports.map(({ port, name }: Json) => [port, name]),
      want: [
        [1, undefined],
        [65535, long(15)],
      ],
    },
  ]);
});

describe('a stand-alone NetworkAttachment', () => {
  function attachmentRefusal(make: (scope: ReturnType<typeof newChart>) => void): string {
    const chart = newChart();
    try {
      make(chart);
    } catch (thrown) {
      return (thrown as Error).message;
    }
    return 'nothing was refused at construction';
  }

  test.each([
    {
      say: 'an id that is no name',
      make: (s: Json) => new NetworkAttachment(s, 'My_Lan'),
      start: 'web/My_Lan: metadata.name: "My_Lan" is not valid; ',
    },
    {
      say: 'VLAN 4095',
      make: (s: Json) => new NetworkAttachment(s, 'lan', { vlanId: 4095 }),
      start: 'web/lan: vlanId: 4095 is not valid; ',
    },
    {
      say: 'a bridge name of 16 characters',
      make: (s: Json) => new NetworkAttachment(s, 'lan', { bridgeName: long(16) }),
      start: `web/lan: bridgeName: "${long(16)}" is not valid; `,
    },
    {
      say: 'sriov without resourceName',
      make: (s: Json) => new NetworkAttachment(s, 'lan', { type: NetworkType.SRIOV }),
      start: 'web/lan: resourceName: ',
    },
    {
      say: 'macvlan without its mode',
      make: (s: Json) => new NetworkAttachment(s, 'lan', { type: NetworkType.MACVLAN, physicalInterface: 'eth1' }),
      start: 'web/lan: macvlanMode: ',
    },
    {
      say: 'a key of another type',
      make: (s: Json) => new NetworkAttachment(s, 'lan', { type: NetworkType.OVS, macSpoofCheck: true }),
      start: 'web/lan: macSpoofCheck: true is not valid; ',
    },
    {
      say: 'a reference in three parts',
      make: (s: Json) => NetworkAttachment.fromNadName(s, 'lan', 'a/b/c'),
      start: 'web/lan: nadName: "a/b/c" is not valid; ',
    },
    {
      say: 'a reference with MTU 67',
      make: (s: Json) => NetworkAttachment.fromNadName(s, 'lan', 'lan', { mtu: 67 }),
      start: 'web/lan: mtu: 67 is not valid; ',
    },
  ])('$say is refused', ({ make, start }) => {
    const message = attachmentRefusal(make);
    expect(message.startsWith(start), message).toBe(true);
    expect(message).toMatch(/ is not valid; ./);
  });

  test('a name of 253 characters is taken, one of 254 is refused', () => {
    const chart = newChart();
    const name = Array.from({ length: 4 }, () => long(63))
      .join('.')
      .slice(0, 253);
    expect(new NetworkAttachment(chart, 'a', { metadata: { name } }).nadName).toBe(name);
    expect(attachmentRefusal((s) => new NetworkAttachment(s, 'b', { metadata: { name: `${name}a` } }))).toMatch(
      /^web\/b: metadata\.name: /,
    );
  });

  test('a data disk of 63 characters makes a DataVolume name below 253', () => {
    const result = good({ disks: [{ name: long(63), size: '1Gi', keepOnDelete: true }] });
    expect(objectOf(result, 'DataVolume').metadata.name).toBe(`web-01-${long(63)}`);
  });
});
