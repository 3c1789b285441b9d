import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import {
  IpAssignedBy,
  IpMode,
  MacvlanMode,
  NetworkAttachment,
  type NetworkConfig,
  NetworkType,
  WukongVm,
  type WukongVmProps,
} from '../../src';
import {
  base,
  cni,
  DHCP,
  disk,
  entry,
  errorRules,
  ethernets,
  good,
  goodNet,
  HASH,
  type Json,
  kinds,
  nad,
  net,
  newApp,
  nic,
  passed,
  refusal,
  STATIC,
  type Synthesized,
  secret,
  synthesize,
  template,
  userData,
  vm,
  vmObject,
  volume,
  warningRules,
} from './support';

const SRIOV = { type: NetworkType.SRIOV, resourceName: 'vendor.com/vf' };
const PASSTHRU = { type: NetworkType.MACVLAN, macvlanMode: MacvlanMode.PASSTHRU, physicalInterface: 'eth1' };
const QUIET: WukongVmProps = {
  cpu: 1,
  memory: '1Gi',
  disks: [{ name: 'system', size: '1Gi', image: 'reg.example/a:1' }],
};
const MAC = /^02(:[0-9a-f]{2}){5}$/;

/** VMs `vm-0`, `vm-1`, … with one network each, in one chart. */
function fleet(...networks: NetworkConfig[]): Synthesized {
  return synthesize((chart) => {
    for (const [index, network] of networks.entries()) {
      new WukongVm(chart, `vm-${index}`, { ...QUIET, networks: [network] });
    }
  });
}

/** A VM on a NAD with a config of one's own. */
function onConfig(config: object, network: Partial<NetworkConfig> = {}, options: object = {}): Synthesized {
  return synthesize((chart) => {
    const text = JSON.stringify({ cniVersion: '1.0.0', name: 'own', ...config });
    const attachment = NetworkAttachment.fromCniConfig(chart, 'own', text, options);
    new WukongVm(chart, 'web-01', { ...QUIET, networks: [{ name: 'lan', attachment, ...network }] });
  });
}

const lan = (rest: Partial<NetworkConfig>): NetworkConfig => ({ name: 'lan', ...rest });
const findings = (result: Synthesized) => [...result.warnings, ...(result.error ?? '').split('\n')];

describe('1: after stop and start the guest has no network', () => {
  test('every NIC has a stable MAC of its own, the same in interface and networkData', () => {
    const build = () => good({ networks: [{ name: 'a' }, { name: 'b', ...SRIOV }, { name: 'c', nadName: 'lan' }] });
    const macs = (result: Synthesized) => template(result).domain.devices.interfaces.map((i: Json) => i.macAddress);
    const result = build();
    expect(macs(result)).toEqual(['default', 'a', 'b', 'c'].map((name) => ethernets(result)[name].match.macaddress));
    for (const mac of macs(result)) expect(mac).toMatch(MAC);
    expect(new Set(macs(result)).size).toBe(4);
    expect(macs(build())).toEqual(macs(result));
  });
});

describe('2: the static address of a secondary NIC is never applied', () => {
  test('it is in networkData by MAC, and neither in the NAD nor in userData', () => {
    const result = goodNet({ ipConfig: { ...STATIC, gateway: '192.168.100.1', dnsServers: ['1.1.1.1'] } });
    expect(entry(result, 'lan')).toEqual({
      addresses: ['192.168.100.10/24'],
      routes: [{ to: '0.0.0.0/0', via: '192.168.100.1', metric: 50 }],
      nameservers: { addresses: ['1.1.1.1'] },
    });
    expect(cni(result)).not.toHaveProperty('ipam');
    expect(userData(result)).not.toHaveProperty('network');
  });

  test('network settings in user data are refused', () => {
    expect(refusal({ cloudInit: { userData: '#cloud-config\nnetwork: {version: 2, ethernets: {}}\n' } })).toMatch(
      /cloudInit\.userData: .*network/s,
    );
  });
});

describe('3: the second NIC is present but down', () => {
  test('networkData lists each NIC that asks for DHCP', () => {
    const result = good({ networks: [lan({ ipConfig: DHCP }), { name: 'wan', ipConfig: DHCP }] });
    const secondary = { dhcp4: true, 'dhcp4-overrides': { 'use-routes': false, 'use-dns': false }, optional: true };
    expect([entry(result, 'lan'), entry(result, 'wan')]).toEqual([secondary, secondary]);
    expect(cni(result, 'web-01-lan-nad')).not.toHaveProperty('ipam');
  });
});

