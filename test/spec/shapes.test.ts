import { describe, expect, test } from 'vitest';
import {
  IpMode,
  NetworkType,
  RestartPolicy,
  TaintEffect,
  TolerationOperator,
  WukongVm,
  type WukongVmProps,
} from '../../src';
import {
  cni,
  disk,
  entry,
  errorRules,
  ethernets,
  HASH,
  IMAGE,
  type Json,
  kinds,
  net,
  nic,
  passed,
  type Synthesized,
  synthesize,
  template,
  userData,
  vmObject,
  volume,
  warningRules,
  warningsOf,
} from './support';

const SYSTEM = { name: 'system', size: '10Gi', boot: true };
const IMAGED = { ...SYSTEM, image: `docker://${IMAGE}` };
const DHCP = { mode: IpMode.DHCP };

/** An object `web` of the operator as our props: its VM is `web-vm`, all else is named after `web`. */
function shape(props: Partial<WukongVmProps>): Synthesized {
  return synthesize(
    (chart) =>
      new WukongVm(chart, 'web', {
        metadata: { name: 'web-vm' },
        namePrefix: 'web',
        cpu: 2,
        memory: '2Gi',
        ...props,
      }),
  );
}

const templates = (result: Synthesized) =>
  (vmObject(result).spec.dataVolumeTemplates ?? []).map(({ metadata, spec }: Json) => [metadata.name, spec.source]);
const nics = (result: Synthesized) =>
  template(result).domain.devices.interfaces.map(({ name, macAddress, ...binding }: Json) => {
    expect(macAddress).toMatch(/^02(:[0-9a-f]{2}){5}$/);
    return { name, ...binding };
  });
const POD = { name: 'default', masquerade: {} };

