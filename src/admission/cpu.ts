import { at, type Data, data, whole } from '../values';
import { milli, quantity, units } from './quantity';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { parts, type Template } from './template';

/** CPUs: topology, resources, features. */
export const cpuRules: readonly TemplateRule[] = [
  { id: 'max-sockets', stage: 'vm', assumes: ['instancetype'], check: maxSockets },
  { id: 'cpu-request', stage: 'vm', check: request },
  { id: 'cpu-limit', stage: 'vm', check: limit },
  { id: 'isolate-needs-pin', stage: 'vm', assumes: ['instancetype'], check: isolate },
  { id: 'numa-needs', stage: 'vm', assumes: ['instancetype'], check: numa },
  { id: 'realtime-needs', stage: 'vm', assumes: ['instancetype'], check: realtime },
  { id: 'cpu-feature-policy', stage: 'vm', check: featurePolicy },
];

export function cpuOf({ domain }: Template): Data {
  return data(domain.cpu) ?? {};
}

/** The number of vCPUs: what is not given counts as one, as long as something is. */
export function vcpus(cpu: Data): number {
  const given = ['sockets', 'cores', 'threads'].map((key) => whole(cpu[key]) ?? 0);
  return given.every((count) => count === 0) ? 0 : given.reduce((product, count) => product * (count || 1), 1);
}

export function cpuResource({ domain }: Template, kind: 'requests' | 'limits'): bigint {
  return quantity(at(domain, 'resources', kind, 'cpu')) ?? 0n;
}

function* maxSockets(template: Template): Iterable<Flaw> {
  const cpu = cpuOf(template);
  const [sockets, most] = [whole(cpu.sockets) ?? 0, whole(cpu.maxSockets) ?? 0];
  if (most === 0 || sockets <= most) return;
  const message = `${sockets} sockets are more than maxSockets, ${most}`;
  yield flaw(`${template.path}.domain.cpu.sockets`, message, 'use at most maxSockets');
}

function* request(template: Template): Iterable<Flaw> {
  const [asked, most] = [milli(cpuResource(template, 'requests')), milli(cpuResource(template, 'limits'))];
  const field = `${template.path}.domain.resources.requests.cpu`;
  if (asked < 0n) yield flaw(field, 'the request is negative', 'use a positive quantity, such as 500m');
  if (most > 0n && asked > most) yield flaw(field, 'the request is above the limit', 'use at most the limit');
}

function* limit(template: Template): Iterable<Flaw> {
  if (milli(cpuResource(template, 'limits')) >= 0n) return;
  const field = `${template.path}.domain.resources.limits.cpu`;
  yield flaw(field, 'the limit is negative', 'use a positive quantity, such as 2');
}

function* isolate(template: Template): Iterable<Flaw> {
  const cpu = cpuOf(template);
  if (cpu.isolateEmulatorThread !== true || cpu.dedicatedCpuPlacement === true) return;
  const message = 'an isolated emulator thread needs CPUs of its own';
  yield flaw(`${template.path}.domain.cpu.isolateEmulatorThread`, message, 'set dedicatedCpuPlacement: true');
}

function* numa(template: Template): Iterable<Flaw> {
  const cpu = cpuOf(template);
  if (data(at(cpu, 'numa', 'guestMappingPassthrough')) === undefined) return;
  const field = `${template.path}.domain.cpu.numa.guestMappingPassthrough`;
  if (cpu.dedicatedCpuPlacement !== true) {
    yield flaw(field, 'NUMA passthrough needs dedicated CPUs', 'set dedicatedCpuPlacement: true');
  }
  if (data(at(template.domain, 'memory', 'hugepages')) === undefined) {
    yield flaw(field, 'NUMA passthrough needs huge pages', 'set memory.hugepages');
  }
}

function* realtime(template: Template): Iterable<Flaw> {
  const cpu = cpuOf(template);
  if (data(cpu.realtime) === undefined) return;
  const field = `${template.path}.domain.cpu`;
  if (cpu.dedicatedCpuPlacement !== true) {
    yield flaw(`${field}.dedicatedCpuPlacement`, 'realtime needs dedicated CPUs', 'set dedicatedCpuPlacement: true');
  }
  if (data(at(cpu, 'numa', 'guestMappingPassthrough')) === undefined) {
    const fix = 'set numa.guestMappingPassthrough: {}';
    yield flaw(`${field}.numa.guestMappingPassthrough`, 'realtime needs NUMA passthrough', fix);
  }
}

const POLICIES = ['', 'force', 'require', 'optional', 'disable', 'forbid'];

function* featurePolicy(template: Template): Iterable<Flaw> {
  for (const { field, value } of parts(cpuOf(template).features, `${template.path}.domain.cpu.features`)) {
    const { policy } = value;
    if (typeof policy !== 'string' || POLICIES.includes(policy)) continue;
    yield flaw(`${field}.policy`, `"${policy}" is no policy`, `use one of ${POLICIES.slice(1).join(', ')}`);
  }
}

/** Whole CPUs, rounded up. */
export function wholeCpus(template: Template, kind: 'requests' | 'limits'): bigint {
  return units(cpuResource(template, kind));
}
