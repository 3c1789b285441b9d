import { at, type Data, data } from '../values';
import { featureOn } from './defaults-instance';
import { word } from './draft';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, type Template } from './template';
import { filePath } from './volumes';

/** Boot loader, kernel, ACPI tables, machine type. */
export const firmwareRules: readonly TemplateRule[] = [
  { id: 'secureboot-smm', stage: 'vm', assumes: ['preference', 'instancetype'], check: secureBoot },
  { id: 'efi-or-bios', stage: 'vm', check: efiOrBios },
  { id: 'kernel-boot', stage: 'vm', check: kernelBoot },
  { id: 'acpi-ref', stage: 'vm', check: acpi },
  { id: 'machine-type', stage: 'vm', assumes: ['preference'], check: machineType },
];

function firmware({ domain }: Template): Data {
  return data(domain.firmware) ?? {};
}

export function efi(template: Template): Data | undefined {
  return data(at(firmware(template), 'bootloader', 'efi'));
}

/** Secure boot is on unless it is switched off. */
export function securelyBooted(template: Template): boolean {
  return efi(template) !== undefined && efi(template)?.secureBoot !== false;
}

function* secureBoot(template: Template): Iterable<Flaw> {
  if (!securelyBooted(template) || featureOn(at(template.domain, 'features', 'smm'))) return;
  // TDX brings what SMM is for.
  if (data(at(template.domain, 'launchSecurity', 'tdx')) !== undefined) return;
  const message = 'secure boot, which EFI has on by itself, needs the feature SMM';
  const field = `${template.path}.domain.firmware.bootloader.efi`;
  yield flaw(field, message, 'set features.smm.enabled: true, or efi.secureBoot: false');
}

function* efiOrBios(template: Template): Iterable<Flaw> {
  const bootloader = data(firmware(template).bootloader) ?? {};
  if (!has(bootloader, 'efi') || !has(bootloader, 'bios')) return;
  const field = `${template.path}.domain.firmware.bootloader`;
  yield flaw(field, 'the boot loader is both EFI and BIOS', 'keep one of them');
}

function* kernelBoot(template: Template): Iterable<Flaw> {
  const boot = data(firmware(template).kernelBoot);
  if (boot === undefined) return;
  const field = `${template.path}.domain.firmware.kernelBoot`;
  const container = data(boot.container);
  if (container === undefined) {
    if (word(boot.kernelArgs) === undefined) return;
    return yield flaw(
      `${field}.kernelArgs`,
      'kernel arguments stand without a kernel',
      'set container, or remove them',
    );
  }
  const where = `${field}.container`;
  if (word(container.image) === undefined) yield flaw(`${where}.image`, 'no image is named', 'set image');
  const keys = ['kernelPath', 'initrdPath'].filter((key) => word(container[key]) !== undefined);
  if (keys.length === 0) yield flaw(where, 'nothing of the image is used', 'set kernelPath or initrdPath');
  for (const key of keys) yield* filePath(`${where}.${key}`, word(container[key]) ?? '');
}

function* acpi(template: Template): Iterable<Flaw> {
  const tables = data(firmware(template).acpi);
  if (tables === undefined) return;
  const field = `${template.path}.domain.firmware.acpi`;
  const refs = ['slicNameRef', 'msdmNameRef'].filter((key) => word(tables[key]) !== undefined);
  if (refs.length === 0) yield flaw(field, 'no ACPI table is named', 'set slicNameRef or msdmNameRef, or remove acpi');
  for (const key of refs) {
    const name = word(tables[key]) ?? '';
    const volume = template.volumes.find((part) => part.name === name);
    if (volume !== undefined && has(volume.value, 'secret')) continue;
    const message = volume ? `volume "${name}" is no Secret` : `there is no volume "${name}"`;
    yield flaw(`${field}.${key}`, message, 'name a volume that is a Secret');
  }
}

const Q35 = ['q35', 'pc-q35'];
const MACHINES = new Map([
  ['arm64', ['virt']],
  ['s390x', ['s390-ccw-virtio']],
]);

function* machineType({ domain, architecture, path }: Template): Iterable<Flaw> {
  const type = word(at(domain, 'machine', 'type'));
  const beginnings = MACHINES.get(architecture) ?? Q35;
  if (type === undefined || (beginnings.some((start) => type.startsWith(start)) && !type.includes('/'))) return;
  const message = `"${type}" is no machine type on ${architecture}`;
  yield flaw(`${path}.domain.machine.type`, message, `use one that begins with ${beginnings.join(' or ')}`);
}
