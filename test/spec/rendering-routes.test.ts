import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  InterfaceModel,
  InterfaceState,
  IpAssignedBy,
  type IpConfig,
  MacvlanMode,
  type NetworkConfig,
  NetworkType,
  PortProtocol,
  WukongVm,
  type WukongVmProps,
} from '../../src';
import {
  base,
  cni,
  DHCP,
  entry,
  errorRules,
  ethernets,
  good,
  goodNet,
  type Json,
  net,
  nic,
  STATIC,
  synthesize,
  template,
  vm,
  warningRules,
  warningsOf,
} from './support';

const PASSTHRU = { type: NetworkType.MACVLAN, macvlanMode: MacvlanMode.PASSTHRU, physicalInterface: 'eth1' };
const SRIOV = { type: NetworkType.SRIOV, resourceName: 'vendor.com/vf' };
const GATEWAY = { ...STATIC, gateway: '192.168.100.1' };
const DEFAULT4 = { to: '0.0.0.0/0', via: '192.168.100.1', metric: 50 };

function macOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return ['02', ...(hex.slice(0, 10).match(/../g) as string[])].join(':');
}

describe('routes and name servers', () => {
  const A = (rest: Partial<IpConfig> = {}): IpConfig => ({ ...STATIC, ...rest });
  const B = (rest: Partial<IpConfig> = {}): IpConfig => ({ mode: STATIC.mode, address: '10.7.0.5/24', ...rest });

  test.each<{ say: string; props: Partial<WukongVmProps>; want: object }>([
    {
      say: 'no gateway: the pod NIC is the default',
      props: { networks: [{ name: 'a', ipConfig: A() }] },
      want: { default: { dhcp4: true }, a: { addresses: ['192.168.100.10/24'] } },
    },
    {
      say: 'one gateway: that network is the default, and the pod NIC takes no routes',
      props: { networks: [{ name: 'a', ipConfig: A({ gateway: '192.168.100.1' }) }] },
      want: {
        default: { dhcp4: true, 'dhcp4-overrides': { 'use-routes': false } },
        a: { addresses: ['192.168.100.10/24'], routes: [DEFAULT4] },
      },
    },
    {
      say: 'one gateway and name servers: the pod NIC gives no DNS either',
      props: { networks: [{ name: 'a', ipConfig: A({ gateway: '192.168.100.1', dnsServers: ['1.1.1.1'] }) }] },
      want: {
        default: { dhcp4: true, 'dhcp4-overrides': { 'use-routes': false, 'use-dns': false } },
        a: {
          addresses: ['192.168.100.10/24'],
          routes: [DEFAULT4],
          nameservers: { addresses: ['1.1.1.1'] },
        },
      },
    },
    {
      say: 'name servers on another NIC than the default one',
      props: {
        networks: [
          { name: 'a', ipConfig: A({ gateway: '192.168.100.1' }) },
          { name: 'b', ipConfig: B({ dnsServers: ['1.1.1.1'] }) },
        ],
      },
      want: {
        default: { dhcp4: true, 'dhcp4-overrides': { 'use-routes': false, 'use-dns': false } },
        a: { addresses: ['192.168.100.10/24'], routes: [DEFAULT4] },
        b: { addresses: ['10.7.0.5/24'], nameservers: { addresses: ['1.1.1.1'] } },
      },
    },
    {
      say: 'primary: no pod NIC',
      props: { networks: [{ name: 'a', primary: true, ipConfig: A({ gateway: '192.168.100.1' }) }] },
      want: { a: { addresses: ['192.168.100.10/24'], routes: [DEFAULT4] } },
    },
    {
      say: 'primary by DHCP takes routes and DNS of its server',
      props: {
        networks: [
          { name: 'a', primary: true, ipConfig: DHCP },
          { name: 'b', ipConfig: DHCP },
        ],
      },
      want: {
        a: { dhcp4: true },
        b: { dhcp4: true, 'dhcp4-overrides': { 'use-routes': false, 'use-dns': false }, optional: true },
      },
    },
    {
      say: 'primary beside a kept pod NIC',
      props: {
        podNetwork: { enabled: true },
        networks: [{ name: 'a', primary: true, ipConfig: A({ gateway: '192.168.100.1' }) }],
      },
      want: {
        default: { dhcp4: true, 'dhcp4-overrides': { 'use-routes': false } },
        a: { addresses: ['192.168.100.10/24'], routes: [DEFAULT4] },
      },
    },
    {
      say: 'primary: the gateway of another NIC makes no route',
      props: {
        networks: [
          { name: 'a', primary: true, ipConfig: A({ gateway: '192.168.100.1' }) },
          { name: 'b', ipConfig: B({ gateway: '10.7.0.1' }) },
        ],
      },
      want: {
        a: { addresses: ['192.168.100.10/24'], routes: [DEFAULT4] },
        b: { addresses: ['10.7.0.5/24'] },
      },
    },
    {
      say: 'a gateway of IPv6 alone leaves IPv4 to the pod NIC',
      props: {
        networks: [{ name: 'a', ipConfig: { mode: STATIC.mode, address: '2001:db8::10/64', gateway: '2001:db8::1' } }],
      },
      want: {
        default: { dhcp4: true },
        a: { addresses: ['2001:db8::10/64'], routes: [{ to: '::/0', via: '2001:db8::1' }] },
      },
    },
    {
      say: 'one family on each of two networks',
      props: {
        networks: [
          { name: 'a', ipConfig: A({ gateway: '192.168.100.1' }) },
          { name: 'b', ipConfig: { mode: STATIC.mode, address: '2001:db8::10/64', gateway: '2001:db8::1' } },
        ],
      },
      want: {
        default: { dhcp4: true, 'dhcp4-overrides': { 'use-routes': false } },
        a: { addresses: ['192.168.100.10/24'], routes: [DEFAULT4] },
        b: { addresses: ['2001:db8::10/64'], routes: [{ to: '::/0', via: '2001:db8::1' }] },
      },
    },
    {
      say: 'IPv4 addresses stand first',
      props: {
        networks: [
          { name: 'a', ipConfig: { mode: STATIC.mode, address: '2001:db8::10/64', addresses: ['192.168.100.10/24'] } },
        ],
      },
      want: { default: { dhcp4: true }, a: { addresses: ['192.168.100.10/24', '2001:db8::10/64'] } },
    },
    {
      say: 'a secondary DHCP NIC with name servers and search domains',
      props: {
        networks: [{ name: 'a', ipConfig: { ...DHCP, dnsServers: ['1.1.1.1'], searchDomains: ['lab.local'] } }],
      },
      want: {
        default: { dhcp4: true },
        a: {
          dhcp4: true,
          'dhcp4-overrides': { 'use-routes': false, 'use-dns': false },
          optional: true,
          nameservers: { addresses: ['1.1.1.1'], search: ['lab.local'] },
        },
      },
    },
    {
      say: 'a NIC without ipConfig',
      props: { networks: [{ name: 'a' }] },
      want: { default: { dhcp4: true }, a: { dhcp4: false, optional: true } },
    },
    {
      say: 'further routes',
      props: {
        networks: [
          {
            name: 'a',
            ipConfig: A({
              routes: [
                { to: '10.9.0.0/16', via: '192.168.100.1' },
                { to: '10.8.0.0/16', via: '192.168.100.2', metric: 5 },
              ],
            }),
          },
        ],
      },
      want: {
        default: { dhcp4: true },
        a: {
          addresses: ['192.168.100.10/24'],
          routes: [
            { to: '10.9.0.0/16', via: '192.168.100.1' },
            { to: '10.8.0.0/16', via: '192.168.100.2', metric: 5 },
          ],
        },
      },
    },
    {
      say: 'MTU and set-name',
      props: { networks: [{ name: 'a', mtu: 1400, setName: 'lan0', ipConfig: A() }] },
      want: { default: { dhcp4: true }, a: { 'set-name': 'lan0', addresses: ['192.168.100.10/24'], mtu: 1400 } },
    },
    {
      say: 'MTU on sriov',
      props: { networks: [{ name: 'a', ...SRIOV, mtu: 9000, ipConfig: A() }] },
      want: { default: { dhcp4: true }, a: { addresses: ['192.168.100.10/24'], mtu: 9000 } },
    },
    {
      say: 'cluster networks by the pod NIC when it is not the default',
      props: {
        podNetwork: { clusterCidrs: ['10.244.0.0/16', '10.96.0.0/12'] },
        networks: [{ name: 'a', ipConfig: A({ gateway: '192.168.100.1' }) }],
      },
      want: {
        default: {
          dhcp4: true,
          'dhcp4-overrides': { 'use-routes': false },
          routes: [
            { to: '10.244.0.0/16', via: '10.0.2.1' },
            { to: '10.96.0.0/12', via: '10.0.2.1' },
          ],
        },
        a: { addresses: ['192.168.100.10/24'], routes: [DEFAULT4] },
      },
    },
    {
      say: 'cluster networks by another pod subnet',
      props: {
        podNetwork: { vmNetworkCidr: '10.77.0.0/24', clusterCidrs: ['10.244.0.0/16'] },
        networks: [{ name: 'a', ipConfig: A({ gateway: '192.168.100.1' }) }],
      },
      want: {
        default: {
          dhcp4: true,
          'dhcp4-overrides': { 'use-routes': false },
          routes: [{ to: '10.244.0.0/16', via: '10.77.0.1' }],
        },
        a: { addresses: ['192.168.100.10/24'], routes: [DEFAULT4] },
      },
    },
    {
      say: 'cluster networks are no routes when the pod NIC is the default',
      props: { podNetwork: { clusterCidrs: ['10.244.0.0/16'] }, networks: [{ name: 'a', ipConfig: A() }] },
      want: { default: { dhcp4: true }, a: { addresses: ['192.168.100.10/24'] } },
    },
    {
      say: 'IPv6 of the pod NIC',
      props: { podNetwork: { ipv6: true } },
      want: {
        default: { dhcp4: true, addresses: ['fd10:0:2::2/120'], routes: [{ to: '::/0', via: 'fd10:0:2::1' }] },
      },
    },
    {
      say: 'IPv6 of the pod NIC in another network',
      props: { podNetwork: { ipv6: true, vmIpv6NetworkCidr: 'fd99::/120' } },
      want: { default: { dhcp4: true, addresses: ['fd99::2/120'], routes: [{ to: '::/0', via: 'fd99::1' }] } },
    },
    {
      say: 'IPv6 of the pod NIC where another NIC has the IPv6 default',
      props: {
        podNetwork: { ipv6: true },
        networks: [{ name: 'a', ipConfig: { mode: STATIC.mode, address: '2001:db8::10/64', gateway: '2001:db8::1' } }],
      },
      want: {
        default: { dhcp4: true, addresses: ['fd10:0:2::2/120'] },
        a: { addresses: ['2001:db8::10/64'], routes: [{ to: '::/0', via: '2001:db8::1' }] },
      },
    },
  ])('$say', ({ props, want }) => {
    const result = good(props);
    expect(Object.fromEntries(Object.keys(ethernets(result)).map((name) => [name, entry(result, name)]))).toEqual(want);
  });

  test('dual stack has both default routes, IPv4 with metric 50, IPv6 without', () => {
    const result = goodNet({
      ipConfig: A({
        addresses: ['2001:db8::10/64'],
        gateway: '192.168.100.1',
        gateways: ['2001:db8::1'],
        routes: [{ to: '10.9.0.0/16', via: '192.168.100.2' }],
      }),
    });
    const lan = entry(result, 'lan');
    expect(lan.addresses).toEqual(['192.168.100.10/24', '2001:db8::10/64']);
    expect(lan.routes).toHaveLength(3);
    expect(lan.routes).toEqual(
      expect.arrayContaining([
        DEFAULT4,
        { to: '::/0', via: '2001:db8::1' },
        { to: '10.9.0.0/16', via: '192.168.100.2' },
      ]),
    );
  });

  test('two gateways without a choice are an error', () => {
    const result = vm({
      networks: [
        { name: 'a', ipConfig: A({ gateway: '192.168.100.1' }) },
        { name: 'b', ipConfig: B({ gateway: '10.7.0.1' }) },
      ],
    });
    expect(errorRules(result)).toEqual(['two-default-routes']);
    expect(result.error).toMatch(/web\/web-01: VirtualMachine\/vms\/web-01: networks\[\d\]\.ipConfig\.gateway: /);
  });

  test('two gateways, the second by a late addNetwork, are an error', () => {
    const result = synthesize((chart) => {
      const made = new WukongVm(chart, 'web-01', {
        ...base,
        networks: [{ name: 'a', ipConfig: A({ gateway: '192.168.100.1' }) }],
      });
      made.addNetwork({ name: 'b', ipConfig: B({ gateway: '10.7.0.1' }) });
    });
    expect(errorRules(result)).toEqual(['two-default-routes']);
  });

  test('two primaries are an error', () => {
    const result = vm({
      networks: [
        { name: 'a', primary: true, ipConfig: DHCP },
        { name: 'b', primary: true, ipConfig: DHCP },
      ],
    });
    expect(errorRules(result)).toEqual(['two-primaries']);
  });

  test('a gateway beside a primary is a warning', () => {
    const result = good({
      networks: [
        { name: 'a', primary: true, ipConfig: A({ gateway: '192.168.100.1' }) },
        { name: 'b', ipConfig: B({ gateway: '10.7.0.1' }) },
      ],
    });
    expect(warningsOf(result, 'gateway-beside-primary')).toHaveLength(1);
  });

  test.each([
    {
      say: 'ports without cluster networks',
      podNetwork: { ports: [{ port: 80 }] },
      gateway: '192.168.100.1',
      warns: true,
    },
    {
      say: 'ports with cluster networks',
      podNetwork: { ports: [{ port: 80 }], clusterCidrs: ['10.244.0.0/16'] },
      gateway: '192.168.100.1',
      warns: false,
    },
    { say: 'no ports', podNetwork: {}, gateway: '192.168.100.1', warns: false },
    { say: 'ports on the default NIC', podNetwork: { ports: [{ port: 80 }] }, gateway: undefined, warns: false },
  ])('$say on a pod NIC beside a gateway: pod-nic-not-default $warns', ({ podNetwork, gateway, warns }) => {
    const result = good({ podNetwork, networks: [{ name: 'a', ipConfig: A({ gateway }) }] });
    expect(warningRules(result).includes('pod-nic-not-default')).toBe(warns);
  });
});

