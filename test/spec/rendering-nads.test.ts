import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { MacvlanMode, Network, NetworkAttachment, type NetworkConfig, NetworkType, WukongVm } from '../../src';
import {
  base,
  cni,
  DHCP,
  entry,
  good,
  goodNet,
  type Json,
  kinds,
  nad,
  net,
  newChart,
  nic,
  passed,
  STATIC,
  synthesize,
  template,
  warningRules,
  warningsOf,
} from './support';

const PASSTHRU = { type: NetworkType.MACVLAN, macvlanMode: MacvlanMode.PASSTHRU, physicalInterface: 'eth1' };
const SRIOV = { type: NetworkType.SRIOV, resourceName: 'vendor.com/vf' };
const OVS = { type: NetworkType.OVS };
const GATEWAY = { ...STATIC, gateway: '192.168.100.1' };

function macOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return ['02', ...(hex.slice(0, 10).match(/../g) as string[])].join(':');
}

describe('NAD configs', () => {
  const common = { cniVersion: '1.0.0', name: 'web-01-lan-nad' };
  const rows: { say: string; given: Partial<NetworkConfig>; config: object }[] = [
    { say: 'bridge, untagged', given: {}, config: { type: 'bridge', bridge: 'br-lan' } },
    { say: 'bridge by name', given: { bridgeName: 'br1' }, config: { type: 'bridge', bridge: 'br1' } },
    {
      say: 'bridge with a VLAN',
      given: { vlanId: 100 },
      config: { type: 'bridge', bridge: 'br-lan', vlan: 100, preserveDefaultVlan: false },
    },
    {
      say: 'bridge with a trunk',
      given: { trunk: ['10', '20-30'] },
      config: {
        type: 'bridge',
        bridge: 'br-lan',
        vlanTrunk: [{ id: 10 }, { minID: 20, maxID: 30 }],
        preserveDefaultVlan: false,
      },
    },
    {
      say: 'bridge with a trunk and a native VLAN',
      given: { trunk: ['10'], vlanId: 5 },
      config: { type: 'bridge', bridge: 'br-lan', vlan: 5, vlanTrunk: [{ id: 10 }], preserveDefaultVlan: false },
    },
    { say: 'bridge with an MTU', given: { mtu: 9000 }, config: { type: 'bridge', bridge: 'br-lan', mtu: 9000 } },
    {
      say: 'bridge with MAC check',
      given: { macSpoofCheck: true },
      config: { type: 'bridge', bridge: 'br-lan', macspoofchk: true },
    },
    { say: 'bridge, static', given: { ipConfig: GATEWAY }, config: { type: 'bridge', bridge: 'br-lan' } },
    { say: 'bridge, DHCP', given: { ipConfig: DHCP }, config: { type: 'bridge', bridge: 'br-lan' } },
    { say: 'ovs, all VLANs', given: OVS, config: { type: 'ovs', bridge: 'br-lan' } },
    {
      say: 'ovs with a VLAN and an MTU',
      given: { ...OVS, bridgeName: 'br1', vlanId: 100, mtu: 9000 },
      config: { type: 'ovs', bridge: 'br1', vlan: 100, mtu: 9000 },
    },
    {
      say: 'ovs with a trunk',
      given: { ...OVS, trunk: ['42', '1000-1003'] },
      config: { type: 'ovs', bridge: 'br-lan', trunk: [{ id: 42 }, { minID: 1000, maxID: 1003 }] },
    },
    { say: 'sriov', given: SRIOV, config: { type: 'sriov' } },
    { say: 'sriov with a VLAN', given: { ...SRIOV, vlanId: 100 }, config: { type: 'sriov', vlan: 100 } },
    { say: 'sriov with an MTU', given: { ...SRIOV, mtu: 9000 }, config: { type: 'sriov' } },
    { say: 'macvlan', given: PASSTHRU, config: { type: 'macvlan', master: 'eth1', mode: 'passthru' } },
    {
      say: 'macvlan with a VLAN and an MTU',
      given: { ...PASSTHRU, vlanId: 100, mtu: 1400 },
      config: { type: 'macvlan', master: 'eth1.100', mode: 'passthru', mtu: 1400 },
    },
  ];

  test.each(rows)('$say', ({ given, config }) => {
    expect(cni(goodNet(given))).toEqual({ ...common, ...config });
  });

  test.each([
    { type: NetworkType.BRIDGE, given: {}, binding: 'bridge' },
    { type: NetworkType.OVS, given: { vlanId: 5 }, binding: 'bridge' },
    { type: NetworkType.SRIOV, given: SRIOV, binding: 'sriov' },
    { type: NetworkType.MACVLAN, given: PASSTHRU, binding: 'bridge' },
  ])('the VM binding of $type is $binding', ({ type, given, binding }) => {
    expect(nic(goodNet({ type, ...given }), 'lan')).toEqual({
      name: 'lan',
      [binding]: {},
      macAddress: macOf('vms/web-01/lan'),
    });
  });

  test('a derived bridge name of more than 15 characters is cut and ends with a stable hash', () => {
    const first = cni(good({ networks: [{ name: 'a-very-long-network-name' }] })).bridge;
    const again = cni(good({ networks: [{ name: 'a-very-long-network-name' }] })).bridge;
    const other = cni(good({ networks: [{ name: 'a-very-long-network-nama' }] })).bridge;
    expect(first).toMatch(/^br-[A-Za-z0-9_.-]{1,12}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('a derived bridge name of 15 characters is kept', () => {
    expect(cni(good({ networks: [{ name: 'abcdefghijkl' }] })).bridge).toBe('br-abcdefghijkl');
  });

  test('the factories give what the flat form gives', () => {
    const flat: NetworkConfig[] = [
      { name: 'a', type: NetworkType.BRIDGE, bridgeName: 'br1', vlanId: 5, ipConfig: DHCP },
      { name: 'b', type: NetworkType.OVS, bridgeName: 'br2', vlanId: 6 },
      { name: 'c', ...SRIOV, vlanId: 7 },
      { name: 'd', ...PASSTHRU },
      { name: 'e', nadName: 'infra/lan', type: NetworkType.BRIDGE, mtu: 1400 },
    ];
    const made: NetworkConfig[] = [
      Network.bridge('a', { bridgeName: 'br1', vlanId: 5, ipConfig: DHCP }),
      Network.ovs('b', { bridgeName: 'br2', vlanId: 6 }),
      Network.sriov('c', { resourceName: 'vendor.com/vf', vlanId: 7 }),
      Network.macvlan('d', { physicalInterface: 'eth1', macvlanMode: MacvlanMode.PASSTHRU }),
      Network.existing('e', 'infra/lan', { mtu: 1400 }),
    ];
    expect(good({ networks: made }).objects).toEqual(good({ networks: flat }).objects);
  });
});

describe('resources of the node', () => {
  const resources = (networks: NetworkConfig[]) => template(good({ networks })).domain.resources;
  const texts = (amounts: Json) => Object.fromEntries(Object.entries(amounts).map(([key, n]) => [key, String(n)]));

  test.each([
    { say: 'one NIC', networks: [{ name: 'a', ...SRIOV }], want: { 'vendor.com/vf': '1' } },
    {
      say: 'two NICs on one resource',
      networks: [
        { name: 'a', ...SRIOV },
        { name: 'b', ...SRIOV },
      ],
      want: { 'vendor.com/vf': '2' },
    },
    {
      say: 'two resources',
      networks: [
        { name: 'a', ...SRIOV },
        { name: 'b', ...SRIOV, resourceName: 'vendor.com/fast' },
      ],
      want: { 'vendor.com/vf': '1', 'vendor.com/fast': '1' },
    },
    {
      say: 'an existing sriov NAD with its resource',
      networks: [{ name: 'a', ...SRIOV, nadName: 'vf-nad' }],
      want: { 'vendor.com/vf': '1' },
    },
    {
      say: 'one NIC that does not ask',
      networks: [
        { name: 'a', ...SRIOV },
        { name: 'b', ...SRIOV, requestResource: false },
      ],
      want: { 'vendor.com/vf': '1' },
    },
    {
      say: 'the marker of bridges',
      networks: [{ name: 'a', bridgeName: 'br1', nodeResource: true }],
      want: { 'bridge.network.kubevirt.io/br1': '1' },
    },
    {
      say: 'the marker of ovs',
      networks: [{ name: 'a', type: NetworkType.OVS, vlanId: 5, bridgeName: 'br1', nodeResource: true }],
      want: { 'ovs-cni.network.kubevirt.io/br1': '1' },
    },
  ])('$say: requests and limits are both there and equal', ({ networks, want }) => {
    const { requests, limits } = resources(networks);
    expect({ requests: texts(requests), limits: texts(limits) }).toEqual({ requests: want, limits: want });
  });

  test.each([
    { say: 'sriov', network: SRIOV, want: 'vendor.com/vf' },
    { say: 'sriov that does not ask', network: { ...SRIOV, requestResource: false }, want: 'vendor.com/vf' },
    {
      say: 'bridge with marker',
      network: { bridgeName: 'br1', nodeResource: true },
      want: 'bridge.network.kubevirt.io/br1',
    },
    {
      say: 'ovs with marker',
      network: { ...OVS, vlanId: 5, bridgeName: 'br1', nodeResource: true },
      want: 'ovs-cni.network.kubevirt.io/br1',
    },
    { say: 'bridge', network: {}, want: undefined },
    { say: 'ovs', network: { ...OVS, vlanId: 5 }, want: undefined },
    { say: 'macvlan', network: PASSTHRU, want: undefined },
  ])('the resourceName annotation of $say', ({ network, want }) => {
    expect(nad(goodNet(network)).metadata.annotations?.['k8s.v1.cni.cncf.io/resourceName']).toBe(want);
  });

  test.each([
    { say: 'requestResource false', network: { ...SRIOV, requestResource: false } },
    { say: 'bridge', network: {} },
  ])('$say asks for nothing', ({ network }) => {
    expect(template(goodNet(network)).domain.resources).toBeUndefined();
  });

  test('an existing sriov NAD without resourceName is a warning', () => {
    const result = goodNet({ type: NetworkType.SRIOV, nadName: 'vf-nad' });
    expect(warningRules(result)).toContain('sriov-without-resource');
    expect(nic(result, 'lan')).toHaveProperty('sriov');
  });
});

describe('existing NADs', () => {
  test.each([
    { say: 'a bare name', nadName: 'lan', want: 'lan' },
    { say: "a name in the VM's own namespace", nadName: 'vms/lan', want: 'lan' },
    { say: 'a name in another namespace', nadName: 'infra/lan', want: 'infra/lan' },
  ])('$say is referred to as $want, and no NAD is made', ({ nadName, want }) => {
    const result = goodNet({ nadName });
    expect(kinds(result)).toEqual(['Secret/web-01-cloud-init', 'VirtualMachine/web-01']);
    expect(net(result, 'lan').multus).toEqual({ networkName: want });
  });

  test.each<{ say: string; given: Partial<NetworkConfig> }>([
    { say: 'vlanId', given: { vlanId: 100 } },
    { say: 'bridgeName', given: { bridgeName: 'br1' } },
    { say: 'trunk', given: { trunk: ['10'] } },
    { say: 'macSpoofCheck', given: { macSpoofCheck: true } },
    { say: 'nodeResource', given: { nodeResource: true } },
  ])('$say beside nadName is a warning and has no effect', ({ say, given }) => {
    const result = goodNet({ nadName: 'lan', ...given });
    expect(warningsOf(result, 'wire-option-beside-nad')).toHaveLength(1);
    expect(warningsOf(result, 'wire-option-beside-nad')[0]).toContain(`networks[0].${say}`);
    expect(result.objects).toEqual(goodNet({ nadName: 'lan' }).objects);
  });

  test('mtu, type, resourceName and requestResource keep their effect beside nadName', () => {
    const result = goodNet({ nadName: 'vf', ...SRIOV, mtu: 9000, ipConfig: STATIC });
    expect(entry(result, 'lan').mtu).toBe(9000);
    expect(nic(result, 'lan')).toHaveProperty('sriov');
    expect(template(result).domain.resources).toBeDefined();
    expect(warningRules(result)).not.toContain('wire-option-beside-nad');
    expect(template(goodNet({ nadName: 'vf', ...SRIOV, requestResource: false })).domain.resources).toBeUndefined();
  });

  test('macvlan needs no mode beside nadName', () => {
    const result = goodNet({ nadName: 'spare', type: NetworkType.MACVLAN });
    expect(nic(result, 'lan')).toHaveProperty('bridge');
  });
});

describe('shared attachments', () => {
  function shared(make: (chart: Chart) => Json, network: Partial<NetworkConfig> = {}) {
    return synthesize((chart) => {
      const attachment = make(chart);
      new WukongVm(chart, 'web-01', { ...base, networks: [{ name: 'lan', attachment, ...network }] });
    });
  }

  test('one NAD is made, named after its id, and referred to by bare name', () => {
    const result = passed(shared((chart) => new NetworkAttachment(chart, 'prod-lan', { vlanId: 100, mtu: 1400 })));
    expect(kinds(result)).toEqual([
      'NetworkAttachmentDefinition/prod-lan',
      'Secret/web-01-cloud-init',
      'VirtualMachine/web-01',
    ]);
    expect(cni(result)).toEqual({
      cniVersion: '1.0.0',
      name: 'prod-lan',
      type: 'bridge',
      bridge: 'br-prod-lan',
      vlan: 100,
      preserveDefaultVlan: false,
      mtu: 1400,
    });
    expect(net(result, 'lan').multus).toEqual({ networkName: 'prod-lan' });
    expect(entry(result, 'lan').mtu).toBe(1400);
  });

  test('a NAD in another namespace is referred to as namespace/name', () => {
    const result = passed(
      shared((chart) => new NetworkAttachment(chart, 'lan', { metadata: { name: 'prod', namespace: 'infra' } })),
    );
    expect(nad(result).metadata).toMatchObject({ name: 'prod', namespace: 'infra' });
    expect(cni(result).name).toBe('prod');
    expect(net(result, 'lan').multus).toEqual({ networkName: 'infra/prod' });
  });

  test('an sriov attachment brings binding and resource along', () => {
    const result = passed(shared((chart) => new NetworkAttachment(chart, 'vf', SRIOV)));
    expect(nic(result, 'lan')).toHaveProperty('sriov');
    expect(String(template(result).domain.resources.requests['vendor.com/vf'])).toBe('1');
    expect(String(template(result).domain.resources.limits['vendor.com/vf'])).toBe('1');
  });

  test('two VMs share one', () => {
    const result = passed(
      synthesize((chart) => {
        const attachment = new NetworkAttachment(chart, 'lan', { vlanId: 100 });
        new WukongVm(chart, 'web-01', { ...base, networks: [{ name: 'lan', attachment }] });
        new WukongVm(chart, 'web-02', { ...base, networks: [{ name: 'lan', attachment }] });
      }),
    );
    expect(result.objects.filter(({ kind }) => kind === 'NetworkAttachmentDefinition')).toHaveLength(1);
  });

  test.each<{ say: string; given: Partial<NetworkConfig> }>([
    { say: 'vlanId', given: { vlanId: 100 } },
    { say: 'bridgeName', given: { bridgeName: 'br1' } },
    { say: 'mtu', given: { mtu: 1400 } },
    { say: 'trunk', given: { trunk: ['10'] } },
    { say: 'macSpoofCheck', given: { macSpoofCheck: true } },
    { say: 'nodeResource', given: { nodeResource: true } },
    { say: 'resourceName', given: { resourceName: 'vendor.com/vf' } },
    { say: 'requestResource', given: { requestResource: false } },
    { say: 'type', given: { type: NetworkType.OVS } },
    { say: 'nadName', given: { nadName: 'lan' } },
  ])('$say beside an attachment is an error', ({ say, given }) => {
    const result = shared((chart) => new NetworkAttachment(chart, 'lan'), given);
    expect(result.error).toMatch(new RegExp(`web/web-01: .*networks\\[0\\]\\.(${say}|attachment)`));
  });

  test('the same type beside an attachment is fine', () => {
    const result = passed(
      shared((chart) => new NetworkAttachment(chart, 'lan', { type: NetworkType.OVS, vlanId: 5 }), {
        type: NetworkType.OVS,
      }),
    );
    expect(nic(result, 'lan')).toHaveProperty('bridge');
  });

  test.each([
    { say: 'a bare name', nadName: 'lan', want: 'lan' },
    { say: 'the own namespace', nadName: 'vms/lan', want: 'lan' },
    { say: 'another namespace', nadName: 'infra/lan', want: 'infra/lan' },
  ])('fromNadName with $say renders nothing and is referred to as $want', ({ nadName, want }) => {
    const result = passed(
      shared((chart) => NetworkAttachment.fromNadName(chart, 'ref', nadName, { mtu: 1400, type: NetworkType.OVS })),
    );
    expect(kinds(result)).toEqual(['Secret/web-01-cloud-init', 'VirtualMachine/web-01']);
    expect(net(result, 'lan').multus).toEqual({ networkName: want });
    expect(entry(result, 'lan').mtu).toBe(1400);
  });

  test.each([
    { say: 'asks for the resource', options: { ...SRIOV }, want: '1' },
    { say: 'does not ask when told so', options: { ...SRIOV, requestResource: false }, want: undefined },
  ])('fromNadName of an sriov NAD $say', ({ options, want }) => {
    const result = passed(shared((chart) => NetworkAttachment.fromNadName(chart, 'ref', 'vf', options)));
    const amount = template(result).domain.resources?.requests?.['vendor.com/vf'];
    expect(amount === undefined ? undefined : String(amount)).toBe(want);
  });
});

describe('fromCniConfig', () => {
  const config = (rest: object = {}) =>
    JSON.stringify({ cniVersion: '0.3.1', name: 'lan', type: 'cnv-bridge', bridge: 'br1', ...rest });
  const make = (text: string, options: object = {}) =>
    synthesize((chart) => NetworkAttachment.fromCniConfig(chart, 'lan', text, options));

  test('the config is kept', () => {
    const result = passed(make(config({ portIsolation: true })));
    expect(nad(result).metadata).toMatchObject({ name: 'lan', namespace: 'vms' });
    expect(cni(result)).toEqual({
      cniVersion: '0.3.1',
      name: 'lan',
      type: 'cnv-bridge',
      bridge: 'br1',
      portIsolation: true,
    });
  });

  test.each([
    { type: 'bridge', want: 'bridge' },
    { type: 'cnv-bridge', want: 'bridge' },
    { type: 'ovs', want: 'ovs' },
    { type: 'sriov', want: 'sriov', options: { resourceName: 'vendor.com/vf' } },
    { type: 'macvlan', want: 'macvlan', rest: { mode: 'passthru', master: 'eth1' } },
    { type: 'ovn-k8s-cni-overlay', want: 'bridge' },
  ])('the CNI type $type is the network type $want', ({ type, want, rest, options }) => {
    const chart = newChart();
    expect(NetworkAttachment.fromCniConfig(chart, 'lan', config({ type, ...rest }), options).type).toBe(want);
  });

  test.each([
    { say: 'text that is no JSON', text: '{' },
    { say: 'JSON that is no object', text: '[]' },
    { say: 'no cniVersion', text: config({ cniVersion: undefined }) },
    { say: 'a cniVersion that no plugin knows', text: config({ cniVersion: '2.0.0' }) },
    { say: 'a cniVersion that is a number', text: config({ cniVersion: 1 }) },
    { say: 'no name', text: config({ name: undefined }) },
    { say: 'an empty name', text: config({ name: '' }) },
    { say: 'another name than the NAD', text: config({ name: 'wan' }) },
    { say: 'no type', text: config({ type: undefined }) },
    { say: 'an empty type', text: config({ type: '' }) },
  ])('$say is refused', ({ text }) => {
    expect(make(text).error).toMatch(/^web\/lan: .* is not valid; ./s);
  });

  test('the name is that of metadata, where given', () => {
    const result = passed(make(config({ name: 'prod' }), { metadata: { name: 'prod' } }));
    expect(nad(result).metadata.name).toBe('prod');
  });
});