describe('4: macvlan under the bridge binding passes no traffic', () => {
  test.each([undefined, MacvlanMode.BRIDGE, MacvlanMode.PRIVATE, MacvlanMode.VEPA])(
    'mode %s is refused with the ways out',
    (macvlanMode) => {
      const message = refusal({ networks: [lan({ ...PASSTHRU, macvlanMode })] });
      expect(message).toMatch(
        /^web\/web-01: networks\[0\]\.macvlanMode: .* is not valid; .*bridge.*passthru.*macvtap/is,
      );
    },
  );

  test('passthru on a spare NIC is taken, with a warning', () => {
    const result = goodNet(PASSTHRU);
    expect(cni(result)).toMatchObject({ type: 'macvlan', mode: 'passthru', master: 'eth1' });
    expect(warningRules(result)).toContain('macvlan-exclusive');
  });

  test.each([
    { say: 'macvlan in mode bridge', config: { type: 'macvlan', master: 'eth1', mode: 'bridge' } },
    { say: 'macvlan without a mode', config: { type: 'macvlan', master: 'eth1' } },
    { say: 'ipvlan', config: { type: 'ipvlan', master: 'eth1', mode: 'l2', ipam: { type: 'dhcp' } } },
  ])('$say in a config of one’s own is an error', ({ config }) => {
    expect(onConfig(config).error).toBeDefined();
  });
});

describe('5: the NAD is not found', () => {
  test('it is written before the VM that refers to it', () => {
    expect(kinds(goodNet({}))).toEqual([
      'NetworkAttachmentDefinition/web-01-lan-nad',
      'Secret/web-01-cloud-init',
      'VirtualMachine/web-01',
    ]);
  });

  test('a shared NAD made after its VM is a warning', () => {
    const result = passed(
      synthesize((chart) => {
        const made = new WukongVm(chart, 'web-01', QUIET);
        made.addNetwork(lan({ attachment: new NetworkAttachment(chart, 'late') }));
      }),
    );
    expect(warningRules(result)).toEqual(['nad-after-vm']);
  });

  test('a NAD of another namespace is referred to as namespace/name', () => {
    const result = passed(
      synthesize((chart) => {
        const attachment = new NetworkAttachment(chart, 'lan', { metadata: { namespace: 'infra' } });
        new WukongVm(chart, 'web-01', { ...QUIET, networks: [lan({ attachment })] });
      }),
    );
    expect(net(result, 'lan').multus).toEqual({ networkName: 'infra/lan' });
  });

  test("a bare name that is one of the app's NADs in another namespace is a warning", () => {
    const result = passed(
      synthesize((chart) => {
        new NetworkAttachment(chart, 'lan', { metadata: { namespace: 'infra' } });
        new WukongVm(chart, 'web-01', { ...QUIET, networks: [lan({ nadName: 'lan' })] });
      }),
    );
    expect(result.warnings.filter((line) => line.includes('infra'))).toHaveLength(1);
  });

  test('a NAD that exists already is no finding', () => {
    expect(good({ ...QUIET, osImage: undefined, networks: [lan({ nadName: 'lan' })] }).warnings).toEqual([]);
  });
});

describe('6: a NAD in a foreign namespace is refused by Multus', () => {
  test.each([
    { nadName: 'infra/lan', warnings: 0 },
    { nadName: 'lan', warnings: 0 },
    { nadName: 'vms/lan', warnings: 0 },
  ])('a reference to $nadName: $warnings warnings', ({ nadName, warnings }) => {
    const result = good({ ...QUIET, osImage: undefined, networks: [lan({ nadName })] });
    expect(result.warnings.filter((line) => /namespace/.test(line))).toHaveLength(warnings);
  });
});

describe('7: multus.default hangs', () => {
  test('a VM without pod NIC does not have it', () => {
    expect(net(goodNet({ primary: true, ipConfig: DHCP }), 'lan').multus).toEqual({ networkName: 'web-01-lan-nad' });
  });

  test('asked for without an address by the CNI it is an error', () => {
    const result = vm({ networks: [lan({ primary: true, multusDefault: true, ipConfig: DHCP })] });
    expect(result.error).toMatch(/networks\[0\]\.multusDefault/);
  });

  test('with one it is written as namespace/name', () => {
    const ipConfig = { ...STATIC, gateway: '192.168.100.1', assignedBy: IpAssignedBy.CNI };
    expect(net(goodNet({ primary: true, multusDefault: true, ipConfig }), 'lan').multus).toEqual({
      networkName: 'vms/web-01-lan-nad',
      default: true,
    });
  });
});

