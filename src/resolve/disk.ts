import {
  AccessMode,
  CLOUD_INIT_DISK,
  type DataVolumeSource,
  type DeclaredDisk,
  type DiskConfig,
  type MadeContent,
  VolumeMode,
  type VolumeSource,
} from '../model';
import { byteSize, compact, dnsLabel, dnsSubdomain, image, invalid, member, registryReference } from '../values';
import type { Identity } from './identity';
import { dataVolumeName } from './names';

const SOURCES = ['image', 'containerDisk', 'existingClaim', 'existingDataVolume'] as const;
const DATA_VOLUME_KEYS = [
  'size',
  'storageClassName',
  'dataVolumeName',
  'keepOnDelete',
  'accessModes',
  'volumeMode',
] as const;

/** One disk of a VM: defaults filled in, single values checked. `field` is its place, `disks[1]`. */
export function resolveDisk(field: string, config: DiskConfig, vm: Identity): DeclaredDisk {
  const at = `${vm.path}: ${field}.`;
  const name = dnsLabel(`${at}name`, config.name);
  if (name === CLOUD_INIT_DISK)
    throw invalid(`${at}name`, name, "use another name: it is the cloud-init documents' own");
  const [first, second] = SOURCES.filter((key) => config[key] !== undefined);
  if (second !== undefined)
    throw invalid(`${at}${second}`, config[second], `take it or ${first} away: a disk has one source`);
  const declared = { field, name, boot: config.boot === true };
  const source = existing(at, config);
  if (source === undefined) {
    const keep = config.keepOnDelete === true;
    return { ...declared, content: { kind: 'made', keep, dataVolume: dataVolume(at, config, name, vm) } };
  }
  for (const key of DATA_VOLUME_KEYS) {
    if (config[key] !== undefined) {
      throw invalid(`${at}${key}`, config[key], `take it away: no DataVolume is made beside ${first}`);
    }
  }
  return { ...declared, content: { kind: 'existing', source } };
}

/** What a registry reference or a URL is to CDI, which wants the scheme. */
export function imageSource(field: string, value: string): DataVolumeSource {
  const parsed = image(field, value);
  return parsed.kind === 'http' ? parsed : { kind: 'registry', url: `docker://${parsed.reference}` };
}

function existing(at: string, config: DiskConfig): VolumeSource | undefined {
  const { containerDisk, existingClaim, existingDataVolume } = config;
  if (containerDisk !== undefined) {
    return { kind: 'containerDisk', image: registryReference(`${at}containerDisk`, containerDisk) };
  }
  if (existingClaim !== undefined)
    return { kind: 'claim', claimName: dnsSubdomain(`${at}existingClaim`, existingClaim) };
  if (existingDataVolume === undefined) return undefined;
  return { kind: 'dataVolume', name: dnsSubdomain(`${at}existingDataVolume`, existingDataVolume) };
}

function dataVolume(at: string, config: DiskConfig, name: string, vm: Identity): MadeContent['dataVolume'] {
  if (config.size === undefined) throw invalid(`${at}size`, undefined, "give the size of the disk, such as '20Gi'");
  return compact({
    name: dnsSubdomain(`${at}dataVolumeName`, config.dataVolumeName ?? dataVolumeName(vm.prefix, name)),
    size: byteSize(`${at}size`, config.size),
    source: config.image === undefined ? undefined : imageSource(`${at}image`, config.image),
    storageClassName:
      config.storageClassName === undefined
        ? undefined
        : dnsSubdomain(`${at}storageClassName`, config.storageClassName),
    accessModes: config.accessModes && accessModes(`${at}accessModes`, config.accessModes),
    volumeMode: config.volumeMode === undefined ? undefined : member(`${at}volumeMode`, config.volumeMode, VolumeMode),
  });
}

function accessModes(field: string, modes: readonly AccessMode[]): readonly AccessMode[] {
  if (modes.length === 0)
    throw invalid(field, modes, "name at least one mode, or leave it out for the storage profile's");
  return modes.map((mode, i) => member(`${field}[${i}]`, mode, AccessMode));
}
