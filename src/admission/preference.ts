import { at, type Data, data, list } from '../values';
import { type Draft, fill, items, open, supply } from './draft';

/** Writes what a preference prefers into a spec, where that leaves it open. */
export function applyPreference(preference: Data, spec: Draft): void {
  const domain = open(spec, 'domain');
  cpuFeatures(data(preference.cpu) ?? {}, domain);
  const devices = data(preference.devices);
  if (devices !== undefined) applyDevices(devices, spec, open(domain, 'devices'));
  const features = data(preference.features);
  if (features !== undefined) applyFeatures(features, open(domain, 'features'));
  const firmware = data(preference.firmware);
  if (firmware !== undefined) applyFirmware(firmware, open(domain, 'firmware', 'bootloader'));
  machine(preference, spec);
  supply(domain, 'launchSecurity', preference.preferredLaunchSecurity);
  fill(spec, 'subdomain', preference.preferredSubdomain);
}

/** Architecture and machine type: KubeVirt stores these in the VirtualMachine. */
export function machine(preference: Data, spec: Draft): void {
  fill(spec, 'architecture', preference.preferredArchitecture);
  const type = at(preference, 'machine', 'preferredMachineType');
  if (type !== undefined) fill(open(spec, 'domain', 'machine'), 'type', type);
}

function cpuFeatures(preferred: Data, domain: Draft): void {
  const features = list(preferred.preferredCPUFeatures);
  if (features.length === 0) return;
  const cpu = open(domain, 'cpu');
  const own = items(cpu, 'features');
  const names = new Set(own.map(({ name }) => name));
  cpu.features = [...own, ...features.filter((feature) => !names.has(data(feature)?.name))];
}

/** Whether to attach something: these decide the default interface. */
export function applyAutoattach(preference: Data, spec: Draft): void {
  const preferred = data(preference.devices) ?? {};
  const devices = open(spec, 'domain', 'devices');
  for (const what of ['GraphicsDevice', 'MemBalloon', 'PodInterface', 'SerialConsole', 'InputDevice']) {
    supply(devices, `autoattach${what}`, preferred[`preferredAutoattach${what}`]);
  }
}

function applyDevices(preferred: Data, spec: Draft, devices: Draft): void {
  applyAutoattach({ devices: preferred }, spec);
  for (const disk of items(devices, 'disks')) applyDisk(preferred, disk);
  for (const nic of items(devices, 'interfaces')) applyInterface(preferred, nic, list(spec.networks));
  for (const input of items(devices, 'inputs')) {
    fill(input, 'bus', preferred.preferredInputBus);
    fill(input, 'type', preferred.preferredInputType);
  }
  const sound = data(devices.sound) as Draft | undefined;
  if (sound !== undefined) fill(sound, 'model', preferred.preferredSoundModel);
  if (preferred.preferredVideoType !== undefined) fill(open(devices, 'video'), 'type', preferred.preferredVideoType);
  for (const device of items(devices, 'panicDevices')) supply(device, 'model', preferred.preferredPanicDeviceModel);
}

function applyDisk(preferred: Data, disk: Draft): void {
  const [cdrom, lun] = [data(disk.cdrom) as Draft | undefined, data(disk.lun) as Draft | undefined];
  if (data(disk.disk) === undefined && (cdrom ?? lun) !== undefined) {
    if (cdrom !== undefined) fill(cdrom, 'bus', preferred.preferredCdromBus);
    else if (lun !== undefined) fill(lun, 'bus', preferred.preferredLunBus);
    return;
  }
  const target = open(disk, 'disk');
  fill(target, 'bus', preferred.preferredDiskBus);
  supply(disk, 'blockSize', preferred.preferredDiskBlockSize);
  fill(disk, 'cache', preferred.preferredDiskCache);
  fill(disk, 'io', preferred.preferredDiskIO);
  if (target.bus === 'virtio') supply(disk, 'dedicatedIOThread', preferred.preferredDiskDedicatedIoThread);
}

const BINDINGS = ['bridge', 'masquerade', 'sriov', 'slirp', 'macvtap', 'passt', 'passtBinding', 'binding'];

function applyInterface(preferred: Data, nic: Draft, networks: readonly unknown[]): void {
  fill(nic, 'model', preferred.preferredInterfaceModel);
  const network = networks.map(data).find((item) => item?.name === nic.name);
  const free = BINDINGS.every((binding) => data(nic[binding]) === undefined);
  if (free && data(network?.pod)) supply(nic, 'masquerade', preferred.preferredInterfaceMasquerade);
}

function applyFeatures(preferred: Data, features: Draft): void {
  supply(features, 'smm', preferred.preferredSmm);
  const hyperv = data(preferred.preferredHyperv);
  if (hyperv === undefined) return;
  const own = open(features, 'hyperv');
  for (const [feature, state] of Object.entries(hyperv)) supply(own, feature, state);
}

function applyFirmware(preferred: Data, bootloader: Draft): void {
  const unset = () => data(bootloader.bios) === undefined && data(bootloader.efi) === undefined;
  if (preferred.preferredUseBios === true && unset()) bootloader.bios = {};
  if (unset() && data(preferred.preferredEfi) !== undefined) {
    supply(bootloader, 'efi', preferred.preferredEfi);
    return;
  }
  if (preferred.preferredUseEfi === true && unset()) bootloader.efi = {};
  const efi = data(bootloader.efi) as Draft | undefined;
  if (efi !== undefined) supply(efi, 'secureBoot', preferred.preferredUseSecureBoot);
}