describe('8: one address on two nodes', () => {
  test('host-local in a config of one’s own is a finding', () => {
    const result = onConfig({ type: 'bridge', bridge: 'br1', ipam: { type: 'host-local', subnet: '10.9.0.0/24' } });
    expect(findings(result).filter((line) => line.includes('host-local'))).not.toEqual([]);
  });
});

describe('9: the address changes with a live migration', () => {
  test.each(['whereabouts', 'dhcp'])('ipam %s under the bridge binding is a finding', (type) => {
    const result = onConfig({ type: 'bridge', bridge: 'br1', ipam: { type, range: '10.9.0.0/24' } });
    expect(findings(result).filter((line) => line.includes('ipam'))).not.toEqual([]);
  });

  test('a network that keeps the address itself is none', () => {
    const result = passed(
      onConfig({
        type: 'ovn-k8s-cni-overlay',
        topology: 'layer2',
        netAttachDefName: 'vms/own',
        allowPersistentIPs: true,
      }),
    );
    expect(result.warnings.filter((line) => line.includes('ipam'))).toEqual([]);
  });

  test.each([STATIC, DHCP, undefined])('no NAD made here has ipam unasked', (ipConfig) => {
    expect(cni(goodNet({ ipConfig }))).not.toHaveProperty('ipam');
  });
});

