import { at, type Data, data, list, text, whole } from '../values';
import { copy, type Draft, open, word } from './draft';
import { quantity, units } from './quantity';
import { type Flaw, flaw } from './rule';
import { keyed } from './template';
import { guestTopology } from './topology';

/** What a template says that its instance type says too, so that KubeVirt refuses it. */
export function* conflicts(type: Data, spec: Data, metadata: Data, path: string, metadataPath: string): Iterable<Flaw> {
  const domain = data(spec.domain) ?? {};
  const said = (...keys: string[]): boolean => {
    const value = at(domain, ...keys);
    // A count of zero is none; a quantity of zero is one.
    return value !== undefined && value !== '' && value !== false && !(value === 0 && keys[0] === 'cpu');
  };
  const both = (...keys: string[]) => said(...keys) && at(type, ...keys.map(typeKey)) !== undefined;
  const never = [...CPU.filter((keys) => said(...keys)), ...first(MEMORY.filter((keys) => said(...keys)))];
  for (const keys of never) yield conflict(`${path}.domain.${keys.join('.')}`);
  for (const keys of SHARED.filter((keys) => both(...keys))) yield conflict(`${path}.domain.${keys.join('.')}`);
  for (const key of ['gpus', 'hostDevices']) {
    const lists = [at(domain, 'devices', key), type[key]];
    if (lists.every((items) => list(items).length > 0)) yield conflict(`${path}.domain.devices.${key}`);
  }
  const selectors = [spec.nodeSelector, type.nodeSelector].map((selector) => Object.keys(data(selector) ?? {}));
  if (selectors.every((keys) => keys.length > 0)) yield conflict(`${path}.nodeSelector`);
  if (word(spec.schedulerName) && word(type.schedulerName)) yield conflict(`${path}.schedulerName`);
  const annotations = data(metadata.annotations) ?? {};
  for (const [key, value] of Object.entries(data(type.annotations) ?? {})) {
    const own = annotations[key];
    if (own !== undefined && own !== value) yield conflict(keyed(`${metadataPath}.annotations`, key));
  }
}

/** An instance type always sets these, whatever it says. */
const CPU = [
  ['cpu', 'sockets'],
  ['cpu', 'cores'],
  ['cpu', 'threads'],
  ['resources', 'requests', 'cpu'],
  ['resources', 'limits', 'cpu'],
];
const MEMORY = [
  ['memory', 'guest'],
  ['resources', 'requests', 'memory'],
  ['resources', 'limits', 'memory'],
];

/** Conflicts only where the instance type says it too. */
const SHARED = [
  ['cpu', 'model'],
  ['cpu', 'dedicatedCpuPlacement'],
  ['cpu', 'isolateEmulatorThread'],
  ['cpu', 'numa'],
  ['cpu', 'realtime'],
  ['memory', 'hugepages'],
  ['memory', 'maxGuest'],
  ['ioThreadsPolicy'],
  ['ioThreads', 'supplementalPoolThreadCount'],
  ['launchSecurity'],
];

/** The template spells it Cpu, the instance type CPU. */
function typeKey(key: string): string {
  return key === 'dedicatedCpuPlacement' ? 'dedicatedCPUPlacement' : key;
}

function conflict(field: string): Flaw {
  return flaw(field, 'the instance type of the VM decides this', 'remove it, or the instance type');
}

/** KubeVirt names one conflict of memory at a time. */
function first<T>(items: readonly T[]): readonly T[] {
  return items.slice(0, 1);
}

/** Writes what an instance type says into a spec. */
export function applyInstancetype(type: Data, preference: Data | undefined, spec: Draft): void {
  const domain = open(spec, 'domain');
  const cpu = open(domain, 'cpu');
  const typeCpu = data(type.cpu) ?? {};
  for (const key of ['model', 'isolateEmulatorThread', 'numa', 'realtime', 'maxSockets']) put(cpu, key, typeCpu[key]);
  put(cpu, 'dedicatedCpuPlacement', typeCpu.dedicatedCPUPlacement);
  Object.assign(cpu, guestTopology(whole(typeCpu.guest) ?? 1, preference));
  applyMemory(data(type.memory) ?? {}, domain);
  for (const key of ['ioThreadsPolicy', 'ioThreads', 'launchSecurity']) put(domain, key, type[key]);
  for (const key of ['gpus', 'hostDevices']) put(open(domain, 'devices'), key, type[key]);
  put(spec, 'schedulerName', text(type.schedulerName));
  put(spec, 'nodeSelector', type.nodeSelector);
}

function applyMemory(memory: Data, domain: Draft): void {
  const own = open(domain, 'memory');
  for (const key of ['guest', 'hugepages', 'maxGuest']) put(own, key, memory[key]);
  const guest = quantity(memory.guest);
  const percent = whole(memory.overcommitPercent) ?? 0;
  if (guest === undefined || percent <= 0) return;
  // The pod asks for less than the guest gets.
  open(domain, 'resources', 'requests').memory = String((units(guest) * BigInt(100 - percent)) / 100n);
}

function put(into: Draft, key: string, value: unknown): void {
  if (value !== undefined && value !== null) into[key] = copy(value);
}
