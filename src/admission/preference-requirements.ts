import { at, type Data, data, whole } from '../values';
import { quantity } from './quantity';
import { type Flaw, flaw } from './rule';
import { preferredTopology, spread } from './topology';

/** What a preference requires and the VM, its defaults filled in, has not. KubeVirt stops at the first. */
export function unmetRequirements(
  preference: Data,
  instancetype: Data | undefined,
  spec: Data,
  path: string,
  vmPath: string,
): readonly Flaw[] {
  const required = data(preference.requirements) ?? {};
  const cpu = cpuShort(whole(at(required, 'cpu', 'guest')), preference, instancetype, spec, path, vmPath);
  if (cpu.length > 0) return cpu;
  const memory = memoryShort(at(required, 'memory', 'guest'), instancetype, spec, path, vmPath);
  if (memory.length > 0) return memory;
  const { architecture } = required;
  if (typeof architecture !== 'string' || architecture === spec.architecture) return [];
  const message = `the preference requires architecture ${architecture}, the VM has ${String(spec.architecture)}`;
  return [flaw(`${path}.architecture`, message, 'choose another preference, or set that architecture')];
}

function cpuShort(
  required: number | undefined,
  preference: Data,
  instancetype: Data | undefined,
  spec: Data,
  path: string,
  vmPath: string,
): readonly Flaw[] {
  if (required === undefined) return [];
  if (instancetype !== undefined) {
    const count = whole(at(instancetype, 'cpu', 'guest')) ?? 0;
    if (count >= required) return [];
    const message = `the preference requires ${required} vCPUs, the instance type has ${count}`;
    return [flaw(`${vmPath}.instancetype`, message, 'choose a larger instance type')];
  }
  const keys = counted(preference);
  const count = keys.reduce((product, key) => product * (whole(at(spec, 'domain', 'cpu', key)) ?? 0), 1);
  if (keys.length === 0 || count >= required) return [];
  const what = keys.join(' × ');
  const message = `the preference requires ${required} vCPUs as ${what}, the VM has ${count}`;
  return keys.map((key) => flaw(`${path}.domain.cpu.${key}`, message, `set ${what} to at least ${required}`));
}

/** The parts of the topology that KubeVirt multiplies, by what the preference prefers. */
function counted(preference: Data): readonly string[] {
  const topology = preferredTopology(preference);
  if (topology === 'any') return ['cores', 'sockets', 'threads'];
  if (topology !== 'spread') return ['sockets', 'cores', 'threads'].filter((key) => key === topology);
  const across = spread(preference).across;
  return ['Sockets', 'Cores', 'Threads'].filter((part) => across.includes(part)).map((part) => part.toLowerCase());
}

function memoryShort(
  required: unknown,
  instancetype: Data | undefined,
  spec: Data,
  path: string,
  vmPath: string,
): readonly Flaw[] {
  const least = quantity(required);
  const has = at(instancetype ?? spec.domain, 'memory', 'guest');
  const size = quantity(has);
  if (least === undefined || (size ?? 0n) >= least) return [];
  const message = `the preference requires ${String(required)} of memory, the VM has ${size === undefined ? 'none' : String(has)}`;
  if (instancetype !== undefined) return [flaw(`${vmPath}.instancetype`, message, 'choose a larger instance type')];
  return [flaw(`${path}.domain.memory`, message, `set memory.guest to at least ${String(required)}`)];
}
