import {
  CONTAINER_DISK,
  type DataVolume,
  type DeclaredDisk,
  type Disk,
  type Fault,
  type MadeContent,
  type Nic,
} from '../model';
import { compact, image } from '../values';
import { imageSource } from './disk';

export interface SettledDisks {
  readonly disks: readonly Disk[];
  /** DataVolumes that are objects of their own. */
  readonly kept: readonly DataVolume[];
  readonly faults: readonly Fault[];
}

/** The disks as the VM has them, once it is known which one boots and so gets `osImage`. */
export function resolveDisks(
  path: string,
  osImage: string | undefined,
  declared: readonly DeclaredDisk[],
  nics: readonly Nic[],
): SettledDisks {
  if (declared.length === 0) return bareImage(path, osImage, nics);
  const faults: Fault[] = [];
  const boot = bootDisk(declared, nics, faults);
  const order = bootOrder(boot, nics);
  const kept: DataVolume[] = [];
  const disks = declared.map((disk): Disk => {
    const { name, content } = disk;
    const place = disk === boot ? order : undefined;
    if (content.kind === 'existing') return compact({ name, source: content.source, bootOrder: place });
    const volume = filled(path, content, disk === boot ? osImage : undefined);
    if (place === 1 && volume.source.kind === 'blank') faults.push(noImage(disk));
    if (content.keep) kept.push(volume);
    const template = content.keep ? undefined : volume;
    return compact({ name, source: compact({ kind: 'dataVolume', name: volume.name, template }), bootOrder: place });
  });
  if (osImage !== undefined && boot !== undefined && hasContent(boot)) faults.push(unusedImage(boot));
  return { disks, kept, faults };
}

/** Without any disk a registry reference is a container disk; a URL cannot be one. */
function bareImage(path: string, osImage: string | undefined, nics: readonly Nic[]): SettledDisks {
  if (osImage === undefined) {
    const networkBoot = nics.some((nic) => nic.bootOrder !== undefined);
    return { disks: [], kept: [], faults: networkBoot ? [] : [nothingToBoot] };
  }
  const parsed = image(`${path}: osImage`, osImage);
  if (parsed.kind === 'http') return { disks: [], kept: [], faults: [urlWithoutDisk] };
  const source = { kind: 'containerDisk' as const, image: parsed.reference };
  return { disks: [{ name: CONTAINER_DISK, source, bootOrder: bootOrder(undefined, nics) }], kept: [], faults: [] };
}

function hasContent({ content }: DeclaredDisk): boolean {
  return content.kind === 'existing' || content.dataVolume.source !== undefined;
}

const urlWithoutDisk: Fault = {
  rule: 'os-image-without-disk',
  field: 'osImage',
  message: 'osImage is a URL and there is no disk that it could be imported into',
  fix: "add a disk for it, such as disks: [{ name: 'system', size: '20Gi', boot: true }]",
};

const nothingToBoot: Fault = {
  rule: 'no-boot-source',
  field: 'osImage',
  message: 'the VM has neither an image nor a disk, and no NIC with a bootOrder: it has nothing to boot from',
  fix: 'give osImage or disks, or a network with bootOrder',
};

function bootDisk(declared: readonly DeclaredDisk[], nics: readonly Nic[], faults: Fault[]): DeclaredDisk | undefined {
  const chosen = declared.filter((disk) => disk.boot);
  const [first, second] = chosen;
  if (second !== undefined) {
    faults.push({
      rule: 'two-boot-disks',
      field: `${second.field}.boot`,
      message: `the disks ${chosen.map((disk) => `"${disk.name}"`).join(' and ')} all say that they are the boot disk`,
      fix: 'keep boot: true on one of them',
    });
  }
  if (first === undefined && declared.length > 1 && !nics.some((nic) => nic.bootOrder === 1)) {
    faults.push({
      rule: 'boot-disk-assumed',
      field: 'disks',
      message: `no disk says boot: true, so the first one, "${declared[0]?.name}", boots`,
      fix: 'write boot: true on the disk that boots',
    });
  }
  return first ?? declared[0];
}

/** 1 where the program says so; a disk that nobody chose stands behind the NICs that were given an order. */
function bootOrder(boot: DeclaredDisk | undefined, nics: readonly Nic[]): number {
  if (boot?.boot === true) return 1;
  const taken = new Set(nics.map((nic) => nic.bootOrder));
  let order = 1;
  while (taken.has(order)) order += 1;
  return order;
}

function filled(path: string, { dataVolume }: MadeContent, osImage: string | undefined): DataVolume {
  const fallback = osImage === undefined ? { kind: 'blank' as const } : imageSource(`${path}: osImage`, osImage);
  return { ...dataVolume, source: dataVolume.source ?? fallback };
}

function unusedImage(boot: DeclaredDisk): Fault {
  return {
    rule: 'os-image-unused',
    field: 'osImage',
    message: `osImage has no effect: the boot disk "${boot.name}" has a source of its own`,
    fix: 'take osImage away, or the source of that disk',
  };
}

function noImage(disk: DeclaredDisk): Fault {
  return {
    rule: 'boot-disk-without-image',
    field: disk.field,
    message: `the boot disk "${disk.name}" is blank: the VM finds no system on it`,
    fix: 'give the disk an image, or set osImage',
  };
}