describe('10: two VMs with one address or MAC', () => {
  const at = (address: string, rest: Partial<NetworkConfig> = {}): NetworkConfig =>
    lan({ bridgeName: 'br1', ipConfig: { mode: IpMode.STATIC, address }, ...rest });
  const mac = (rest: Partial<NetworkConfig> = {}): NetworkConfig =>
    lan({ bridgeName: 'br1', macAddress: '02:aa:00:00:00:01', ...rest });

  test.each<{ say: string; networks: [NetworkConfig, NetworkConfig]; errors: string[] }>([
    { say: 'one bridge', networks: [at('10.9.0.5/24'), at('10.9.0.5/24')], errors: ['duplicate-address'] },
    {
      say: 'one bridge and VLAN',
      networks: [at('10.9.0.5/24', { vlanId: 5 }), at('10.9.0.5/24', { vlanId: 5 })],
      errors: ['duplicate-address'],
    },
    {
      say: 'one bridge, other VLAN',
      networks: [at('10.9.0.5/24', { vlanId: 5 }), at('10.9.0.5/24', { vlanId: 6 })],
      errors: [],
    },
    { say: 'other bridge', networks: [at('10.9.0.5/24'), at('10.9.0.5/24', { bridgeName: 'br2' })], errors: [] },
    {
      say: 'one existing NAD',
      networks: [
        at('10.9.0.5/24', { bridgeName: undefined, nadName: 'x' }),
        at('10.9.0.5/24', { bridgeName: undefined, nadName: 'x' }),
      ],
      errors: ['duplicate-address'],
    },
    {
      say: 'one existing NAD, once by bare name',
      networks: [
        at('10.9.0.5/24', { bridgeName: undefined, nadName: 'x' }),
        at('10.9.0.5/24', { bridgeName: undefined, nadName: 'vms/x' }),
      ],
      errors: ['duplicate-address'],
    },
    {
      say: 'other existing NAD',
      networks: [
        at('10.9.0.5/24', { bridgeName: undefined, nadName: 'x' }),
        at('10.9.0.5/24', { bridgeName: undefined, nadName: 'y' }),
      ],
      errors: [],
    },
    { say: 'other prefix', networks: [at('10.9.0.5/24'), at('10.9.0.5/16')], errors: ['duplicate-address'] },
    {
      say: 'other spelling of IPv6',
      networks: [at('2001:db8::5/64'), at('2001:0DB8:0:0::0005/64')],
      errors: ['duplicate-address'],
    },
    {
      say: 'a second address',
      networks: [
        at('10.9.0.5/24'),
        lan({
          bridgeName: 'br1',
          ipConfig: { mode: IpMode.STATIC, address: '10.9.0.6/24', addresses: ['10.9.0.5/24'] },
        }),
      ],
      errors: ['duplicate-address'],
    },
    { say: 'other address', networks: [at('10.9.0.5/24'), at('10.9.0.6/24')], errors: [] },
  ])('one address on $say: $errors', ({ networks, errors }) => {
    const result = fleet(...networks);
    expect([...new Set(errorRules(result))]).toEqual(errors);
    if (errors.length === 0) passed(result);
  });

  test("one VM's address that is another's gateway is an error", () => {
    const router = at('10.9.0.1/24');
    const client = lan({
      bridgeName: 'br1',
      ipConfig: { mode: IpMode.STATIC, address: '10.9.0.5/24', gateway: '10.9.0.1' },
    });
    expect(passed(fleet(client, at('10.9.0.7/24'))).error).toBeUndefined();
    expect(findings(fleet(client, router)).filter((line) => line.includes('10.9.0.1'))).not.toEqual([]);
  });

  test('a NAD that two VMs share is one segment', () => {
    const result = synthesize((chart) => {
      const attachment = new NetworkAttachment(chart, 'shared', { vlanId: 5 });
      for (const id of ['vm-0', 'vm-1']) {
        new WukongVm(chart, id, { ...QUIET, networks: [lan({ attachment, ipConfig: STATIC })] });
      }
    });
    expect([...new Set(errorRules(result))]).toEqual(['duplicate-address']);
  });

  test('two NADs of one bridge and VLAN are one segment, and a NAD of the app is known by its name', () => {
    const result = synthesize((chart) => {
      new NetworkAttachment(chart, 'shared', { bridgeName: 'br1', vlanId: 5 });
      const byName = lan({ nadName: 'shared', ipConfig: STATIC });
      new WukongVm(chart, 'vm-0', { ...QUIET, networks: [byName] });
      new WukongVm(chart, 'vm-1', { ...QUIET, networks: [lan({ bridgeName: 'br1', vlanId: 5, ipConfig: STATIC })] });
    });
    expect([...new Set(errorRules(result))]).toEqual(['duplicate-address']);
  });

  test('an address that the CNI plugin hands out counts too', () => {
    const byCni = { ...STATIC, assignedBy: IpAssignedBy.CNI };
    const result = fleet(lan({ bridgeName: 'br1', ipConfig: byCni }), lan({ bridgeName: 'br1', ipConfig: STATIC }));
    expect([...new Set(errorRules(result))]).toEqual(['duplicate-address']);
  });

  test('VMs of two charts are compared', () => {
    const app = newApp();
    const [first, second] = ['one', 'two'].map((id) => new Chart(app, id, { namespace: id }));
    const result = synthesize(() => {
      new WukongVm(first as Chart, 'web-01', { ...QUIET, networks: [at('10.9.0.5/24')] });
      new WukongVm(second as Chart, 'web-01', { ...QUIET, networks: [at('10.9.0.5/24')] });
    }, first);
    expect([...new Set(errorRules(result))]).toEqual(['duplicate-address']);
  });

  test.each<{ say: string; networks: [NetworkConfig, NetworkConfig]; error: boolean; warning: boolean }>([
    { say: 'one segment', networks: [mac(), mac({ macAddress: '02-AA-00-00-00-01' })], error: true, warning: false },
    { say: 'two segments', networks: [mac(), mac({ bridgeName: 'br2' })], error: false, warning: true },
    { say: 'other MACs', networks: [mac(), mac({ macAddress: '02:aa:00:00:00:02' })], error: false, warning: false },
  ])('one MAC on $say: error $error, warning $warning', ({ networks, error, warning }) => {
    const result = fleet(...networks);
    expect(errorRules(result).includes('duplicate-mac')).toBe(error);
    if (!error) expect(warningRules(passed(result)).includes('duplicate-mac')).toBe(warning);
  });

  test.each(['10.9.0.0/24', '10.9.0.255/24'])('the subnet’s own address %s is refused', (address) => {
    expect(refusal({ networks: [at(address)] })).toMatch(/networks\[0\]\.ipConfig\.address: /);
  });
});

