import { at, whole } from '../values';
import { cpuOf, cpuResource, vcpus, wholeCpus } from './cpu';
import { milli, quantity, units } from './quantity';
import { type Flaw, flaw, type TemplateRule } from './rule';
import type { Template } from './template';

/** What dedicatedCpuPlacement asks for. */
export const cpuPinningRules: readonly TemplateRule[] = [
  { id: 'pin-memory', stage: 'vm', assumes: ['instancetype'], check: pinned(memory) },
  { id: 'pin-integer', stage: 'vm', check: pinned(wholeNumbers) },
  { id: 'pin-mem-equal', stage: 'vm', check: pinned(memoryEqual) },
  { id: 'pin-cpu-equal', stage: 'vm', check: pinned(cpuEqual) },
  { id: 'pin-topology', stage: 'vm', check: pinned(topology) },
  { id: 'pin-threads', stage: 'vm', check: pinned(threads) },
];

function pinned(check: (template: Template, cpuField: string) => Iterable<Flaw>): TemplateRule['check'] {
  return (template) =>
    cpuOf(template).dedicatedCpuPlacement === true ? check(template, `${template.path}.domain.cpu`) : [];
}

const KINDS = ['requests', 'limits'] as const;

function memoryOf({ domain }: Template, kind: 'requests' | 'limits'): bigint {
  return units(quantity(at(domain, 'resources', kind, 'memory')) ?? 0n);
}

function* memory(template: Template): Iterable<Flaw> {
  // A guest of zero bytes is none.
  if ((quantity(at(template.domain, 'memory', 'guest')) ?? 0n) !== 0n) return;
  if (at(template.domain, 'memory', 'hugepages') !== undefined) return;
  if (KINDS.some((kind) => memoryOf(template, kind) !== 0n)) return;
  const field = `${template.path}.domain.resources.limits.memory`;
  yield flaw(field, 'dedicated CPUs come with memory of their own, and none is given', 'set memory.guest');
}

function* wholeNumbers(template: Template): Iterable<Flaw> {
  for (const kind of KINDS) {
    const size = cpuResource(template, kind);
    if (size <= 0n || milli(size) === units(size) * 1000n) continue;
    const field = `${template.path}.domain.resources.${kind}.cpu`;
    yield flaw(field, 'a part of a CPU cannot be dedicated', 'use a whole number');
  }
}

function* memoryEqual(template: Template): Iterable<Flaw> {
  const [asked, most] = [memoryOf(template, 'requests'), memoryOf(template, 'limits')];
  if (asked <= 0n || most <= 0n || asked === most) return;
  const field = `${template.path}.domain.resources.requests.memory`;
  yield flaw(field, 'dedicated CPUs ask for a memory request that equals the limit', 'use the same quantity for both');
}

function* cpuEqual(template: Template, field: string): Iterable<Flaw> {
  const [asked, most] = [wholeCpus(template, 'requests'), wholeCpus(template, 'limits')];
  if (asked <= 0n || most <= 0n || asked === most) return;
  const message = `dedicated CPUs ask for a request that equals the limit: ${asked} and ${most}`;
  yield flaw(`${field}.dedicatedCpuPlacement`, message, 'use the same number for both');
}

function* topology(template: Template, field: string): Iterable<Flaw> {
  const count = BigInt(vcpus(cpuOf(template)));
  const resources = KINDS.map((kind) => wholeCpus(template, kind));
  if (count === 0n || resources.every((size) => size <= 0n) || resources.includes(count)) return;
  const message = `the topology has ${count} vCPUs, and neither request nor limit says so`;
  yield flaw(`${field}.dedicatedCpuPlacement`, message, `remove the CPU resources, or set them to ${count}`);
}

function* threads(template: Template, field: string): Iterable<Flaw> {
  const count = whole(cpuOf(template).threads) ?? 0;
  if (count > 2) {
    const message = `a core with dedicated CPUs has at most two threads, not ${count}`;
    yield flaw(`${field}.dedicatedCpuPlacement`, message, 'use threads: 2 or 1');
  }
  if (template.architecture !== 'arm64' || count <= 1) return;
  yield flaw(`${field}.threads`, 'a dedicated core of arm64 has one thread', 'use threads: 1');
}
