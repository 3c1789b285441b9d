import { data, text, whole } from '../values';
import { gateOn } from './cluster';
import { word } from './draft';
import { PCI } from './interfaces';
import { isDnsLabel } from './names';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, type Part, type Template } from './template';

/** Disks, and the volumes that they pair with by name. */
export const diskRules: readonly TemplateRule[] = [
  { id: 'disk-without-volume', stage: 'vm', check: diskWithoutVolume },
  { id: 'disk-name-unique', stage: 'vm', check: nameUnique },
  { id: 'disk-name-label', stage: 'vm', check: each(nameLabel) },
  { id: 'disk-one-target', stage: 'vm', check: each(oneTarget) },
  { id: 'disk-bus', stage: 'vm', check: each(bus) },
  { id: 'cdrom-virtio', stage: 'vm', check: each(cdromVirtio) },
  { id: 'sata-readonly', stage: 'vm', assumesAtStart: ['preference'], check: each(sataReadonly) },
  { id: 'dedicated-iothread-bus', stage: 'vm', assumesAtStart: ['preference'], check: each(ioThreadBus) },
  { id: 'disk-pci-bus', stage: 'vm', assumes: ['preference'], check: each(pciBus) },
  { id: 'lun-source', stage: 'vm', check: lunSource },
  { id: 'lun-reservation', stage: 'vm', check: lunReservation },
];

const TARGETS = ['disk', 'lun', 'cdrom'];
const BUSES = ['virtio', 'scsi', 'sata', 'usb'];

export function each(check: (disk: Part) => Iterable<Flaw>): (template: Template) => Iterable<Flaw> {
  return ({ disks }) => disks.flatMap((disk) => [...check(disk)]);
}

/** The bus that a disk states, and the target that states it. */
export function statedBus({ value }: Part): { readonly target: string; readonly bus?: string } {
  const target = TARGETS.find((key) => has(value, key)) ?? '';
  return { target, bus: word(data(value[target])?.bus) };
}

function* diskWithoutVolume({ disks, volume, cluster }: Template): Iterable<Flaw> {
  for (const { name, field, value } of disks) {
    if (volume(name) !== undefined) continue;
    const drive = has(value, 'cdrom');
    if (drive && gateOn(cluster, 'DeclarativeHotplugVolumes')) continue;
    const message = drive ? `CD-ROM "${name}" is empty` : `disk "${name}" has no volume of that name`;
    yield flaw(`${field}.name`, message, `add a volume named "${name}" or remove the disk`);
  }
}

function* nameUnique({ disks }: Template): Iterable<Flaw> {
  const seen = new Set<string>();
  for (const { name, field } of disks) {
    if (seen.has(name)) yield flaw(`${field}.name`, `a second disk is named "${name}"`, 'give it another name');
    seen.add(name);
  }
}

/** A container of the launcher pod takes the name of the disk. */
function* nameLabel({ name, field }: Part): Iterable<Flaw> {
  if (isDnsLabel(name)) return;
  const fix = 'use at most 63 lower-case letters, digits and inner hyphens, the same name on its volume';
  yield flaw(`${field}.name`, `"${name}" is no name of a disk`, fix);
}

function* oneTarget({ name, field, value }: Part): Iterable<Flaw> {
  const found = TARGETS.filter((key) => has(value, key));
  if (found.length > 1) yield flaw(field, `disk "${name}" is ${found.join(' and ')} at once`, 'keep one of them');
}

function* bus(disk: Part): Iterable<Flaw> {
  const stated = statedBus(disk);
  if (stated.bus === undefined || BUSES.includes(stated.bus)) return;
  const message = `"${stated.bus}" is no bus of a disk`;
  yield flaw(`${disk.field}.${stated.target}.bus`, message, `use one of ${BUSES.join(', ')}`);
}

function* cdromVirtio(disk: Part): Iterable<Flaw> {
  const stated = statedBus(disk);
  if (stated.target !== 'cdrom' || stated.bus !== 'virtio') return;
  yield flaw(`${disk.field}.cdrom.bus`, 'a CD-ROM cannot be on virtio', 'use sata or scsi');
}

function* sataReadonly({ field, value }: Part): Iterable<Flaw> {
  const disk = data(value.disk);
  if (disk?.bus !== 'sata' || disk.readonly !== true) return;
  yield flaw(`${field}.disk.readonly`, 'a hard disk on sata cannot be read-only', 'use virtio or scsi, or a CD-ROM');
}

function* ioThreadBus(disk: Part): Iterable<Flaw> {
  const stated = statedBus(disk).bus;
  if (disk.value.dedicatedIOThread !== true || stated === undefined || stated === 'virtio') return;
  const message = `a disk on ${stated} has no I/O thread of its own`;
  yield flaw(`${disk.field}.dedicatedIOThread`, message, 'set bus: virtio, or remove dedicatedIOThread');
}

function* pciBus({ field, value }: Part): Iterable<Flaw> {
  const disk = data(value.disk);
  const address = word(disk?.pciAddress);
  if (disk === undefined || address === undefined) return;
  const where = `${field}.disk.pciAddress`;
  if (disk.bus !== 'virtio') yield flaw(where, 'only a disk on virtio has a PCI address', 'set bus: virtio');
  if (!PCI.test(address)) yield flaw(where, `"${address}" is no PCI address`, 'use the form 0000:81:00.1');
}

function* lunSource({ disks, volume }: Template): Iterable<Flaw> {
  for (const { name, field, value } of disks.filter((disk) => has(disk.value, 'lun'))) {
    const source = volume(name)?.value;
    if (source === undefined || has(source, 'persistentVolumeClaim') || has(source, 'dataVolume')) continue;
    const message = `LUN "${name}" is neither a PVC nor a DataVolume`;
    yield flaw(`${field}.lun`, message, has(value, 'disk') ? 'remove lun' : 'use disk in place of lun');
  }
}

/** The gate of that name is GA and enables nothing: the switch is persistentReservationConfiguration. */
function* lunReservation({ disks, cluster }: Template): Iterable<Flaw> {
  if (cluster.config?.persistentReservation === true) return;
  for (const { field, value } of disks.filter((disk) => data(disk.value.lun)?.reservation === true)) {
    const fix = text(value.name) ? 'remove reservation, or enable it in the KubeVirt object' : 'remove reservation';
    yield flaw(`${field}.lun.reservation`, 'the cluster has persistent reservations switched off', fix);
  }
}

/** Places in the boot order: one for each device, disks first. */
export const bootOrderRules: readonly TemplateRule[] = [
  { id: 'disk-boot-order', stage: 'vm', check: (template) => bootOrder(template).disks },
  { id: 'iface-boot-order', stage: 'vm', check: (template) => bootOrder(template).interfaces },
];

function bootOrder({ disks, interfaces }: Template): Record<'disks' | 'interfaces', readonly Flaw[]> {
  const taken = new Map<number, string>();
  const find = (devices: readonly Part[], what: string) =>
    devices.flatMap(({ name, field, value }): Flaw[] => {
      const place = whole(value.bootOrder);
      if (place === undefined) return [];
      const where = `${field}.bootOrder`;
      if (place === 0) return [flaw(where, 'the boot order counts from 1', 'use 1 or more, or remove it')];
      const other = taken.get(place);
      taken.set(place, other ?? `${what} "${name}"`);
      const message = `${what} "${name}" has place ${place} in the boot order, and so has ${other}`;
      return other === undefined ? [] : [flaw(where, message, 'give each device a place of its own')];
    });
  const found = find(disks, 'disk');
  return { disks: found, interfaces: find(interfaces, 'interface') };
}