describe('16: cloud-init over 2048 bytes is refused', () => {
  const many = Array.from({ length: 30 }, (_, index) => ({
    name: `net-${index}`,
    ipConfig: { mode: IpMode.STATIC, address: `10.9.${index}.5/24` },
  }));

  test('both documents are in a Secret, whatever their size', () => {
    const result = good({ networks: many });
    expect(secret(result).stringData.networkdata.length).toBeGreaterThan(2048);
    expect(volume(result, 'cloudinitdisk').cloudInitNoCloud).toEqual({
      secretRef: { name: 'web-01-cloud-init' },
      networkDataSecretRef: { name: 'web-01-cloud-init' },
    });
  });

  test('inline text over the limit is an error', () => {
    expect(errorRules(vm({ networks: many, cloudInit: { inline: true } }))).toEqual(['cloudinit-size']);
  });
});

describe('18: cannot log in', () => {
  test.each([
    { say: 'a text that is no hash', props: { cloudInitUser: { name: 'ops', passwordHash: 'hunter2' } } },
    { say: 'user data without #cloud-config', props: { cloudInit: { userData: 'user: {name: ops}\n' } } },
    { say: 'a locked password', props: { cloudInitUser: { name: 'ops', passwordHash: HASH, lockPasswd: true } } },
  ])('$say is refused', ({ props }) => {
    expect(refusal(props)).toMatch(/^web\/web-01: \S+: .* is not valid; ./s);
  });

  test('a password is plain_text_passwd and unlocked, and ssh takes it', () => {
    const data = userData(good({ cloudInitUser: { name: 'ops', password: 'hunter2' } }));
    expect(data.user).toMatchObject({ plain_text_passwd: 'hunter2', lock_passwd: false });
    expect(data.ssh_pwauth).toBe(true);
  });

  test('the declared user is the default one, so the keys are its', () => {
    const data = userData(good({ cloudInitUser: { name: 'ops' }, sshKeySecret: 'keys' }));
    expect(data.user.name).toBe('ops');
    expect(data).not.toHaveProperty('users');
    expect(data).not.toHaveProperty('ssh_authorized_keys');
  });
});

describe('19: the password is readable in the VM', () => {
  test.each([
    { say: 'a hash', rest: { passwordHash: HASH }, hidden: HASH },
    { say: 'a password', rest: { password: 'hunter2' }, hidden: 'hunter2' },
  ])('$say is in the Secret, not in the VM', ({ rest, hidden }) => {
    const result = good({ cloudInitUser: { name: 'ops', ...rest } });
    expect(secret(result).stringData.userdata).toContain(hidden);
    expect(JSON.stringify(vmObject(result))).not.toContain(hidden);
  });

  test('inline it is refused', () => {
    expect(refusal({ cloudInitUser: { name: 'ops', passwordHash: HASH }, cloudInit: { inline: true } })).toMatch(
      / is not valid; /,
    );
  });

  test.each([
    '#cloud-config\npassword: hunter2\n',
    '#cloud-config\nuser: {name: me, plain_text_passwd: hunter2}\n',
    '#cloud-config\nchpasswd: {users: [{name: me, password: hunter2, type: text}]}\n',
  ])('inline user data of one’s own with a password are no good: %j', (text) => {
    const result = vm({ cloudInit: { inline: true, userData: text } });
    expect(result.error).toBeDefined();
    expect(result.error).not.toContain('hunter2');
  });

  test('a plain password in user data of one’s own is a warning too', () => {
    const text = '#cloud-config\nuser: {name: me, plain_text_passwd: hunter2, lock_passwd: false}\n';
    const result = good({ cloudInit: { userData: text } });
    expect(warningRules(result)).toContain('plain-password');
    expect(result.warnings.join()).not.toContain('hunter2');
  });
});

describe('20: names of the guest’s NICs differ from the order in YAML', () => {
  test('NICs are matched by MAC, and renamed only on request', () => {
    const result = good({ networks: [{ name: 'a' }, { name: 'b', setName: 'lan0' }] });
    expect(ethernets(result)).toEqual({
      default: { match: { macaddress: nic(result, 'default').macAddress }, dhcp4: true },
      a: { match: { macaddress: nic(result, 'a').macAddress }, dhcp4: false, optional: true },
      b: { match: { macaddress: nic(result, 'b').macAddress }, 'set-name': 'lan0', dhcp4: false, optional: true },
    });
  });

  test('a network more leaves the others as they are', () => {
    const [before, after] = [[{ name: 'a' }], [{ name: 'a' }, { name: 'b' }]].map(
      (networks) => template(good({ networks })).domain.devices.interfaces,
    );
    expect(after.slice(0, 2)).toEqual(before);
  });
});

