import { at, data, list, text } from '../values';
import { statedBus } from './disks';
import { word } from './draft';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, type Template } from './template';

/** What an architecture has. KubeVirt asks when it makes the instance, but for the panic devices. */
export const architectureRules: readonly TemplateRule[] = [
  { id: 'architecture', stage: 'vmi', assumes: ['preference'], check: known },
  { id: 'arm64', stage: 'vmi', assumes: ['preference'], check: on('arm64', arm64) },
  { id: 's390x', stage: 'vm', assumes: ['preference'], check: on('s390x', s390xPanic) },
  { id: 's390x', stage: 'vmi', assumes: ['preference'], check: on('s390x', s390x) },
  { id: 'watchdog-amd64', stage: 'vmi', assumes: ['preference'], check: on('amd64', watchdog) },
  {
    id: 'video',
    stage: 'vmi',
    assumes: ['preference'],
    check: on('amd64', video('vga', 'cirrus', 'virtio', 'ramfb', 'bochs')),
  },
];

const ARCHITECTURES = ['amd64', 'arm64', 's390x'];

function on(architecture: string, check: (template: Template) => Iterable<Flaw>): TemplateRule['check'] {
  return (template) => (template.architecture === architecture ? check(template) : []);
}

function* known({ architecture, path }: Template): Iterable<Flaw> {
  if (ARCHITECTURES.includes(architecture)) return;
  const message = `KubeVirt has no architecture "${architecture}"`;
  yield flaw(`${path}.architecture`, message, `use one of ${ARCHITECTURES.join(', ')}`);
}

function* arm64(template: Template): Iterable<Flaw> {
  const { domain, devices, disks, path } = template;
  if (data(at(domain, 'firmware', 'bootloader', 'bios')) !== undefined) {
    yield flaw(`${path}.domain.firmware.bootloader.bios`, 'arm64 boots by EFI', 'remove bios');
  }
  // Not given, it has been switched off.
  if (at(domain, 'firmware', 'bootloader', 'efi', 'secureBoot') === true) {
    const field = `${path}.domain.firmware.bootloader.efi.secureBoot`;
    yield flaw(field, 'arm64 has no secure boot', 'set secureBoot: false');
  }
  const model = word(at(domain, 'cpu', 'model')) ?? 'host-passthrough';
  if (model !== 'host-passthrough') {
    yield flaw(`${path}.domain.cpu.model`, `arm64 has no CPU model "${model}"`, 'use host-passthrough');
  }
  for (const disk of disks) {
    const { target, bus } = statedBus(disk);
    if (bus === undefined || bus === 'virtio' || bus === 'scsi') continue;
    yield flaw(`${disk.field}.${target}.bus`, `arm64 has no disk on ${bus}`, 'use virtio or scsi');
  }
  for (const key of ['watchdog', 'sound'].filter((one) => has(devices, one))) {
    yield flaw(`${path}.domain.devices.${key}`, `arm64 has no ${key} device`, 'remove it');
  }
  yield* video('virtio', 'ramfb')(template);
}

function* s390xPanic({ devices, path }: Template): Iterable<Flaw> {
  if (list(devices.panicDevices).length === 0) return;
  yield flaw(`${path}.domain.devices.panicDevices`, 's390x has a panic device of its own', 'remove them');
}

function* s390x(template: Template): Iterable<Flaw> {
  const watchdog = data(template.devices.watchdog);
  if (watchdog !== undefined && (!has(watchdog, 'diag288') || has(watchdog, 'i6300esb'))) {
    yield flaw(`${template.path}.domain.devices.watchdog`, 's390x has the watchdog diag288 only', 'use diag288');
  }
  yield* video('virtio')(template);
}

function* watchdog({ devices, path }: Template): Iterable<Flaw> {
  if (!has(data(devices.watchdog) ?? {}, 'diag288')) return;
  yield flaw(`${path}.domain.devices.watchdog`, 'amd64 has no watchdog diag288', 'use i6300esb');
}

function video(...types: readonly string[]): (template: Template) => Iterable<Flaw> {
  return function* ({ devices, path, architecture }) {
    if (!has(devices, 'video')) return;
    const type = text(data(devices.video)?.type) ?? '';
    if (types.includes(type)) return;
    const message = type === '' ? 'the video device has no type' : `${architecture} has no video device "${type}"`;
    yield flaw(`${path}.domain.devices.video.type`, message, `use one of ${types.join(', ')}`);
  };
}