describe('assignedBy CNI', () => {
  const CNI = { ...STATIC, assignedBy: IpAssignedBy.CNI };

  test.each<{ say: string; given: Partial<NetworkConfig> }>([
    { say: 'bridge', given: { type: NetworkType.BRIDGE } },
    { say: 'ovs', given: { type: NetworkType.OVS, vlanId: 5 } },
    { say: 'macvlan', given: PASSTHRU },
  ])('$say: the NAD has ipam static, the guest asks by DHCP', ({ given }) => {
    const result = goodNet({
      ...given,
      primary: true,
      ipConfig: { ...CNI, gateway: '192.168.100.1', dnsServers: ['1.1.1.1'] },
    });
    const { ipam } = cni(result);
    expect(ipam).toMatchObject({
      type: 'static',
      addresses: [{ address: '192.168.100.10/24', gateway: '192.168.100.1' }],
      routes: [{ dst: '0.0.0.0/0' }],
    });
    expect(ipam.dns).toBeUndefined();
    expect(cni(result).dns).toBeUndefined();
    const lan = entry(result, 'lan');
    expect(lan.dhcp4).toBe(true);
    expect(lan.addresses).toBeUndefined();
    expect(lan.routes).toBeUndefined();
    expect(lan['dhcp4-overrides']).toEqual({ 'use-dns': false });
    expect(lan.nameservers).toEqual({ addresses: ['1.1.1.1'] });
  });

  test('without a gateway the NAD has no routes', () => {
    const { ipam } = cni(goodNet({ ipConfig: CNI }));
    expect(ipam).toEqual({ type: 'static', addresses: [{ address: '192.168.100.10/24' }] });
  });

  test('its gateway counts as the default route', () => {
    const result = vm({
      networks: [
        { name: 'a', ipConfig: { ...CNI, gateway: '192.168.100.1' } },
        { name: 'b', ipConfig: { mode: STATIC.mode, address: '10.7.0.5/24', gateway: '10.7.0.1' } },
      ],
    });
    expect(errorRules(result)).toEqual(['two-default-routes']);
  });
});