describe('21: the first secondary NIC breaks eth0', () => {
  test.each([{ networks: [] }, { networks: [lan({})] }])('the pod NIC is explicit and first', ({ networks }) => {
    const result = good({ networks });
    expect(template(result).networks[0]).toEqual({ name: 'default', pod: {} });
    expect(template(result).domain.devices.interfaces[0]).toMatchObject({ name: 'default', masquerade: {} });
  });
});

describe('22: an SR-IOV VM starts without its device', () => {
  test('without resourceName it is refused', () => {
    expect(refusal({ networks: [lan({ type: NetworkType.SRIOV })] })).toMatch(/networks\[0\]\.resourceName: /);
  });

  test('annotation, request, binding and networkData are there', () => {
    const result = goodNet({ ...SRIOV, ipConfig: STATIC });
    expect(nad(result).metadata.annotations).toEqual({ 'k8s.v1.cni.cncf.io/resourceName': 'vendor.com/vf' });
    expect(String(template(result).domain.resources.requests['vendor.com/vf'])).toBe('1');
    expect(nic(result, 'lan')).toHaveProperty('sriov');
    expect(entry(result, 'lan')).toEqual({ addresses: ['192.168.100.10/24'] });
    expect(cni(result)).not.toHaveProperty('ipam');
    expect(cni(result)).not.toHaveProperty('deviceID');
  });

  test('ipam in an sriov config of one’s own is a finding', () => {
    const ipam = { type: 'static', addresses: [{ address: '10.9.0.5/24' }] };
    const result = onConfig({ type: 'sriov', ipam }, {}, { resourceName: 'vendor.com/vf' });
    expect(findings(result).filter((line) => line.includes('ipam'))).not.toEqual([]);
  });
});

describe('23: an SR-IOV VM loses its address with a migration', () => {
  test('its MAC is fixed, and networkData match by it', () => {
    const result = goodNet({ ...SRIOV, ipConfig: STATIC });
    expect(nic(result, 'lan').macAddress).toMatch(MAC);
    expect(ethernets(result).lan.match).toEqual({ macaddress: nic(result, 'lan').macAddress });
  });
});

describe('24: the node is unreachable after a bridge was put on its NIC', () => {
  test('no node policy is made unasked, and a bridge takes no NIC', () => {
    const result = good({ networks: [lan({ vlanId: 5 }), { name: 'b', type: NetworkType.OVS, vlanId: 5 }] });
    expect(result.objects.filter(({ kind }) => kind === 'NodeNetworkConfigurationPolicy')).toEqual([]);
    expect(refusal({ networks: [lan({ physicalInterface: 'eth0' })] })).toMatch(/networks\[0\]\.physicalInterface: /);
  });
});

describe('25: a node has no such bridge', () => {
  test('on request the VM runs only where the marker reports it', () => {
    const result = goodNet({ bridgeName: 'br1', nodeResource: true });
    const name = 'bridge.network.kubevirt.io/br1';
    expect(nad(result).metadata.annotations).toEqual({ 'k8s.v1.cni.cncf.io/resourceName': name });
    expect(String(template(result).domain.resources.requests[name])).toBe('1');
    expect(String(template(result).domain.resources.limits[name])).toBe('1');
    expect(nad(goodNet({ bridgeName: 'br1' })).metadata).not.toHaveProperty('annotations');
  });
});

describe('26: the VLAN does not pass', () => {
  test('a VLAN leaves no VLAN 1 on the port', () => {
    expect(cni(goodNet({ vlanId: 100 }))).toMatchObject({ vlan: 100, preserveDefaultVlan: false });
    expect(cni(goodNet({ trunk: ['10'] }))).toMatchObject({ vlanTrunk: [{ id: 10 }], preserveDefaultVlan: false });
    expect(cni(goodNet({}))).not.toHaveProperty('preserveDefaultVlan');
  });
});

