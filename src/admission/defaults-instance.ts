import { at, data } from '../values';
import { type Draft, fill, items, open, supply } from './draft';

/** What KubeVirt fills in when it makes the instance, after the defaults of the template. */
export function instanceDefaults(spec: Draft): void {
  const devices = open(spec, 'domain', 'devices');
  for (const disk of items(devices, 'disks')) {
    if (!targets(disk).some((target) => target !== undefined)) disk.disk = {};
  }
  for (const input of items(devices, 'inputs')) {
    fill(input, 'bus', 'usb');
    fill(input, 'type', 'tablet');
  }
  for (const gpu of items(devices, 'gpus')) {
    const ramFB = data(at(gpu, 'virtualGPUOptions', 'display', 'ramFB')) as Draft | undefined;
    if (ramFB !== undefined) supply(ramFB, 'enabled', true);
  }
  hypervRequirements(spec);
  (byArchitecture.get(String(spec.architecture)) ?? amd64)(spec);
}

/** A feature and what it needs, leaves first: KubeVirt switches on what is not mentioned. */
export const HYPERV: readonly (readonly [feature: string, needs: string])[] = [
  ['evmcs', 'vapic'],
  ['ipi', 'vpindex'],
  ['tlbflush', 'vpindex'],
  ['synictimer', 'synic'],
  ['synic', 'vpindex'],
];

function hypervRequirements(spec: Draft): void {
  const features = data(open(spec, 'domain').features) as Draft | undefined;
  const hyperv = data(features?.hyperv) as Draft | undefined;
  if (hyperv === undefined) return;
  for (const [feature, needs] of HYPERV) {
    if (!featureOn(hyperv[feature])) continue;
    const needed = data(hyperv[needs]);
    if (needed === undefined) hyperv[needs] = { enabled: true };
    else if (!featureOn(needed)) return;
  }
  if (featureOn(hyperv.evmcs)) requireVmx(open(spec, 'domain', 'cpu'));
}

/** evmcs takes the CPU feature vmx, whatever policy the spec has for it. */
function requireVmx(cpu: Draft): void {
  const features = items(cpu, 'features');
  const vmx = features.find(({ name }) => name === 'vmx');
  if (vmx === undefined) cpu.features = [...features, { name: 'vmx', policy: 'require' }];
  else vmx.policy = 'require';
}

/** A feature that is mentioned is on, unless it says otherwise. */
export function featureOn(feature: unknown): boolean {
  const state = data(feature);
  return state !== undefined && state.enabled !== false;
}

const byArchitecture = new Map([
  ['arm64', arm64],
  ['s390x', s390x],
]);

function amd64(spec: Draft): void {
  busDefault(spec, 'sata');
  const watchdog = data(open(spec, 'domain', 'devices').watchdog) as Draft | undefined;
  if (watchdog !== undefined) fill(open(watchdog, 'i6300esb'), 'action', 'reset');
}

function arm64(spec: Draft): void {
  busDefault(spec, 'virtio');
  const domain = open(spec, 'domain');
  fill(open(domain, 'cpu'), 'model', 'host-passthrough');
  const bootloader = open(domain, 'firmware', 'bootloader');
  if (data(bootloader.bios) === undefined || data(bootloader.efi) !== undefined) {
    supply(open(bootloader, 'efi'), 'secureBoot', false);
  }
}

function s390x(spec: Draft): void {
  busDefault(spec, 'virtio');
  const watchdog = data(open(spec, 'domain', 'devices').watchdog) as Draft | undefined;
  if (watchdog !== undefined) fill(open(watchdog, 'diag288'), 'action', 'reset');
}

function busDefault(spec: Draft, bus: string): void {
  for (const disk of items(open(spec, 'domain', 'devices'), 'disks')) {
    for (const target of targets(disk)) if (target !== undefined) fill(target, 'bus', bus);
  }
}

function targets(disk: Draft): (Draft | undefined)[] {
  return [disk.disk, disk.lun, disk.cdrom].map((target) => data(target) as Draft | undefined);
}
