import { data, list, text } from '../values';
import { gateOn } from './cluster';
import { word } from './draft';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, parts, type Template } from './template';

/** Devices that are neither disks nor interfaces, and the switches of the domain. */
export const deviceRules: readonly TemplateRule[] = [
  { id: 'input', stage: 'vm', assumes: ['preference'], check: inputs },
  { id: 'sound', stage: 'vm', check: sound },
  { id: 'video', stage: 'vm', check: video },
  { id: 'panic', stage: 'vm', check: panic },
  { id: 'vsock', stage: 'vm', check: vsock },
  { id: 'host-devices', stage: 'vm', check: hostDevices },
  { id: 'downward-metrics', stage: 'vm', assumesAtStart: ['preference'], check: downwardMetrics },
  { id: 'io-threads', stage: 'vm', assumes: ['instancetype'], check: ioThreads },
  { id: 'reserved-overhead', stage: 'vm', check: reservedOverhead },
  { id: 'reboot-policy', stage: 'vm', check: rebootPolicy },
];

function* inputs({ devices, path }: Template): Iterable<Flaw> {
  for (const { field, value } of parts(devices.inputs, `${path}.domain.devices.inputs`)) {
    const bus = word(value.bus);
    if (bus !== undefined && bus !== 'virtio' && bus !== 'usb') {
      yield flaw(`${field}.bus`, `"${bus}" is no bus of an input device`, 'use virtio or usb');
    }
    const type = text(value.type) ?? '';
    if (type !== 'tablet') yield flaw(`${field}.type`, `"${type}" is no input device`, 'use tablet');
  }
}

function* sound({ devices, path }: Template): Iterable<Flaw> {
  const device = data(devices.sound);
  if (device === undefined) return;
  const field = `${path}.domain.devices.sound`;
  const model = word(device.model);
  if (model !== undefined && model !== 'ich9' && model !== 'ac97') {
    yield flaw(`${field}.model`, `"${model}" is no sound device`, 'use ich9 or ac97');
  }
  if (word(device.name) === undefined) yield flaw(`${field}.name`, 'the sound device has no name', 'set name');
}

function* video({ devices, path }: Template): Iterable<Flaw> {
  if (!has(devices, 'video') || devices.autoattachGraphicsDevice !== false) return;
  const message = 'a video device is set, and the graphics device is switched off';
  yield flaw(`${path}.domain.devices.video`, message, 'remove video, or autoattachGraphicsDevice');
}

const PANICS = ['hyperv', 'isa', 'pvpanic'];

function* panic({ devices, path }: Template): Iterable<Flaw> {
  for (const { field, value } of parts(devices.panicDevices, `${path}.domain.devices.panicDevices`)) {
    const { model } = value;
    if (typeof model !== 'string' || PANICS.includes(model)) continue;
    yield flaw(`${field}.model`, `"${model}" is no panic device`, `use one of ${PANICS.join(', ')}`);
  }
}

function* vsock({ devices, path, cluster }: Template): Iterable<Flaw> {
  if (devices.autoattachVSOCK !== true || gateOn(cluster, 'VSOCK')) return;
  const field = `${path}.domain.devices.autoattachVSOCK`;
  yield flaw(field, 'the feature gate VSOCK is off', 'remove it, or switch the gate on');
}

function* hostDevices({ devices, path, cluster }: Template): Iterable<Flaw> {
  if (list(devices.hostDevices).length === 0 || gateOn(cluster, 'HostDevices')) return;
  const field = `${path}.domain.devices.hostDevices`;
  yield flaw(field, 'the feature gate HostDevices is off', 'remove them, or switch the gate on');
}

function* downwardMetrics({ devices, disks, volumes, volume, path, cluster }: Template): Iterable<Flaw> {
  const off = !gateOn(cluster, 'DownwardMetrics');
  const field = `${path}.domain.devices.downwardMetrics`;
  const [message, fix] = ['the feature gate DownwardMetrics is off', 'remove it, or switch the gate on'];
  if (off && has(devices, 'downwardMetrics')) yield flaw(field, message, fix);
  const found = volumes.filter(({ value }) => has(value, 'downwardMetrics'));
  for (const { field: where } of off ? found : []) yield flaw(where, message, fix);
  for (const { name, field: where } of found.slice(1)) {
    yield flaw(where, `volume "${name}" is a second one of metrics`, 'keep one');
  }
  for (const { name, field: where, value } of disks) {
    if (!has(volume(name)?.value ?? {}, 'downwardMetrics')) continue;
    const disk = data(value.disk);
    const bus = word(disk?.bus) ?? 'virtio';
    if (disk === undefined) yield flaw(`${where}.disk`, 'the metrics come on a disk', 'set disk: {bus: virtio}');
    else if (bus !== 'virtio') yield flaw(`${where}.disk.bus`, 'the metrics come on virtio', 'set bus: virtio');
  }
}

const POLICIES = ['shared', 'auto', 'supplementalPool'];

function* ioThreads({ domain, path }: Template): Iterable<Flaw> {
  const policy = domain.ioThreadsPolicy;
  if (typeof policy !== 'string') return;
  const field = `${path}.domain`;
  if (!POLICIES.includes(policy)) {
    yield flaw(`${field}.ioThreadsPolicy`, `"${policy}" is no policy`, `use one of ${POLICIES.join(', ')}`);
  }
  const count = Number(data(domain.ioThreads)?.supplementalPoolThreadCount ?? 0);
  if (policy !== 'supplementalPool' || count >= 1) return;
  const where = `${field}.ioThreads.supplementalPoolThreadCount`;
  yield flaw(where, 'the pool has no threads', 'set a number of 1 or more');
}

function* reservedOverhead({ domain, path, cluster }: Template): Iterable<Flaw> {
  if (!has(data(domain.memory) ?? {}, 'reservedOverhead') || gateOn(cluster, 'ReservedOverheadMemlock')) return;
  const field = `${path}.domain.memory.reservedOverhead`;
  yield flaw(field, 'the feature gate ReservedOverheadMemlock is off', 'remove it, or switch the gate on');
}

function* rebootPolicy({ domain, path, cluster }: Template): Iterable<Flaw> {
  if (word(domain.rebootPolicy) === undefined || gateOn(cluster, 'RebootPolicy')) return;
  const field = `${path}.domain.rebootPolicy`;
  yield flaw(field, 'the feature gate RebootPolicy is off', 'remove it, or switch the gate on');
}
