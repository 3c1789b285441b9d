import { data, list, text } from '../values';
import { gateOn } from './cluster';
import { word } from './draft';
import { isDnsSubdomain } from './names';
import { quantity } from './quantity';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, type Part, type Template } from './template';

/** Volumes: one source each, and what each source asks for. */
export const volumeRules: readonly TemplateRule[] = [
  { id: 'volume-name-unique', stage: 'vm', check: nameUnique },
  { id: 'volume-one-source', stage: 'vm', check: each(oneSource) },
  { id: 'dv-name', stage: 'vm', check: each(named('dataVolume', 'name')) },
  { id: 'cm-name', stage: 'vm', check: each(named('configMap', 'name')) },
  { id: 'secret-name', stage: 'vm', check: each(named('secret', 'secretName')) },
  { id: 'sa-name', stage: 'vm', check: each(named('serviceAccount', 'serviceAccountName')) },
  { id: 'sa-volume-once', stage: 'vm', check: once('serviceAccount') },
  { id: 'memory-dump-once', stage: 'vm', check: once('memoryDump') },
  { id: 'sa-name-match', stage: 'vm', check: serviceAccount },
  { id: 'utility-volumes', stage: 'vm', check: utilityVolumes },
  { id: 'host-disk', stage: 'vm', check: hostDisk },
  { id: 'virtiofs-storage', stage: 'vm', check: virtiofsStorage },
  { id: 'container-disk-path', stage: 'vm', check: each(containerDiskPath) },
  { id: 'container-path-map', stage: 'vmi', check: containerPath },
];

const SOURCES = [
  'cloudInitConfigDrive',
  'cloudInitNoCloud',
  'configMap',
  'containerDisk',
  'containerPath',
  'dataVolume',
  'downwardAPI',
  'downwardMetrics',
  'emptyDisk',
  'ephemeral',
  'hostDisk',
  'memoryDump',
  'persistentVolumeClaim',
  'secret',
  'serviceAccount',
  'sysprep',
];

function each(check: (volume: Part) => Iterable<Flaw>): (template: Template) => Iterable<Flaw> {
  return ({ volumes }) => volumes.flatMap((volume) => [...check(volume)]);
}

function* nameUnique({ volumes }: Template): Iterable<Flaw> {
  const seen = new Set<string>();
  for (const { name, field } of volumes) {
    if (seen.has(name)) yield flaw(`${field}.name`, `a second volume is named "${name}"`, 'give it another name');
    seen.add(name);
  }
}

function* oneSource({ name, field, value }: Part): Iterable<Flaw> {
  const found = SOURCES.filter((source) => has(value, source));
  if (found.length === 1) return;
  const message = `volume "${name}" has ${found.length === 0 ? 'no source' : `the sources ${found.join(' and ')}`}`;
  yield flaw(field, message, 'keep exactly one source');
}

function named(source: string, key: string): (volume: Part) => Iterable<Flaw> {
  return function* ({ name, field, value }) {
    const found = data(value[source]);
    if (found === undefined || word(found[key]) !== undefined) return;
    yield flaw(`${field}.${source}.${key}`, `volume "${name}" does not say which ${source}`, `set ${key}`);
  };
}

function once(source: string): (template: Template) => Iterable<Flaw> {
  return function* ({ volumes }) {
    for (const { name, field } of volumes.filter(({ value }) => has(value, source)).slice(1)) {
      yield flaw(`${field}.${source}`, `volume "${name}" is a second ${source}`, 'keep one');
    }
  };
}

function* serviceAccount({ spec, volumes, path }: Template): Iterable<Flaw> {
  const name = word(spec.serviceAccountName);
  if (name === undefined) return;
  const field = `${path}.serviceAccountName`;
  if (!isDnsSubdomain(name)) yield flaw(field, `"${name}" is no name of a ServiceAccount`, 'use its name');
  for (const { value } of volumes.filter((volume) => has(volume.value, 'serviceAccount'))) {
    const other = text(data(value.serviceAccount)?.serviceAccountName) ?? '';
    if (other === name) continue;
    yield flaw(field, `the pod runs as "${name}", and a volume holds the token of "${other}"`, 'use one name');
  }
}