describe('multusDefault', () => {
  const CNI = { ...GATEWAY, assignedBy: IpAssignedBy.CNI };

  test('primary alone never writes it', () => {
    expect(net(goodNet({ primary: true, ipConfig: GATEWAY }), 'lan')).toEqual({
      name: 'lan',
      multus: { networkName: 'web-01-lan-nad' },
    });
  });

  test('with an address by the CNI it is written, with namespace/name', () => {
    expect(net(goodNet({ primary: true, multusDefault: true, ipConfig: CNI }), 'lan')).toEqual({
      name: 'lan',
      multus: { networkName: 'vms/web-01-lan-nad', default: true },
    });
  });

  test('without an address by the CNI it is an error', () => {
    const result = vm({ networks: [{ name: 'lan', primary: true, multusDefault: true, ipConfig: GATEWAY }] });
    expect(result.error).toMatch(/web\/web-01: .*networks\[0\]\.multusDefault.*(CNI|assignedBy)/s);
  });

  test('with an existing NAD it is a warning', () => {
    const result = goodNet({ primary: true, multusDefault: true, nadName: 'infra/lan' });
    expect(net(result, 'lan').multus).toEqual({ networkName: 'infra/lan', default: true });
    expect(warningRules(result)).toContain('multus-default-without-ipam');
  });

  test('with an existing NAD of its own namespace it is namespace/name too', () => {
    const result = goodNet({ primary: true, multusDefault: true, nadName: 'lan' });
    expect(net(result, 'lan').multus).toEqual({ networkName: 'vms/lan', default: true });
  });

  test('beside the pod NIC it is an error', () => {
    const result = vm({ networks: [{ name: 'lan', multusDefault: true, ipConfig: CNI }] });
    expect(errorRules(result)).toEqual(['multus-default-or-pod']);
  });
});

