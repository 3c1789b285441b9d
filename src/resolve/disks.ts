import { CONTAINER_DISK, type DataVolume, type DeclaredDisk, type Disk, type Fault, type Nic } from '../model';
import { compact, image, invalid } from '../values';
import { imageSource } from './disk';

export interface SettledDisks {
  readonly disks: readonly Disk[];
  /** DataVolumes that are objects of their own. */
  readonly kept: readonly DataVolume[];
  readonly faults: readonly Fault[];
}

/** The boot image of the program; with no disks a registry reference is a container disk, a URL cannot be. */
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
    const bootOrder = disk === boot ? order : undefined;
    if (disk.dataVolume === undefined || disk.source !== undefined) {
      return compact({ name: disk.name, source: disk.source ?? { kind: 'claim', claimName: '' }, bootOrder });
    }
    const volume = filled(path, disk, disk === boot ? osImage : undefined);
    if (disk === boot && volume.source.kind === 'blank' && order === 1) faults.push(noImage(disk));
    if (disk.keep) kept.push(volume);
    return compact({
      name: disk.name,
      source: compact({ kind: 'dataVolume', name: volume.name, template: disk.keep ? undefined : volume }),
      bootOrder,
    });
  });
  return { disks, kept, faults };
}

/** Checked when the construct is made: the value that can never be right. */
export function checkOsImage(path: string, osImage: string | undefined, hasDisks: boolean): void {
  if (osImage === undefined) return;
  const { kind } = image(`${path}: osImage`, osImage);
  if (kind === 'http' && !hasDisks) {
    throw invalid(
      `${path}: osImage`,
      osImage,
      "add a disk for it, such as disks: [{ name: 'system', size: '20Gi', boot: true }]",
    );
  }
}

function bareImage(path: string, osImage: string | undefined, nics: readonly Nic[]): SettledDisks {
  if (osImage === undefined) {
    const networkBoot = nics.some((nic) => nic.bootOrder !== undefined);
    return { disks: [], kept: [], faults: networkBoot ? [] : [nothingToBoot] };
  }
  const parsed = image(`${path}: osImage`, osImage);
  const reference = parsed.kind === 'registry' ? parsed.reference : osImage;
  const disk: Disk = {
    name: CONTAINER_DISK,
    source: { kind: 'containerDisk', image: reference },
    bootOrder: bootOrder(undefined, nics),
  };
  return { disks: [disk], kept: [], faults: [] };
}

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

function filled(path: string, disk: DeclaredDisk, osImage: string | undefined): DataVolume {
  const { dataVolume } = disk;
  if (dataVolume === undefined) throw new Error('unreachable');
  const fallback = osImage === undefined ? { kind: 'blank' as const } : imageSource(`${path}: osImage`, osImage);
  return { ...dataVolume, source: dataVolume.source ?? fallback };
}

function noImage(disk: DeclaredDisk): Fault {
  return {
    rule: 'boot-disk-without-image',
    field: disk.field,
    message: `the boot disk "${disk.name}" is blank: the VM finds no system on it`,
    fix: 'give the disk an image, or set osImage',
  };
}