describe("the operator's shapes", () => {
  test('A, the smallest: one masquerade NIC, one blank disk that boots, no NAD, and a warning', () => {
    const result = passed(shape({ disks: [SYSTEM] }));
    expect(kinds(result)).toEqual(['Secret/web-cloud-init', 'VirtualMachine/web-vm']);
    expect(vmObject(result).spec.runStrategy).toBe('Always');
    expect(nics(result)).toEqual([POD]);
    expect(templates(result)).toEqual([['web-system', { blank: {} }]]);
    expect(disk(result, 'system')).toEqual({ name: 'system', disk: { bus: 'virtio' }, bootOrder: 1 });
    expect(warningRules(result)).toEqual(['boot-disk-without-image']);
  });

  test('B, a registry image: imported with its scheme, no pullMethod', () => {
    const result = passed(shape({ disks: [IMAGED] }));
    expect(templates(result)).toEqual([['web-system', { registry: { url: `docker://${IMAGE}` } }]]);
    expect(warningRules(result)).toEqual([]);
  });

  test('C, an http image and a data disk: the image disk boots, and a warning about plain http', () => {
    const http = 'http://img.example/debian.qcow2';
    const result = passed(
      shape({
        disks: [
          { ...SYSTEM, image: http },
          { name: 'data', size: '20Gi' },
        ],
      }),
    );
    expect(templates(result)).toEqual([
      ['web-system', { http: { url: http } }],
      ['web-data', { blank: {} }],
    ]);
    expect(disk(result, 'system').bootOrder).toBe(1);
    expect(volume(result, 'data')).toEqual({ name: 'data', dataVolume: { name: 'web-data' } });
    expect(warningRules(result)).toEqual(['plain-http-image']);
  });

  test('D, a user with a hash: one user as a mapping, its hash in passwd, unlocked', () => {
    const result = passed(
      shape({ disks: [IMAGED], cloudInitUser: { name: 'ops', passwordHash: HASH, groups: ['sudo', 'docker'] } }),
    );
    expect(userData(result).user).toEqual({
      name: 'ops',
      passwd: HASH,
      lock_passwd: false,
      groups: ['sudo', 'docker'],
      sudo: 'ALL=(ALL) NOPASSWD:ALL',
      shell: '/bin/bash',
    });
    expect(userData(result)).not.toHaveProperty('users');
    expect(volume(result, 'cloudinitdisk').cloudInitNoCloud.secretRef).toEqual({ name: 'web-cloud-init' });
    expect(JSON.stringify(vmObject(result))).not.toContain(HASH);
    expect(warningRules(result)).toEqual([]);
  });

  test('E, a user with a plain password: in the Secret as plain_text_passwd, and a warning', () => {
    const result = passed(shape({ disks: [IMAGED], cloudInitUser: { name: 'ops', password: 'hunter2' } }));
    expect(userData(result).user).toMatchObject({ plain_text_passwd: 'hunter2', lock_passwd: false });
    expect(userData(result).user).not.toHaveProperty('passwd');
    expect(JSON.stringify(vmObject(result))).not.toContain('hunter2');
    expect(warningRules(result)).toEqual(['plain-password']);
    expect(result.warnings.join()).not.toContain('hunter2');
  });

  test('F, a static management NIC: pod NIC first, NAD without ipam, the address in networkData', () => {
    const result = passed(
      shape({
        disks: [IMAGED],
        networks: [
          {
            name: 'management',
            type: NetworkType.BRIDGE,
            vlanId: 100,
            bridgeName: 'br-mgmt',
            ipConfig: {
              mode: IpMode.STATIC,
              address: '192.168.100.10/24',
              gateway: '192.168.100.1',
              dnsServers: ['8.8.8.8', '8.8.4.4'],
            },
          },
        ],
      }),
    );
    expect(kinds(result)).toEqual([
      'NetworkAttachmentDefinition/web-management-nad',
      'Secret/web-cloud-init',
      'VirtualMachine/web-vm',
    ]);
    expect(nics(result)).toEqual([POD, { name: 'management', bridge: {} }]);
    expect(cni(result)).toEqual({
      cniVersion: '1.0.0',
      name: 'web-management-nad',
      type: 'bridge',
      bridge: 'br-mgmt',
      vlan: 100,
      preserveDefaultVlan: false,
    });
    expect(entry(result, 'default')).toEqual({
      dhcp4: true,
      'dhcp4-overrides': { 'use-routes': false, 'use-dns': false },
    });
    expect(entry(result, 'management')).toEqual({
      addresses: ['192.168.100.10/24'],
      routes: [{ to: '0.0.0.0/0', via: '192.168.100.1', metric: 50 }],
      nameservers: { addresses: ['8.8.8.8', '8.8.4.4'] },
    });
    expect(warningRules(result)).toEqual([]);
  });

  test('G, sriov by nadName with a VLAN: a reference alone, and two warnings', () => {
    const result = passed(
      shape({
        disks: [IMAGED],
        networks: [
          { name: 'business', type: NetworkType.SRIOV, nadName: 'business-sriov-nad', vlanId: 200, ipConfig: DHCP },
        ],
      }),
    );
    expect(kinds(result)).toEqual(['Secret/web-cloud-init', 'VirtualMachine/web-vm']);
    expect(nics(result)).toEqual([POD, { name: 'business', sriov: {} }]);
    expect(net(result, 'business').multus).toEqual({ networkName: 'business-sriov-nad' });
    expect(entry(result, 'business').dhcp4).toBe(true);
    expect(warningRules(result).sort()).toEqual(['sriov-without-resource', 'wire-option-beside-nad']);
    expect(warningsOf(result, 'wire-option-beside-nad')[0]).toContain('networks[0].vlanId');
  });

  test('H, static macvlan: an error that names macvlanMode, physicalInterface and the ways out', () => {
    const result = shape({
      disks: [IMAGED],
      networks: [
        {
          name: 'storage',
          type: NetworkType.MACVLAN,
          ipConfig: { mode: IpMode.STATIC, address: '10.0.0.10/24' },
        },
      ],
    });
    expect(result.objects).toEqual([]);
    expect(result.error).toMatch(/^web\/web: networks\[0\]\.(macvlanMode|physicalInterface): .* is not valid; /);
    for (const word of [/macvlanMode/, /physicalInterface/, /type:? bridge/i, /passthru/i, /macvtap/]) {
      expect(result.error).toMatch(word);
    }
  });

  test('I, a bridge by physical NIC: an error that names the type that can', () => {
    const result = shape({
      disks: [IMAGED],
      networks: [{ name: 'external', bridgeName: 'br-external', physicalInterface: 'ens192', ipConfig: DHCP }],
    });
    expect(result.error).toMatch(/^web\/web: networks\[0\]\.physicalInterface: "ens192" is not valid; .*macvlan/);
  });

  test('I without the physical NIC: pod NIC first, NAD on the bridge, DHCP by MAC', () => {
    const result = passed(
      shape({ disks: [IMAGED], networks: [{ name: 'external', bridgeName: 'br-external', ipConfig: DHCP }] }),
    );
    expect(nics(result)).toEqual([POD, { name: 'external', bridge: {} }]);
    expect(cni(result)).toEqual({
      cniVersion: '1.0.0',
      name: 'web-external-nad',
      type: 'bridge',
      bridge: 'br-external',
    });
    expect(entry(result, 'external')).toEqual({
      dhcp4: true,
      'dhcp4-overrides': { 'use-routes': false, 'use-dns': false },
      optional: true,
    });
    expect(warningRules(result)).toEqual([]);
  });

  test('J, the HA block: every field has its effect', () => {
    const result = passed(
      shape({
        disks: [IMAGED],
        highAvailability: {
          restartPolicy: RestartPolicy.ALWAYS,
          antiAffinity: true,
          nodeSelector: { 'node-role.kubernetes.io/worker': '' },
          tolerations: [
            {
              key: 'dedicated',
              operator: TolerationOperator.EQUAL,
              value: 'vm',
              effect: TaintEffect.NO_SCHEDULE,
            },
          ],
        },
      }),
    );
    const group = { 'cdk8s-wukong/anti-affinity-group': 'web' };
    expect(vmObject(result).spec.runStrategy).toBe('Always');
    expect(template(result).affinity.podAntiAffinity).toEqual({
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: { labelSelector: { matchLabels: group }, topologyKey: 'kubernetes.io/hostname' },
        },
      ],
    });
    expect(vmObject(result).spec.template.metadata.labels).toEqual(group);
    expect(template(result).nodeSelector).toEqual({ 'node-role.kubernetes.io/worker': '' });
    expect(template(result).tolerations).toEqual([
      { key: 'dedicated', operator: 'Equal', value: 'vm', effect: 'NoSchedule' },
    ]);
    expect(warningRules(result)).toEqual([]);
  });

  test('K, primary by nadName: a single Multus NIC, no multus.default', () => {
    const result = passed(
      shape({
        disks: [IMAGED],
        networks: [{ name: 'lan', nadName: 'lan-nad', primary: true, ipConfig: DHCP }],
      }),
    );
    expect(nics(result)).toEqual([{ name: 'lan', bridge: {} }]);
    expect(template(result).networks).toEqual([{ name: 'lan', multus: { networkName: 'lan-nad' } }]);
    expect(Object.keys(ethernets(result))).toEqual(['lan']);
    expect(entry(result, 'lan')).toEqual({ dhcp4: true });
    expect(warningRules(result)).toEqual([]);
  });

  test('K kept for a running VM: multus.default with namespace/name, and a warning', () => {
    const result = passed(
      shape({
        disks: [IMAGED],
        networks: [{ name: 'lan', nadName: 'lan-nad', primary: true, multusDefault: true, ipConfig: DHCP }],
      }),
    );
    expect(template(result).networks).toEqual([{ name: 'lan', multus: { networkName: 'vms/lan-nad', default: true } }]);
    expect(warningRules(result)).toEqual(['multus-default-without-ipam']);
  });

  test('L, a GPU: devices.gpus', () => {
    const result = passed(shape({ disks: [IMAGED], gpus: [{ name: 'gpu1', deviceName: 'nvidia.com/X' }] }));
    expect(template(result).domain.devices.gpus).toEqual([{ name: 'gpu1', deviceName: 'nvidia.com/X' }]);
    expect(nic(result, 'default')).toBeDefined();
  });

  test('a static address with gateway on two networks: an error', () => {
    const network = (name: string, third: number) => ({
      name,
      ipConfig: { mode: IpMode.STATIC, address: `192.168.${third}.10/24`, gateway: `192.168.${third}.1` },
    });
    const result = shape({ disks: [IMAGED], networks: [network('a', 1), network('b', 2)] });
    expect(errorRules(result)).toEqual(['two-default-routes']);
    expect(result.error).toMatch(
      /web\/web: VirtualMachine\/vms\/web-vm: networks\[\d\]\.ipConfig\.gateway: .*; .*primary/,
    );
  });
});