function* utilityVolumes({ spec, path }: Template): Iterable<Flaw> {
  if (list(spec.utilityVolumes).length === 0) return;
  yield flaw(`${path}.utilityVolumes`, 'KubeVirt itself adds these volumes, to a running VM', 'remove them');
}

function* hostDisk({ volumes, cluster }: Template): Iterable<Flaw> {
  for (const { field, value } of volumes) {
    const disk = data(value.hostDisk);
    if (disk === undefined) continue;
    if (!gateOn(cluster, 'HostDisk')) {
      yield flaw(field, 'the feature gate HostDisk is off', 'use a PVC, or switch the gate on');
    }
    if (word(disk.path) === undefined) yield flaw(`${field}.hostDisk.path`, 'the path is empty', 'set the path');
    const type = text(disk.type) ?? '';
    if (type !== 'Disk' && type !== 'DiskOrCreate') {
      yield flaw(`${field}.hostDisk.type`, `"${type}" is no type of a host disk`, 'use Disk or DiskOrCreate');
    }
    if (type === 'Disk' && (quantity(disk.capacity) ?? 0n) !== 0n) {
      yield flaw(
        `${field}.hostDisk.capacity`,
        'a disk that exists has its size',
        'remove capacity, or use DiskOrCreate',
      );
    }
  }
}

function* virtiofsStorage({ devices, path, volume, cluster }: Template): Iterable<Flaw> {
  const gates = ['EnableVirtioFsStorageVolumes', 'ExperimentalVirtiofsSupport'];
  if (gates.some((gate) => gateOn(cluster, gate))) return;
  for (const [i, entry] of list(devices.filesystems).entries()) {
    const source = volume(text(data(entry)?.name) ?? '')?.value ?? {};
    if (!has(source, 'persistentVolumeClaim') && !has(source, 'dataVolume')) continue;
    const message = `the feature gate ${gates[0]} is off, and the filesystem is on a PVC or DataVolume`;
    yield flaw(`${path}.domain.devices.filesystems[${i}]`, message, 'use a disk, or switch the gate on');
  }
}

function* containerDiskPath({ field, value }: Part): Iterable<Flaw> {
  const path = word(data(value.containerDisk)?.path);
  if (path !== undefined) yield* filePath(`${field}.containerDisk.path`, path);
}

/** A path inside an image: absolute and plain. A slash at the end is fine. */
export function* filePath(field: string, path: string): Iterable<Flaw> {
  const steps = path.replace(/\/$/, '').split('/');
  const plain =
    steps.length > 1 && steps.every((step, i) => (i === 0) === (step === '') && step !== '.' && step !== '..');
  if (!plain) yield flaw(field, `"${path}" is no plain path of a file`, 'use an absolute path without . and .. in it');
}

const RESERVED = ['/var/run/kubevirt', '/var/run/libvirt'];

function* containerPath({ volumes, disks, devices }: Template): Iterable<Flaw> {
  const mounted = new Set(list(devices.filesystems).map((entry) => data(entry)?.name));
  const mapped = new Set(disks.map(({ name }) => name));
  for (const { name, field, value } of volumes) {
    const source = data(value.containerPath);
    if (source === undefined) continue;
    if (mapped.has(name) || !mounted.has(name)) {
      yield flaw(field, `volume "${name}" is a path, which only a filesystem shows`, `add a filesystem "${name}"`);
    }
    const path = text(source.path) ?? '';
    const root = RESERVED.find((one) => path === one || path.startsWith(`${one}/`));
    if (root) yield flaw(`${field}.containerPath.path`, `${root} is KubeVirt's own`, 'use another path');
  }
}
