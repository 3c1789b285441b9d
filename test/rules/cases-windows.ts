import { FindingSeverity } from '../../src/findings';
import type { Data } from '../../src/values';
import { file, vm } from './documents';
import { type RuleCase, ruleCase } from './rule-case';

const DB = 'VirtualMachine/vms/db';
const DISK = 'spec.template.spec.domain.devices.disks[1]';
const DRIVERS = 'quay.io/kubevirt/virtio-container-disk:v1.9.0';

const iso = { name: 'iso', containerDisk: { image: 'registry.example.org/windows/server:2022' } };
const system = { name: 'system', dataVolume: { name: 'system' } };
const cdrom = (name: string) => ({ name, cdrom: { bus: 'sata' } });

/** A VM that is to be installed from a CD, on a disk that has nothing on it. */
function installing(bus: string, more: { os?: Data; source?: Data; drivers?: Data } = {}) {
  const { os = { 'vm.kubevirt.io/os': 'windows2k22' }, source = { blank: {} }, drivers } = more;
  const installer = vm('db', {
    dataVolumeTemplates: [
      { metadata: { name: 'system' }, spec: { source, storage: { resources: { requests: { storage: '60Gi' } } } } },
    ],
    disks: [cdrom('iso'), { name: 'system', disk: { bus } }, ...(drivers === undefined ? [] : [cdrom('drivers')])],
    volumes: [iso, system, ...(drivers === undefined ? [] : [{ name: 'drivers', ...drivers }])],
  });
  const spec = installer.spec as { template: Data };
  return { ...installer, spec: { ...spec, template: { metadata: { annotations: os }, ...spec.template } } };
}

function preferring(name: string): Data {
  const { spec, ...installer } = installing('virtio', { os: {} });
  return { ...installer, spec: { ...spec, preference: { kind: 'VirtualMachineClusterPreference', name } } };
}

const found = (...says: readonly [string, Data, string, Data]) =>
  ruleCase(
    ['windows-without-driver', FindingSeverity.WARNING, DB, DISK],
    ['Windows is to be installed on the virtio disk "system"', 'quay.io/kubevirt/virtio-container-disk'],
    [says[0], file(says[1])],
    [says[2], file(says[3])],
    { also: ['container-disk-root'], missAlso: ['container-disk-root'] },
  );

export const windowsCases: readonly RuleCase[] = [
  found(
    'an installer that cannot see the disk',
    installing('virtio'),
    'the CD with the drivers is there',
    installing('virtio', { drivers: { containerDisk: { image: DRIVERS } } }),
  ),
  found(
    'an answer file beside the installer is no driver',
    installing('virtio', { drivers: { sysprep: { configMap: { name: 'answers' } } } }),
    'a second CD, which may hold them',
    installing('virtio', { drivers: { dataVolume: { name: 'tools' } } }),
  ),
  found(
    'the preference tells that it is Windows',
    preferring('windows.2k22'),
    'the preference is for Linux',
    preferring('rhel.9'),
  ),
  found(
    'an installer that cannot see the disk',
    installing('virtio'),
    'a disk on a bus that Windows knows',
    installing('sata'),
  ),
  found(
    'an installer that cannot see the disk',
    installing('virtio'),
    'a disk that holds a system',
    installing('virtio', { source: { pvc: { namespace: 'vms', name: 'win-2022' } } }),
  ),
  found(
    'an installer that cannot see the disk',
    installing('virtio'),
    'Linux, whose kernel has the driver',
    installing('virtio', { os: { 'vm.kubevirt.io/os': 'rhel9' } }),
  ),
];
