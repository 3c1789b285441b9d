import { type Case, gates, template, without } from './cases';

const efi = (value: object) => ({ 'domain.firmware.bootloader.efi': value });
const insecure = efi({ secureBoot: false });
const SMM = { 'domain.features.smm': {} };
const ARM = { architecture: 'arm64' };
const Z = { architecture: 's390x' };
const secureBoot = (on: boolean) => ({
  'domain.firmware': { bootloader: { efi: { secureBoot: on } } },
  'domain.features': { smm: {} },
});
const device = (key: string, value: unknown) => ({ [`domain.devices.${key}`]: value });
const display = (ramFB?: object) => ({ deviceName: 'a/b', virtualGPUOptions: { display: { ramFB } } });
const gpus = (...values: object[]) =>
  device(
    'gpus',
    values.map((value, i) => ({ name: `g${i}`, ...value })),
  );
const claims = { resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'gpu' }] };
const hyperv = (value: object) => ({ 'domain.features.hyperv': value });
const secret = { 'volumes.1': { name: 'slic', secret: { secretName: 'slic' } } };
const kernel = (value: object) => ({ 'domain.firmware.kernelBoot': value });
const sev = { ...insecure, 'domain.launchSecurity': { sev: {} } };

/** Firmware, features, devices. */
export const deviceCases: readonly Case[] = [
  template('secureboot-smm', 'domain.firmware.bootloader.efi', efi({}), { ...efi({}), ...SMM }),
  template('secureboot-smm', 'domain.firmware.bootloader.efi', { ...efi({}), ...ARM }, { ...insecure, ...ARM }),
  template(
    'efi-or-bios',
    'domain.firmware.bootloader',
    { ...insecure, 'domain.firmware.bootloader.bios': {} },
    insecure,
  ),
  template(
    'kernel-boot',
    'domain.firmware.kernelBoot.kernelArgs',
    kernel({ kernelArgs: 'a' }),
    kernel({ kernelArgs: 'a', container: { image: 'a', kernelPath: '/k' } }),
  ),
  template(
    'kernel-boot',
    'domain.firmware.kernelBoot.container.initrdPath',
    kernel({ container: { image: 'a', initrdPath: 'i' } }),
    kernel({ container: { image: 'a', initrdPath: '/i' } }),
  ),
  template(
    'enum',
    'domain.firmware.kernelBoot.container.imagePullPolicy',
    kernel({ container: { image: 'a', kernelPath: '/k', imagePullPolicy: 'Sometimes' } }),
    kernel({ container: { image: 'a', kernelPath: '/k', imagePullPolicy: 'Never' } }),
  ),
  template(
    'acpi-ref',
    'domain.firmware.acpi.slicNameRef',
    { 'domain.firmware.acpi': { slicNameRef: 'root' } },
    { ...secret, 'domain.firmware.acpi': { slicNameRef: 'slic' } },
  ),
  template(
    'machine-type',
    'domain.machine.type',
    { 'domain.machine.type': 'pc' },
    { 'domain.machine.type': 'pc-q35-rhel9.4.0' },
  ),
  template('architecture', 'architecture', { architecture: 'x86_64' }, { architecture: 'amd64' }),
  template(
    'arm64',
    'domain.devices.disks[0].cdrom.bus',
    { ...ARM, 'domain.devices.disks.0': { name: 'root', cdrom: { bus: 'sata' } } },
    { ...ARM, 'domain.devices.disks.0': { name: 'root', cdrom: { bus: 'scsi' } } },
  ),
  template(
    'arm64',
    'domain.cpu.model',
    { ...ARM, 'domain.cpu.model': 'host-model' },
    { ...ARM, 'domain.cpu.model': 'host-passthrough' },
  ),
  template(
    'arm64',
    'domain.firmware.bootloader.efi.secureBoot',
    { ...ARM, ...secureBoot(true) },
    { ...ARM, ...secureBoot(false) },
  ),
  template(
    's390x',
    'domain.devices.panicDevices',
    { ...Z, ...device('panicDevices', [{ model: 'isa' }]) },
    { ...Z, ...device('panicDevices', []) },
  ),
  template(
    's390x',
    'domain.devices.watchdog',
    { ...Z, ...device('watchdog', { name: 'w', i6300esb: {} }) },
    { ...Z, ...device('watchdog', { name: 'w', diag288: {} }) },
  ),
  template(
    'hyperv-modes',
    'domain.features.hyperv',
    { ...hyperv({}), 'domain.features.hypervPassthrough': { enabled: false } },
    { 'domain.features.hypervPassthrough': {} },
  ),
  template(
    'hyperv-deps',
    'domain.features.hyperv.synic',
    hyperv({ synictimer: {}, vpindex: { enabled: false } }),
    hyperv({ synictimer: {} }),
  ),
  template(
    'hyperv-deps',
    'domain.features.hyperv.evmcs',
    hyperv({ evmcs: {}, vapic: { enabled: false } }),
    hyperv({ evmcs: { enabled: false }, vapic: { enabled: false } }),
  ),
  template(
    'input',
    'domain.devices.inputs[0].type',
    device('inputs', [{ name: 'i', type: 'mouse', bus: 'usb' }]),
    device('inputs', [{ name: 'i', type: 'tablet', bus: '' }]),
  ),
  template(
    'sound',
    'domain.devices.sound.model',
    device('sound', { name: 's', model: 'ich6' }),
    device('sound', { name: 's' }),
  ),
  template(
    'watchdog-amd64',
    'domain.devices.watchdog',
    device('watchdog', { name: 'w', diag288: {} }),
    device('watchdog', { name: 'w' }),
  ),
  template(
    'video',
    'domain.devices.video',
    { ...device('video', { type: 'vga' }), ...device('autoattachGraphicsDevice', false) },
    device('video', { type: 'vga' }),
  ),
  template(
    'video',
    'domain.devices.video.type',
    device('video', { type: 'vmvga' }),
    device('video', { type: 'bochs' }),
  ),
  template('video', 'domain.devices.video.type', device('video', {}), device('video', { type: 'ramfb' })),
  template(
    's390x',
    'domain.devices.video.type',
    { ...Z, ...device('video', {}) },
    { ...Z, ...device('video', { type: 'virtio' }) },
  ),
  template(
    'panic',
    'domain.devices.panicDevices[0].model',
    device('panicDevices', [{ model: 'Isa' }]),
    device('panicDevices', [{}]),
  ),
  template(
    'vsock',
    'domain.devices.autoattachVSOCK',
    device('autoattachVSOCK', true),
    device('autoattachVSOCK', false),
  ),
  template(
    'host-devices',
    'domain.devices.hostDevices',
    device('hostDevices', [{ name: 'h', deviceName: 'a/b' }]),
    device('hostDevices', []),
  ),
  template('gpu-device', 'domain.devices.gpus[0]', gpus({}), gpus({ deviceName: 'a/b' })),
  template(
    'gpu-device',
    'domain.devices.gpus[0]',
    gpus({ deviceName: 'a/b', claimName: '' }),
    gpus({ deviceName: 'a/b' }),
  ),
  template('gpu-device', 'resourceClaims', gpus({ claimName: 'gpu', requestName: 'a' }), {
    ...claims,
    ...gpus({ claimName: 'gpu', requestName: 'a' }),
  }),
  template(
    'gpu-device',
    'domain.devices.gpus[1]',
    { ...claims, ...gpus({ claimName: 'gpu', requestName: 'a' }, { claimName: 'gpu', requestName: 'a' }) },
    { ...claims, ...gpus({ claimName: 'gpu', requestName: 'a' }, { claimName: 'gpu', requestName: 'b' }) },
  ),
  template(
    'gpu-ramfb',
    'domain.devices.gpus[1].virtualGPUOptions.display',
    gpus(display(), display()),
    gpus(display(), display({ enabled: false })),
  ),
  template(
    'gpu-ramfb',
    'domain.devices.gpus[1].virtualGPUOptions.display',
    gpus(display({}), display({})),
    gpus(display({})),
  ),
  template(
    'resource-claims',
    'resourceClaims[0]',
    { resourceClaims: [{ name: 'a' }] },
    { resourceClaims: [{ name: 'a', resourceClaimName: 'a.b' }] },
  ),
  template(
    'resource-claims',
    'resourceClaims[0].name',
    { resourceClaims: [{ name: 'a.b', resourceClaimName: 'a' }] },
    { resourceClaims: [{ name: 'a', resourceClaimName: 'a' }] },
  ),
  template(
    'io-threads',
    'domain.ioThreads.supplementalPoolThreadCount',
    { 'domain.ioThreadsPolicy': 'supplementalPool' },
    { 'domain.ioThreadsPolicy': 'supplementalPool', 'domain.ioThreads.supplementalPoolThreadCount': 1 },
  ),
  template('launch-security', 'domain.launchSecurity', { ...sev, ...efi({}), ...SMM }, sev),
  template(
    'launch-security',
    'domain.launchSecurity',
    { ...efi({ secureBoot: false, persistent: true }), 'domain.launchSecurity': { tdx: {} } },
    { ...efi({}), 'domain.launchSecurity': { tdx: {} } },
    gates('WorkloadEncryptionTDX'),
  ),
  template(
    'reserved-overhead',
    'domain.memory.reservedOverhead',
    { 'domain.memory.reservedOverhead': { addedOverhead: '1Gi' } },
    {},
  ),
  template('reboot-policy', 'domain.rebootPolicy', { 'domain.rebootPolicy': 'Reboot' }, {}, without('RebootPolicy')),
];