describe('the pod NIC', () => {
  test('it is first, explicit, masquerade and named default', () => {
    const result = good({
      podNetwork: {
        ports: [
          { port: 80, name: 'http' },
          { port: 53, protocol: PortProtocol.UDP },
        ],
        model: InterfaceModel.E1000,
        vmNetworkCidr: '10.77.0.0/24',
        ipv6: true,
        vmIpv6NetworkCidr: 'fd99::/120',
        macAddress: 'AA-BB-CC-DD-EE-01',
      },
      networks: [{ name: 'lan' }],
    });
    expect(template(result).networks[0]).toEqual({
      name: 'default',
      pod: { vmNetworkCIDR: '10.77.0.0/24', vmIPv6NetworkCIDR: 'fd99::/120' },
    });
    const first = template(result).domain.devices.interfaces[0];
    expect(first).toMatchObject({ name: 'default', masquerade: {}, model: 'e1000', macAddress: 'aa:bb:cc:dd:ee:01' });
    expect(first.ports).toHaveLength(2);
    expect(first.ports[0]).toMatchObject({ port: 80, name: 'http' });
    expect(first.ports[1]).toEqual({ port: 53, protocol: 'UDP' });
  });

  test('a primary network takes its place', () => {
    const result = goodNet({ primary: true, ipConfig: DHCP });
    expect(template(result).networks.map(({ name }: Json) => name)).toEqual(['lan']);
    expect(template(result).domain.devices.autoattachPodInterface).toBeUndefined();
  });

  test('enabled: true keeps it beside a primary network, first', () => {
    const result = goodNet({ primary: true, ipConfig: DHCP }, { podNetwork: { enabled: true } });
    expect(template(result).networks.map(({ name }: Json) => name)).toEqual(['default', 'lan']);
  });

  test('no NIC at all writes autoattachPodInterface: false', () => {
    const result = good({ podNetwork: { enabled: false } });
    expect(template(result).domain.devices.autoattachPodInterface).toBe(false);
    expect(template(result).networks).toBeUndefined();
    expect(template(result).domain.devices.interfaces).toBeUndefined();
  });
});

