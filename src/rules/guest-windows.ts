import { FindingSeverity } from '../findings';
import type { Manifests, VmView } from '../manifest';
import { at, data, text } from '../values';
import { dataVolume } from './data-volumes';
import type { Found, Rule } from './rule';

export const guestWindows: readonly Rule[] = [
  { id: 'windows-without-driver', family: 'guest', check: windowsWithoutDriver },
];

/** The installer of Windows brings no virtio driver: it does not see such a disk until somebody loads one from a CD. */
function* windowsWithoutDriver(set: Manifests): Iterable<Found> {
  for (const vm of set.vms.filter(isWindows)) {
    const disk = vm.disks.find(({ name, value }) => at(value, 'disk', 'bus') === 'virtio' && isEmpty(set, vm, name));
    if (disk === undefined || !hasOnlyInstaller(vm)) continue;
    yield {
      severity: FindingSeverity.WARNING,
      object: vm,
      field: disk.field,
      message: `Windows is to be installed on the virtio disk "${disk.name}", and no CD holds the driver: the installer finds no disk`,
      fix: 'add a CD-ROM with the containerDisk quay.io/kubevirt/virtio-container-disk, or write bus: sata',
    };
  }
}

/** By what the templates and preferences of the field say of a VM; a name alone says nothing. */
function isWindows({ doc, spec, volumes }: VmView): boolean {
  const template = at(doc, 'spec', 'template', 'metadata') ?? at(doc, 'metadata');
  const os = ['annotations', 'labels'].map((key) => text(at(template, key, 'vm.kubevirt.io/os')) ?? '');
  const labels = Object.keys(data(at(doc, 'metadata', 'labels')) ?? {});
  return (
    /^windows/.test(text(at(doc, 'spec', 'preference', 'name')) ?? '') ||
    os.some((name) => name.startsWith('win')) ||
    labels.some((label) => label.startsWith('os.template.kubevirt.io/win')) ||
    Object.keys(data(at(spec, 'domain', 'features', 'hyperv')) ?? {}).length > 0 ||
    volumes.some(({ value }) => value.sysprep !== undefined)
  );
}

/** Whether a disk is made with nothing on it. */
function isEmpty(set: Manifests, vm: VmView, disk: string): boolean {
  const volume = vm.volumes.find(({ name }) => name === disk)?.value;
  const name = text(at(volume, 'dataVolume', 'name')) ?? text(at(volume, 'persistentVolumeClaim', 'claimName'));
  if (name === undefined) return false;
  return at(dataVolume(set, vm.namespace, name)?.spec, 'source', 'blank') !== undefined;
}

/** One CD, which is the installer's: a second may hold drivers. */
function hasOnlyInstaller({ disks, volumes }: VmView): boolean {
  const cds = disks.filter(({ value }) => value.cdrom !== undefined).map(({ name }) => name);
  const held = volumes.filter(({ name, value }) => cds.includes(name) && value.sysprep === undefined);
  const [only, second] = held;
  return only !== undefined && second === undefined && !/virtio/i.test(JSON.stringify(only));
}
