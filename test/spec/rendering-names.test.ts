import { createHash } from 'node:crypto';
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type DiskConfig, NetworkAttachment, NetworkType, WukongVm, type WukongVmProps } from '../../src';
import {
  bareChart,
  base,
  DHCP,
  disk,
  errorRules,
  ethernets,
  good,
  IMAGE,
  type Json,
  kinds,
  net,
  newApp,
  newChart,
  nic,
  passed,
  STATIC,
  secret,
  synthesize,
  template,
  userData,
  vmObject,
  volume,
  warningRules,
  warningsOf,
} from './support';

function macOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return ['02', ...(hex.slice(0, 10).match(/../g) as string[])].join(':');
}

describe('the smallest program', () => {
  const smallest = (): WukongVmProps => ({
    cpu: 2,
    memory: '4Gi',
    osImage: IMAGE,
    networks: [
      {
        name: 'mgmt',
        type: NetworkType.BRIDGE,
        vlanId: 100,
        ipConfig: { ...STATIC, dnsServers: ['8.8.8.8'] },
      },
      { name: 'data', type: NetworkType.BRIDGE, ipConfig: DHCP },
    ],
  });

  test('it is written in the order NAD, NAD, Secret, VirtualMachine', () => {
    const result = good(smallest());
    expect(result.objects.map((o) => [o.apiVersion, o.kind, o.metadata.name, o.metadata.namespace])).toEqual([
      ['k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition', 'web-01-mgmt-nad', 'vms'],
      ['k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition', 'web-01-data-nad', 'vms'],
      ['v1', 'Secret', 'web-01-cloud-init', 'vms'],
      ['kubevirt.io/v1', 'VirtualMachine', 'web-01', 'vms'],
    ]);
  });

  test('the VirtualMachine is this', () => {
    const result = good(smallest());
    expect(vmObject(result)).toEqual({
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachine',
      metadata: { name: 'web-01', namespace: 'vms' },
      spec: {
        runStrategy: 'Always',
        template: {
          metadata: vmObject(result).spec.template.metadata,
          spec: {
            domain: {
              cpu: { sockets: 2, cores: 1, threads: 1 },
              memory: { guest: '4Gi' },
              devices: {
                interfaces: [
                  { name: 'default', masquerade: {}, macAddress: macOf('vms/web-01/default') },
                  { name: 'mgmt', bridge: {}, macAddress: macOf('vms/web-01/mgmt') },
                  { name: 'data', bridge: {}, macAddress: macOf('vms/web-01/data') },
                ],
                disks: [template(result).domain.devices.disks[0], { name: 'cloudinitdisk', disk: { bus: 'virtio' } }],
              },
            },
            evictionStrategy: 'LiveMigrateIfPossible',
            networks: [
              { name: 'default', pod: {} },
              { name: 'mgmt', multus: { networkName: 'web-01-mgmt-nad' } },
              { name: 'data', multus: { networkName: 'web-01-data-nad' } },
            ],
            volumes: [
              { name: 'containerdisk', containerDisk: { image: IMAGE } },
              {
                name: 'cloudinitdisk',
                cloudInitNoCloud: {
                  secretRef: { name: 'web-01-cloud-init' },
                  networkDataSecretRef: { name: 'web-01-cloud-init' },
                },
              },
            ],
          },
        },
      },
    });
    expect(disk(result, 'containerdisk')).toMatchObject({ name: 'containerdisk', disk: { bus: 'virtio' } });
  });

  test('networkData is version 2 and lists every NIC by its MAC', () => {
    const result = good(smallest());
    expect(parse(secret(result).stringData.networkdata)).toEqual({
      version: 2,
      ethernets: {
        default: { match: { macaddress: macOf('vms/web-01/default') }, dhcp4: true },
        mgmt: {
          match: { macaddress: macOf('vms/web-01/mgmt') },
          addresses: ['192.168.100.10/24'],
          nameservers: { addresses: ['8.8.8.8'] },
        },
        data: {
          match: { macaddress: macOf('vms/web-01/data') },
          dhcp4: true,
          'dhcp4-overrides': { 'use-routes': false, 'use-dns': false },
          optional: true,
        },
      },
    });
  });

  test('userData begin with #cloud-config and let a changed address in at each boot', () => {
    const result = good(smallest());
    expect(secret(result).stringData.userdata.split('\n')[0]).toBe('#cloud-config');
    expect(userData(result)).toEqual({ updates: { network: { when: ['boot'] } } });
    expect(Object.keys(secret(result).stringData).sort()).toEqual(['networkdata', 'userdata']);
  });

  test('the text quotes the MACs, which YAML 1.1 readers would take for numbers', () => {
    const text: string = secret(good(smallest())).stringData.networkdata;
    for (const line of text.split('\n').filter((each) => each.includes('macaddress'))) {
      expect(line).toMatch(/macaddress: ["'][0-9a-f:]{17}["']/);
    }
  });

  test('no manifest holds a null or an empty list', () => {
    const walk = (value: Json, path: string): string[] => {
      if (value === null || value === undefined) return [path];
      if (Array.isArray(value) && value.length === 0) return [path];
      if (typeof value !== 'object') return [];
      return Object.entries(value).flatMap(([key, child]) => walk(child, `${path}.${key}`));
    };
    expect(good(smallest()).objects.flatMap((object) => walk(object, object.kind))).toEqual([]);
    expect(good({ podNetwork: { enabled: false } }).objects.flatMap((o) => walk(o, o.kind))).toEqual([]);
  });
});

describe('names and order', () => {
  test('a network added late still comes before Secret and VM', () => {
    const result = passed(
      synthesize((chart) => {
        const made = new WukongVm(chart, 'web-01', { ...base, networks: [{ name: 'a' }] });
        const late = made.addNetwork({ name: 'b' });
        expect(late.nadName).toBe('web-01-b-nad');
        expect(made.networks.map(({ nadName }) => nadName)).toEqual(['web-01-a-nad', 'web-01-b-nad']);
      }),
    );
    expect(kinds(result)).toEqual([
      'NetworkAttachmentDefinition/web-01-a-nad',
      'NetworkAttachmentDefinition/web-01-b-nad',
      'Secret/web-01-cloud-init',
      'VirtualMachine/web-01',
    ]);
    expect(template(result).networks.map(({ name }: Json) => name)).toEqual(['default', 'a', 'b']);
    expect(Object.keys(ethernets(result))).toEqual(['default', 'a', 'b']);
  });

  test('a disk added late is in the VM, its DataVolume before it', () => {
    const result = passed(
      synthesize((chart) => {
        const made = new WukongVm(chart, 'web-01', { ...base, disks: [{ name: 'system', size: '10Gi', boot: true }] });
        made.addDisk({ name: 'data', size: '5Gi', keepOnDelete: true });
        made.addNetwork({ name: 'lan' });
      }),
    );
    expect(kinds(result)).toEqual([
      'NetworkAttachmentDefinition/web-01-lan-nad',
      'Secret/web-01-cloud-init',
      'DataVolume/web-01-data',
      'VirtualMachine/web-01',
    ]);
    expect(template(result).domain.devices.disks.map(({ name }: Json) => name)).toEqual([
      'system',
      'data',
      'cloudinitdisk',
    ]);
  });

  test('the order holds per VM', () => {
    const result = passed(
      synthesize((chart) => {
        const first = new WukongVm(chart, 'web-01', base);
        new WukongVm(chart, 'web-02', { ...base, networks: [{ name: 'lan' }] });
        first.addNetwork({ name: 'lan' });
      }),
    );
    expect(kinds(result)).toEqual([
      'NetworkAttachmentDefinition/web-01-lan-nad',
      'Secret/web-01-cloud-init',
      'VirtualMachine/web-01',
      'NetworkAttachmentDefinition/web-02-lan-nad',
      'Secret/web-02-cloud-init',
      'VirtualMachine/web-02',
    ]);
  });

  test('namePrefix is the prefix of NAD, Secret and disks, and not of the VM', () => {
    const result = good({
      metadata: { name: 'db-vm' },
      namePrefix: 'db',
      networks: [{ name: 'lan' }],
      disks: [
        { name: 'system', size: '10Gi', boot: true },
        { name: 'keep', size: '1Gi', keepOnDelete: true },
      ],
    });
    expect(kinds(result)).toEqual([
      'NetworkAttachmentDefinition/db-lan-nad',
      'Secret/db-cloud-init',
      'DataVolume/db-keep',
      'VirtualMachine/db-vm',
    ]);
    expect(volume(result, 'system')).toEqual({ name: 'system', dataVolume: { name: 'db-system' } });
    expect(vmObject(result).spec.dataVolumeTemplates[0].metadata.name).toBe('db-system');
    expect(nic(result, 'lan').macAddress).toBe(macOf('vms/db-vm/lan'));
  });

  test("a namespace in metadata goes on every object, before the chart's", () => {
    const result = good({
      metadata: { namespace: 'prod' },
      networks: [{ name: 'lan' }],
      disks: [{ name: 'system', size: '1Gi', keepOnDelete: true }],
    });
    expect(result.objects.map((o) => `${o.kind} ${o.metadata.namespace}`)).toEqual([
      'NetworkAttachmentDefinition prod',
      'Secret prod',
      'DataVolume prod',
      'VirtualMachine prod',
    ]);
    expect(net(result, 'lan').multus).toEqual({ networkName: 'web-01-lan-nad' });
    expect(nic(result, 'lan').macAddress).toBe(macOf('prod/web-01/lan'));
  });

  test('without a known namespace none is written, and that is a warning', () => {
    const result = good({ networks: [{ name: 'lan' }] }, bareChart());
    expect(result.objects.map((o) => o.metadata.namespace)).toEqual([undefined, undefined, undefined]);
    expect(warningsOf(result, 'unknown-namespace')).toHaveLength(1);
    expect(nic(result, 'lan').macAddress).toBe(macOf('/web-01/lan'));
    expect(warningRules(good({ networks: [{ name: 'lan' }] }))).not.toContain('unknown-namespace');
  });

  test('labels go on VM and template, annotations on the VM', () => {
    const result = good({ metadata: { labels: { app: 'web' }, annotations: { note: 'x' } } });
    expect(vmObject(result).metadata).toMatchObject({ labels: { app: 'web' }, annotations: { note: 'x' } });
    expect(vmObject(result).spec.template.metadata.labels).toMatchObject({ app: 'web' });
    expect(vmObject(result).spec.template.metadata.annotations).toBeUndefined();
  });

  test('child ids are networks/net-{name}, vm and Resource, for nadName and attachment too', () => {
    const chart = newChart();
    const shared = new NetworkAttachment(chart, 'shared');
    const made = new WukongVm(chart, 'web-01', {
      ...base,
      networks: [{ name: 'a' }, { name: 'b', nadName: 'lan' }, { name: 'c', attachment: shared }],
      disks: [{ name: 'system', size: '1Gi', keepOnDelete: true }],
    });
    const networks = made.node.findChild('networks').node;
    expect(networks.children.map(({ node }) => node.id)).toEqual(['net-a', 'net-b', 'net-c']);
    expect(ApiObject.of(networks.findChild('net-a')).name).toBe('web-01-a-nad');
    expect(networks.findChild('net-a').node.findChild('Resource')).toBeInstanceOf(ApiObject);
    expect(made.node.findChild('volumes').node.findChild('cloud-init')).toBeDefined();
    expect(made.node.findChild('volumes').node.findChild('disk-system')).toBeDefined();
    expect(made.node.findChild('vm')).toBe(made.virtualMachine);
    expect(made.node.defaultChild).toBe(made.virtualMachine);
    expect(shared.node.findChild('Resource')).toBe(shared.networkAttachmentDefinition);
  });

  test('members say what is known at synth', () => {
    const chart = newChart();
    const made = new WukongVm(chart, 'web-01', {
      ...base,
      networks: [
        { name: 'a', ipConfig: { ...STATIC, addresses: ['2001:db8::10/64'] } },
        { name: 'b', nadName: 'infra/lan', ipConfig: DHCP, macAddress: 'AA-BB-CC-DD-EE-01' },
      ],
    });
    expect([made.name, made.namespace]).toEqual(['web-01', 'vms']);
    expect(made.networkStatus).toEqual([
      {
        name: 'a',
        nadName: 'web-01-a-nad',
        macAddress: macOf('vms/web-01/a'),
        ipAddress: '192.168.100.10',
        ipAddresses: ['192.168.100.10', '2001:db8::10'],
      },
      { name: 'b', nadName: 'infra/lan', macAddress: 'aa:bb:cc:dd:ee:01' },
    ]);
    expect(made.networks.map(({ nadName, namespace, type }) => [nadName, namespace, type])).toEqual([
      ['web-01-a-nad', 'vms', 'bridge'],
      ['lan', 'infra', 'bridge'],
    ]);
    expect([WukongVm.isWukongVm(made), WukongVm.isWukongVm(chart), WukongVm.isWukongVm(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('two objects of one kind, namespace and name in two charts are an error', () => {
    const app = newApp();
    const first = new Chart(app, 'one', { namespace: 'vms' });
    const second = new Chart(app, 'two', { namespace: 'vms' });
    const result = synthesize((chart) => {
      new WukongVm(first, 'web-01', base);
      new WukongVm(second, 'web-01', base);
      expect(chart).toBe(first);
    }, first);
    expect(errorRules(result)).toContain('duplicate-object');
  });

  test.each<{ say: string; first: object; second: object }>([
    {
      say: 'two templates',
      first: { name: 'a', size: '1Gi', dataVolumeName: 'shared' },
      second: { name: 'b', size: '1Gi', dataVolumeName: 'shared' },
    },
    {
      say: 'a template and a DataVolume of its own',
      first: { name: 'a', size: '1Gi', dataVolumeName: 'shared' },
      second: { name: 'b', size: '1Gi', dataVolumeName: 'shared', keepOnDelete: true },
    },
    {
      say: 'two DataVolumes of their own',
      first: { name: 'a', size: '1Gi', dataVolumeName: 'shared', keepOnDelete: true },
      second: { name: 'b', size: '1Gi', dataVolumeName: 'shared', keepOnDelete: true },
    },
    {
      say: 'derived names',
      first: { name: 'x-data', size: '1Gi' },
      second: { name: 'data', size: '1Gi' },
    },
  ])('one DataVolume for two VMs is an error: $say', ({ first, second }) => {
    const result = synthesize((chart) => {
      new WukongVm(chart, 'web', { ...base, disks: [first as DiskConfig] });
      new WukongVm(chart, 'web-x', { ...base, disks: [second as DiskConfig] });
    });
    expect(errorRules(result)).toContain('duplicate-object');
  });

  test('one name in two namespaces is fine', () => {
    const app = newApp();
    const first = new Chart(app, 'one', { namespace: 'a' });
    const second = new Chart(app, 'two', { namespace: 'b' });
    const result = synthesize(() => {
      new WukongVm(first, 'web-01', base);
      new WukongVm(second, 'web-01', base);
    }, first);
    expect(errorRules(result)).toEqual([]);
    expect(result.error).toBeUndefined();
  });

  test('a JSON patch reaches the manifest', () => {
    const result = passed(
      synthesize((chart) => {
        const made = new WukongVm(chart, 'web-01', base);
        made.virtualMachine.addJsonPatch(JsonPatch.add('/spec/template/spec/subdomain', 'db'));
      }),
    );
    expect(template(result).subdomain).toBe('db');
  });

  test('a field that the CRD lacks, from a JSON patch, is written, with a warning', () => {
    const unknown = passed(
      synthesize((chart) => {
        const made = new WukongVm(chart, 'web-01', base);
        made.virtualMachine.addJsonPatch(JsonPatch.add('/spec/template/spec/newer', 'x'));
      }),
    );
    expect(template(unknown).newer).toBe('x');
    expect(warningRules(unknown)).toContain('unknown-field');
  });

  test('a patched manifest is checked', () => {
    const broken = synthesize((chart) => {
      const made = new WukongVm(chart, 'web-01', { ...base, networks: [{ name: 'lan' }] });
      made.virtualMachine.addJsonPatch(JsonPatch.replace('/spec/template/spec/networks/1/name', 'wan'));
    });
    expect(errorRules(broken)).toEqual(expect.arrayContaining(['net-without-iface', 'iface-without-net']));
  });
});

describe('MACs', () => {
  test.each<{ say: string; props: Partial<WukongVmProps>; nic: string; text: string }>([
    { say: 'a network', props: { networks: [{ name: 'lan' }] }, nic: 'lan', text: 'vms/web-01/lan' },
    { say: 'the pod NIC', props: {}, nic: 'default', text: 'vms/web-01/default' },
    {
      say: 'a salt',
      props: { macSalt: 'blue', networks: [{ name: 'lan' }] },
      nic: 'lan',
      text: 'vms/web-01/lan/blue',
    },
    { say: 'a salt for the pod NIC', props: { macSalt: 'blue' }, nic: 'default', text: 'vms/web-01/default/blue' },
    {
      say: "the VM's own name",
      props: { metadata: { name: 'db' }, networks: [{ name: 'lan' }] },
      nic: 'lan',
      text: 'vms/db/lan',
    },
    {
      say: 'an existing NAD',
      props: { networks: [{ name: 'lan', nadName: 'x' }] },
      nic: 'lan',
      text: 'vms/web-01/lan',
    },
  ])('$say: 02: and the first 5 bytes of the SHA-256 of $text', ({ props, nic: name, text }) => {
    const result = good(props);
    expect(nic(result, name).macAddress).toBe(macOf(text));
    expect(ethernets(result)[name].match).toEqual({ macaddress: macOf(text) });
  });

  test('order and other networks do not change them', () => {
    const macs = (names: string[]) =>
      Object.fromEntries(
        template(good({ networks: names.map((name) => ({ name })) })).domain.devices.interfaces.map(
          ({ name, macAddress }: Json) => [name, macAddress],
        ),
      );
    expect(macs(['b', 'c', 'a'])).toEqual(macs(['a', 'b', 'c']));
    expect(macs(['a'])).toEqual({ default: macs(['a', 'b']).default, a: macs(['a', 'b']).a });
  });
});