describe('27: invalid JSON in a NAD', () => {
  test('what is made here is JSON with cniVersion, name and type', () => {
    expect(cni(goodNet({}))).toEqual({ cniVersion: '1.0.0', name: 'web-01-lan-nad', type: 'bridge', bridge: 'br-lan' });
  });

  test.each(['{', '', '[]', '{"name":"lan","type":"bridge"}', '{"cniVersion":"1.0.0","name":"lan"}'])(
    'the config %j is refused',
    (config) => {
      const result = synthesize((chart) => NetworkAttachment.fromCniConfig(chart, 'lan', config));
      expect(result.error).toMatch(/^web\/lan: .* is not valid; ./s);
    },
  );

  test('so is that of a NAD made by other means', () => {
    const result = synthesize((chart) => {
      new ApiObject(chart, 'raw', {
        apiVersion: 'k8s.cni.cncf.io/v1',
        kind: 'NetworkAttachmentDefinition',
        metadata: { name: 'raw' },
        spec: { config: '{"cniVersion":"1.0.0",' },
      });
      new WukongVm(chart, 'web-01', { ...base, networks: [lan({ nadName: 'raw' })] });
    });
    expect(result.error ?? 'no error').toContain('NetworkAttachmentDefinition/vms/raw');
  });
});

describe('28: the bridge name is over 15 characters', () => {
  test('a given one is refused, a derived one is shortened with a hash', () => {
    expect(refusal({ networks: [lan({ bridgeName: 'br-0123456789abc' })] })).toMatch(
      /^web\/web-01: networks\[0\]\.bridgeName: "br-0123456789abc" is not valid; .*15/,
    );
    const names = ['production-database-a', 'production-database-b'].map(
      (name) => cni(good({ networks: [{ name }] })).bridge as string,
    );
    for (const name of names) expect(name.length).toBeLessThanOrEqual(15);
    expect(names[0]).not.toBe(names[1]);
  });
});

describe('29: a long VM name', () => {
  test('of 63 characters passes with all that is derived from it, of 64 it is refused', () => {
    const name = 'a'.repeat(63);
    const result = good({
      metadata: { name },
      networks: [{ name: 'b'.repeat(63) }],
      disks: [{ name: 'c'.repeat(63), size: '1Gi', keepOnDelete: true }],
    });
    for (const object of result.objects) expect(object.metadata.name.length).toBeLessThanOrEqual(253);
    expect(refusal({ metadata: { name: `${name}a` } })).toMatch(/^web\/web-01: metadata\.name: .*63/);
  });
});

describe('30: two default routes', () => {
  const gateway = (name: string, third: number): NetworkConfig => ({
    name,
    ipConfig: { mode: IpMode.STATIC, address: `10.9.${third}.5/24`, gateway: `10.9.${third}.1` },
  });

  test('a network with a gateway takes the default route from the pod NIC', () => {
    const result = good({ networks: [gateway('a', 1)] });
    expect(entry(result, 'default')['dhcp4-overrides']).toMatchObject({ 'use-routes': false });
    expect(entry(result, 'a').routes).toEqual([{ to: '0.0.0.0/0', via: '10.9.1.1', metric: 50 }]);
  });

  test('two gateways are an error, and a primary is the choice', () => {
    expect(errorRules(vm({ networks: [gateway('a', 1), gateway('b', 2)] }))).toEqual(['two-default-routes']);
    const result = good({ networks: [{ ...gateway('a', 1), primary: true }, gateway('b', 2)] });
    expect(entry(result, 'b')).toEqual({ addresses: ['10.9.2.5/24'] });
  });

  test('a default route written by hand is refused', () => {
    const ipConfig = { ...STATIC, routes: [{ to: '0.0.0.0/0', via: '192.168.100.1' }] };
    expect(refusal({ networks: [lan({ ipConfig })] })).toMatch(/networks\[0\]\.ipConfig\.routes\[0\]\.to: .*gateway/);
  });
});

describe('31: the MTUs differ', () => {
  test('the MTU is in the NAD and in the guest', () => {
    const result = goodNet({ mtu: 9000 });
    expect([cni(result).mtu, entry(result, 'lan').mtu]).toEqual([9000, 9000]);
  });

  test('a guest MTU over that of the app’s NAD is a warning', () => {
    const build = (mtu: number) =>
      passed(
        synthesize((chart) => {
          new NetworkAttachment(chart, 'lan', { mtu: 1400 });
          new WukongVm(chart, 'web-01', { ...QUIET, networks: [lan({ nadName: 'lan', mtu })] });
        }),
      );
    expect(build(9000).warnings.filter((line) => /mtu/i.test(line))).toHaveLength(1);
    expect(build(1400).warnings).toEqual([]);
  });

  test('two MTUs on one bridge are a warning', () => {
    const on = (mtu: number) => lan({ bridgeName: 'br1', mtu });
    expect(passed(fleet(on(9000), on(1500))).warnings.filter((line) => /mtu/i.test(line))).not.toEqual([]);
    expect(passed(fleet(on(9000), on(9000))).warnings).toEqual([]);
  });
});

