import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDataVolume, readNad, readVm, renderDataVolume, renderNad, renderVm } from '../../src/manifest';
import {
  AccessMode,
  type DeclaredDisk,
  IpAssignedBy,
  IpMode,
  type Network,
  RestartPolicy,
  type Vm,
  VolumeMode,
  type WukongVmProps,
} from '../../src/model';
import { addDisk, addNetwork, resolveProps, resolveVm } from '../../src/resolve';
import type { Data } from '../../src/values';
import { anyEdits, mutate } from '../rules/mutate';
import { schemaFaults } from '../support/crd-schema';
import { anyDataVolume, anyNad, anyVm } from './arbitraries';

/** What stands in a file: JSON knows no undefined. */
const written = (doc: object): Data => JSON.parse(JSON.stringify(doc));

const vmDoc = (vm: Vm) => ({
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name: 'db' },
  spec: renderVm(vm),
});

describe('reading a manifest gives back the model that it was written from', () => {
  test('of a VM', () => {
    fc.assert(
      fc.property(anyVm, (vm) => {
        expect(readVm(written(vmDoc(vm)))).toEqual(vm);
      }),
      { numRuns: 200 },
    );
  });

  test('of a NAD', () => {
    fc.assert(
      fc.property(anyNad, (nad) => {
        expect(readNad(written(renderNad(nad)))).toEqual(nad);
      }),
      { numRuns: 200 },
    );
  });

  test('of a DataVolume', () => {
    fc.assert(
      fc.property(anyDataVolume, (volume) => {
        expect(readDataVolume(written({ metadata: { name: volume.name }, spec: renderDataVolume(volume) }))).toEqual(
          volume,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is rendered is what the CRD knows, without nulls and empty lists', () => {
  test('of a VM', () => {
    fc.assert(
      fc.property(anyVm, (vm) => {
        const doc = vmDoc(vm);
        expect(schemaFaults(doc)).toEqual([]);
        expect(hollow(written(doc))).toEqual([]);
      }),
    );
  });

  test('of a NAD', () => {
    fc.assert(
      fc.property(anyNad, (nad) => {
        const doc = {
          apiVersion: 'k8s.cni.cncf.io/v1',
          kind: 'NetworkAttachmentDefinition',
          ...renderNad(nad),
        };
        expect(schemaFaults(doc)).toEqual([]);
        expect(hollow(JSON.parse(doc.spec.config ?? ''))).toEqual([]);
        expect(JSON.parse(doc.spec.config ?? '')).toMatchObject({ cniVersion: '1.0.0', name: nad.name });
      }),
    );
  });

  test('of a DataVolume', () => {
    fc.assert(
      fc.property(anyDataVolume, (volume) => {
        const doc = {
          apiVersion: 'cdi.kubevirt.io/v1beta1',
          kind: 'DataVolume',
          metadata: { name: volume.name },
          spec: renderDataVolume(volume),
        };
        expect(schemaFaults(doc)).toEqual([]);
        expect(hollow(written(doc))).toEqual([]);
      }),
    );
  });
});

/** Empty mappings with a meaning. */
const MEANT = /(^|\.)(masquerade|bridge|sriov|pod|blank|noCloud|qemuGuestAgent|devices)$/;

/** Paths of nulls, empty lists and empty mappings without a meaning. */
function hollow(value: unknown, path = ''): string[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  const entries = Object.entries(value);
  if (entries.length === 0) return MEANT.test(path) ? [] : [path];
  return entries.flatMap(([key, item]) => hollow(item, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`));
}

describe('a VM that a program declares', () => {
  function resolve(props: Partial<WukongVmProps>): Vm {
    const whole = { cpu: 1, memory: '1Gi', osImage: 'quay.io/containerdisks/debian:12', ...props };
    const declared = resolveProps('web/db', 'db', { id: 'web', namespace: 'vms' }, whole);
    const networks: Network[] = [];
    for (const network of props.networks ?? []) networks.push(addNetwork(declared, networks, network));
    const disks: DeclaredDisk[] = [];
    for (const disk of props.disks ?? []) disks.push(addDisk(declared, disks, disk));
    return resolveVm(declared, networks, disks).vm;
  }

  test.each<{ say: string; props: Partial<WukongVmProps> }>([
    { say: 'with nothing beyond what is needed', props: {} },
    {
      say: 'with empty lists and mappings',
      props: { networks: [], disks: [], gpus: [], podNetwork: { ports: [], clusterCidrs: [] } },
    },
    { say: 'with empty placement', props: { highAvailability: { tolerations: [], nodeSelector: {} } } },
    { say: 'with empty metadata', props: { metadata: { labels: {}, annotations: {} } } },
    { say: 'without any NIC', props: { podNetwork: { enabled: false } } },
    {
      say: 'with a NIC of each kind',
      props: {
        networks: [
          { name: 'lan', vlanId: 100, ipConfig: { mode: IpMode.STATIC, address: '192.168.1.10/24' } },
          { name: 'cni', ipConfig: { mode: IpMode.STATIC, address: '10.1.1.10/24', assignedBy: IpAssignedBy.CNI } },
          { name: 'shared', nadName: 'infra/shared', mtu: 9000, bootOrder: 3 },
        ],
        podNetwork: { ports: [{ port: 22, name: 'ssh' }], vmNetworkCidr: '172.16.0.0/24', ipv6: true },
      },
    },
    {
      say: 'with a disk of each kind',
      props: {
        disks: [
          { name: 'system', size: '1.5Gi', boot: true, accessModes: [AccessMode.READ_WRITE_MANY] },
          { name: 'data', size: '10Gi', keepOnDelete: true, volumeMode: VolumeMode.BLOCK },
          { name: 'live', containerDisk: 'docker://quay.io/containerdisks/debian:12' },
          { name: 'claim', existingClaim: 'claim' },
          { name: 'volume', existingDataVolume: 'volume' },
        ],
      },
    },
    {
      say: 'that stays apart from others',
      props: {
        highAvailability: { antiAffinity: true, restartPolicy: RestartPolicy.NEVER, nodeSelector: { zone: 'a' } },
      },
    },
    { say: 'with keys and passwords', props: { sshKeySecret: 'keys', passwordSecret: 'passwords' } },
    { say: 'with GPUs', props: { gpus: [{ name: 'gpu0', deviceName: 'nvidia.com/GA102GL_A10' }] } },
  ])('$say reads back, and is not hollow', ({ props }) => {
    const vm = resolve(props);
    const doc = vmDoc(vm);
    expect(hollow(written(doc))).toEqual([]);
    expect(schemaFaults(doc)).toEqual([]);
    expect(readVm(written(doc))).toEqual(JSON.parse(JSON.stringify(vm)));
  });

  test('cannot take the label of its group for itself', () => {
    const labels = { 'cdk8s-wukong/anti-affinity-group': 'mine' };
    expect(() => resolve({ metadata: { labels } })).toThrow(
      'web/db: metadata.labels["cdk8s-wukong/anti-affinity-group"]: "mine" is not valid',
    );
  });
});

test('no document makes a reader throw', () => {
  const anyDoc = fc.oneof(
    anyVm.map((vm): object => vmDoc(vm)),
    anyNad.map((nad): object => renderNad(nad)),
    anyDataVolume.map((volume): object => ({ metadata: { name: volume.name }, spec: renderDataVolume(volume) })),
  );
  fc.assert(
    fc.property(anyDoc, anyEdits, (doc, edits) => {
      const edited = { ...written(doc) };
      mutate(edited, edits);
      readVm(edited);
      readNad(edited);
      readDataVolume(edited);
    }),
    { numRuns: 200 },
  );
});

test('a count that is none is no count', () => {
  const requests = { 'a.io/b': { toString: 1, valueOf: 1 }, 'a.io/c': null, 'a.io/d': '2', 'a.io/e': 3 };
  const doc = { spec: { template: { spec: { domain: { resources: { requests } } } } } };
  expect(readVm(doc).resources).toMatchObject({ 'a.io/d': 2, 'a.io/e': 3 });
});