describe('the NIC', () => {
  test.each<{ say: string; network: Partial<NetworkConfig>; want: object }>([
    { say: 'model', network: { model: InterfaceModel.E1000E }, want: { model: 'e1000e' } },
    { say: 'bootOrder', network: { bootOrder: 1 }, want: { bootOrder: 1 } },
    { say: 'state', network: { state: InterfaceState.DOWN }, want: { state: 'down' } },
    { say: 'state absent', network: { state: InterfaceState.ABSENT }, want: { state: 'absent' } },
    { say: 'pciAddress', network: { pciAddress: '0000:81:01.0' }, want: { pciAddress: '0000:81:01.0' } },
    { say: 'macAddress', network: { macAddress: 'AA-BB-CC-DD-EE-01' }, want: { macAddress: 'aa:bb:cc:dd:ee:01' } },
  ])('$say is written', ({ network, want }) => {
    expect(nic(goodNet(network), 'lan')).toEqual({
      name: 'lan',
      bridge: {},
      macAddress: macOf('vms/web-01/lan'),
      ...want,
    });
  });

  test('a boot order that a disk has already is an error', () => {
    const result = vm({
      disks: [{ name: 'system', size: '1Gi', boot: true }],
      networks: [{ name: 'lan', bootOrder: 1 }],
    });
    expect(result.error).toMatch(/iface-boot-order|disk-boot-order|bootOrder/);
  });

  test('one boot order on two NICs is an error', () => {
    const result = vm({
      networks: [
        { name: 'a', bootOrder: 2 },
        { name: 'b', bootOrder: 2 },
      ],
    });
    expect(result.error).toMatch(/iface-boot-order|bootOrder/);
  });
});