describe('38: the wrong disk boots', () => {
  const two = (first: boolean, second: boolean): Partial<WukongVmProps> => ({
    disks: [
      { name: 'a', size: '1Gi', boot: first },
      { name: 'b', size: '1Gi', boot: second },
    ],
  });

  test('two boot disks are an error', () => {
    expect(errorRules(vm(two(true, true)))).toEqual(['two-boot-disks']);
  });

  test('the boot disk has bootOrder 1', () => {
    const result = good(two(false, true));
    expect([disk(result, 'a').bootOrder === 1, disk(result, 'b').bootOrder]).toEqual([false, 1]);
  });

  test('a NIC with the same boot order is an error', () => {
    expect(vm({ ...two(true, false), networks: [lan({ bootOrder: 1 })] }).error).toMatch(/boot/i);
  });
});

describe('39: running and runStrategy', () => {
  test('only runStrategy is written', () => {
    expect(vmObject(good()).spec).not.toHaveProperty('running');
    expect(vmObject(good()).spec.runStrategy).toBe('Always');
  });

  test('running from a JSON patch is an error', () => {
    const result = synthesize((chart) => {
      const made = new WukongVm(chart, 'web-01', base);
      made.virtualMachine.addJsonPatch(JsonPatch.add('/spec/running', true));
    });
    expect(errorRules(result)).toContain('run-strategy');
  });
});

describe('40: the MAC check drops frames', () => {
  test('it is off unless asked for', () => {
    expect(cni(goodNet({}))).not.toHaveProperty('macspoofchk');
    expect(cni(goodNet({ macSpoofCheck: false }))).not.toHaveProperty('macspoofchk');
    expect(cni(goodNet({ macSpoofCheck: true })).macspoofchk).toBe(true);
  });
});

describe('41: an apply without MACs drops those of the pool', () => {
  test('every interface has its MAC', () => {
    const result = good({ networks: [{ name: 'a' }, { name: 'b', ...SRIOV }, { name: 'c', nadName: 'x' }] });
    for (const { macAddress } of template(result).domain.devices.interfaces) expect(macAddress).toMatch(MAC);
  });
});

describe('42: a probe does not reach the secondary network', () => {
  const probed = (network: Partial<NetworkConfig>, props: Partial<WukongVmProps> = {}) =>
    synthesize((chart) => {
      const made = new WukongVm(chart, 'web-01', { ...QUIET, networks: [lan(network)], ...props });
      const probe = { tcpSocket: { port: 22 } };
      made.virtualMachine.addJsonPatch(JsonPatch.add('/spec/template/spec/readinessProbe', probe));
    });

  test('a probe without pod NIC is an error', () => {
    expect(errorRules(probed({ primary: true, ipConfig: DHCP }))).toEqual(['probe-pod-net']);
    expect(passed(probed({ ipConfig: DHCP })).warnings).toEqual([]);
  });

  test('a probe on a pod NIC without the default route is a warning, unless the cluster is routed by it', () => {
    const network = { ipConfig: { ...STATIC, gateway: '192.168.100.1' } };
    expect(warningRules(passed(probed(network)))).toEqual(['pod-nic-not-default']);
    expect(passed(probed(network, { podNetwork: { clusterCidrs: ['10.244.0.0/16'] } })).warnings).toEqual([]);
  });
});

describe('43: ovs and sriov need two resource names', () => {
  test('a device resource on ovs is refused with the type that can use it', () => {
    expect(refusal({ networks: [lan({ type: NetworkType.OVS, vlanId: 5, resourceName: 'vendor.com/vf' })] })).toMatch(
      /^web\/web-01: networks\[0\]\.resourceName: "vendor\.com\/vf" is not valid; .*sriov/,
    );
  });

  test('each has its own on a VM with both', () => {
    const result = good({
      networks: [
        { name: 'a', type: NetworkType.OVS, vlanId: 5, bridgeName: 'br1', nodeResource: true },
        { name: 'b', ...SRIOV },
      ],
    });
    expect(Object.keys(template(result).domain.resources.requests).sort()).toEqual([
      'ovs-cni.network.kubevirt.io/br1',
      'vendor.com/vf',
    ]);
  });
});
