import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseAllDocuments } from 'yaml';
import { type AdmissionFault, admit, type Cluster, defaultCluster } from '../../src/admission';
import { at, type Data } from '../../src/values';

/** A document and what KubeVirt's own webhooks answered. */
export interface CorpusRecord {
  readonly id: string;
  readonly doc: Data;
  readonly schema: 'ok' | 'bad';
  readonly allowed: boolean;
  readonly stage: string;
  readonly causes: readonly { readonly field: string; readonly type: string }[];
}

export function readCorpus(path = join(__dirname, 'corpus.jsonl.gz')): readonly CorpusRecord[] {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

/** The cluster that the corpus was labelled with: it has these objects and no others. */
export function corpusCluster(path = join(__dirname, 'context.yaml')): Cluster {
  const objects = parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS() as Data);
  const key = (kind: unknown, namespace: unknown, name: unknown) => `${kind}/${namespace ?? ''}/${name}`;
  const byKey = new Map(
    objects.map((object) => {
      const { name, namespace } = object.metadata as Data;
      return [key(object.kind, namespace, name), object];
    }),
  );
  const clustered = /^VirtualMachineCluster/;
  return defaultCluster({
    complete: true,
    find: (kind, namespace, name) =>
      byKey.get(key(kind, clustered.test(kind) ? undefined : (namespace ?? 'default'), name)),
  });
}

export interface Comparison {
  readonly record: CorpusRecord;
  readonly faults: readonly AdmissionFault[];
  readonly agrees: boolean;
  /** Whether one of our fields is one that KubeVirt named; undefined where it named none, or nobody refused. */
  readonly fieldMet?: boolean;
}

export function compare(record: CorpusRecord, cluster: Cluster): Comparison {
  const faults = admit(record.doc, cluster);
  const agrees = record.allowed === (faults.length === 0);
  const named = record.causes.filter(({ field }) => field !== '').map(({ field }) => withoutIndexes(field));
  if (!agrees || record.allowed || named.length === 0) return { record, faults, agrees };
  const ours = new Set(faults.flatMap((fault) => reported(fault, record)));
  return { record, faults, agrees, fieldMet: named.some((field) => ours.has(field)) };
}

/** Faults of a refused document that match nothing KubeVirt named, though it named a field for all that it found. */
export function beside({ record, faults }: Comparison): readonly AdmissionFault[] {
  const named = record.causes.map(({ field }) => withoutIndexes(field));
  if (record.allowed || named.length === 0 || named.includes('')) return [];
  return faults.filter((fault) => !reported(fault, record).some((field) => named.includes(field)));
}

/** The ways in which KubeVirt may report what stands at our path. */
function reported({ rule, field }: AdmissionFault, { stage, doc }: CorpusRecord): readonly string[] {
  const spec = stage === 'vmi' && doc.kind === 'VirtualMachine' ? 'spec' : undefined;
  const own = withoutIndexes(field);
  const path =
    spec === undefined ? own : own.replace(/^spec\.template\.(spec|metadata)/, '$1').replace(/^spec\.spec/, 'spec');
  const root = at(doc, 'kind') === 'VirtualMachine' && spec === undefined ? 'spec.template.spec' : 'spec';
  return (reportedAs[rule] ?? []).map((as) => as(path, root)).concat(path);
}

function withoutIndexes(field: string): string {
  return field.replace(/\[\d+\]/g, '');
}

type As = (path: string, root: string) => string;

const last =
  (name: string): As =>
  (path) =>
    path.replace(/[^.]+$/, name);
const parent: As = (path) => path.replace(/\.[^.]+$/, '');
const under =
  (name: string): As =>
  (_, root) =>
    `${root}.${name}`;
const plain =
  (name: string): As =>
  () =>
    name;
const doubled =
  (where: string, key: string): As =>
  (_, root) =>
    `${root}.${where}.${where}${key}`;
const disks = 'domain.devices.disks';

/** RULES.md's "reported as": where KubeVirt's path is not the true one. */
const reportedAs: Readonly<Record<string, readonly As[]>> = {
  'iface-discontinued': [(path) => path.replace('spec.template.spec', 'spec')],
  'masquerade-pod-only': [last('name')],
  'passt-pod-only': [last('name')],
  'passt-gate': [last('name')],
  'bridge-on-pod': [last('name')],
  'pod-once': [under('interfaces')],
  'multus-default-once': [under('networks')],
  'multus-default-or-pod': [under('networks')],
  'net-dra-gate': [under('networks')],
  'multus-network-name': [(path) => path.replace(/\.multus\.networkName$/, '')],
  'iface-boot-order': [(_, root) => `${root}.bootOrder`],
  'port-ranges-gate': [last('name')],
  'dhcp-private': [(_, root) => root],
  'disk-name-label': [doubled(disks, '.name'), (_, root) => `${root}.${disks}.${disks}.name`],
  'disk-io': [doubled(disks, '.io')],
  'sata-readonly': [last('bus')],
  'dedicated-iothread-bus': [doubled(disks, '')],
  'disk-pci-bus': [doubled(disks, '.disk.pciAddress')],
  'lun-reservation': [under('domain.devices.disks.luns.reservation')],
  'dv-name': [(path) => path.replace(/dataVolume\.name$/, 'name')],
  'sa-volume-once': [under('volumes')],
  'memory-dump-once': [under('volumes')],
  'virtiofs-storage': [under('domain.devices.filesystems')],
  'container-path-map': [(path) => path.replace('spec.volumes', 'spec.domain.volumes')],
  'container-disk-path': [parent],
  'cloudinit-size': [parent],
  'dvt-name': [plain('spec.dataVolumeTemplate.name')],
  'dvt-storage': [plain('spec.dataVolumeTemplate.PVC.Storage')],
  'dvt-source': [
    (path) => path.replace('dataVolumeTemplates.spec', 'dataVolumeTemplate'),
    (path) => `${path.replace('dataVolumeTemplates.spec', 'dataVolumeTemplate')}.sourceRef`,
  ],
  'dvt-referenced': [plain('spec.dataVolumeTemplate')],
  'dvt-namespace': [plain('spec.dataVolumeTemplates')],
  'hugepage-multiple': [under('domain.resources.requests.memory')],
  'pin-threads': [under('architecture')],
  'instancetype-conflict': [
    (path) => path.replace(/^.*\.annotations\./, 'annotations.'),
    (path) => path.replace('dedicatedCpuPlacement', 'dedicatedCPUPlacement'),
  ],
  'preference-spread': [plain('instancetype.spec.cpu.guest')],
  'secureboot-smm': [under('domain')],
  'acpi-ref': [(path) => path.replace('domain.firmware.acpi', 'acpi')],
  arm64: [(path) => path.replace('secureBoot', 'secureboot')],
  'hyperv-deps': [(path) => path.replace('domain.features.hyperv', 'domain.features.hyperv.domain.features.hyperv')],
  sound: [under('Sound')],
  video: [under('video')],
  'host-devices': [under('HostDevices')],
  'gpu-ramfb': [under('GPUs')],
  'io-threads': [under('domain.ioThreads.count')],
  'launch-security': [under('launchSecurity')],
  'dns-config': [plain('nameservers'), plain('searchDomains'), plain('options')],
  affinity: [(path) => path.replace('.affinity.', '.').replace(/\.namespaces$/, '.namespace')],
};
