import { at, data } from '../values';
import { GI, MI, ofUnits, type Quantity, quantity, units } from './quantity';
import { type Flaw, flaw, type TemplateRule, type VmRule } from './rule';
import type { Template } from './template';

/** Memory of the guest and of the pod. */
export const memoryRules: readonly TemplateRule[] = [
  { id: 'mem-request', stage: 'vm', check: request },
  { id: 'mem-limit', stage: 'vm', check: limit },
  { id: 'mem-guest-over-limit', stage: 'vm', check: guestOverLimit },
  { id: 'hugepage-size', stage: 'vm', check: pageSize },
  { id: 'hugepage-multiple', stage: 'vm', assumes: ['instancetype'], check: multiple },
  { id: 'mem-needed', stage: 'vmi', assumes: ['instancetype'], check: needed },
];

/** Asked of a VirtualMachine alone: what memory that grows while the VM runs needs. */
export const liveMemoryRules: readonly VmRule[] = [
  { id: 'max-guest', assumes: ['instancetype', 'preference'], check: ({ template }) => maxGuest(template) },
];

const MEGABYTE = ofUnits(1_000_000);

function resource({ domain }: Template, kind: 'requests' | 'limits'): bigint {
  return units(quantity(at(domain, 'resources', kind, 'memory')) ?? 0n);
}

function* request(template: Template): Iterable<Flaw> {
  const [asked, most] = [resource(template, 'requests'), resource(template, 'limits')];
  const field = `${template.path}.domain.resources.requests.memory`;
  if (asked < 0n) yield flaw(field, 'the request is negative', 'use a positive quantity, such as 2Gi');
  const exact = quantity(at(template.domain, 'resources', 'requests', 'memory')) ?? 0n;
  if (exact > 0n && exact < MEGABYTE) yield flaw(field, `the request is ${asked} bytes`, 'name the unit, such as 2Gi');
  if (most > 0n && asked > most) yield flaw(field, 'the request is above the limit', 'use at most the limit');
}

function* limit(template: Template): Iterable<Flaw> {
  if (resource(template, 'limits') >= 0n) return;
  const field = `${template.path}.domain.resources.limits.memory`;
  yield flaw(field, 'the limit is negative', 'use a positive quantity, such as 2Gi');
}

function guest({ domain }: Template): Quantity | undefined {
  return quantity(at(domain, 'memory', 'guest'));
}

function* guestOverLimit(template: Template): Iterable<Flaw> {
  if (template.cluster.config?.vmRolloutStrategy !== 'Stage') return;
  const most = resource(template, 'limits');
  if (most === 0n || units(guest(template) ?? 0n) <= most) return;
  yield flaw(`${template.path}.domain.memory.guest`, 'the guest has more than the limit', 'use at most the limit');
}

function pages({ domain }: Template): { readonly given: boolean; readonly size?: Quantity } {
  const hugepages = data(at(domain, 'memory', 'hugepages'));
  return { given: hugepages !== undefined, size: quantity(hugepages?.pageSize) };
}

function* pageSize(template: Template): Iterable<Flaw> {
  const { given, size } = pages(template);
  if (!given || size !== undefined) return;
  yield flaw(`${template.path}.domain.memory.hugepages.pageSize`, 'the page size is no quantity', 'use 2Mi or 1Gi');
}

function* multiple(template: Template): Iterable<Flaw> {
  const page = units(pages(template).size ?? 0n);
  if (page <= 0n) return;
  const sizes = [resource(template, 'requests'), units(guest(template) ?? 0n), resource(template, 'limits')];
  const memory = sizes.find((size) => size !== 0n) ?? 0n;
  if (memory >= page && memory % page === 0n) return;
  const asked = sizes[0] !== 0n ? 'resources.requests.memory' : 'memory.guest';
  const message = `${memory} bytes are no whole number of pages of ${page} bytes`;
  yield flaw(`${template.path}.domain.${asked}`, message, 'use a multiple of the page size');
}

function* needed(template: Template): Iterable<Flaw> {
  if (resource(template, 'requests') !== 0n || pages(template).given) return;
  if (at(template.domain, 'memory', 'guest') !== undefined) return;
  const message = 'no memory is given';
  yield flaw(`${template.path}.domain.memory.guest`, message, 'set memory.guest, such as 2Gi, or an instance type');
}

/** Plugged memory comes in blocks: 2Mi, or a page of 1Gi. */
function* maxGuest(template: Template): Iterable<Flaw> {
  const most = quantity(at(template.domain, 'memory', 'maxGuest'));
  if (most === undefined) return;
  const size = guest(template);
  // KubeVirt compares texts: another spelling of a page of 1Gi is none.
  const block = at(template.domain, 'memory', 'hugepages', 'pageSize') === '1Gi' ? GI : 2n * MI;
  const field = `${template.path}.domain.memory.guest`;
  const remove = 'remove memory.maxGuest';
  if (size === undefined) return yield flaw(field, 'maxGuest stands without guest', 'set memory.guest');
  if (size > most) yield flaw(field, 'guest is above maxGuest', 'use at most maxGuest');
  else if (size < GI) yield flaw(field, 'memory can grow from 1Gi on', `use at least 1Gi, or ${remove}`);
  else if (size % block !== 0n || most % block !== 0n) {
    const unit = `${block / MI}Mi`;
    yield flaw(field, `guest and maxGuest must be whole blocks of ${unit}`, `use multiples of ${unit}`);
  }
  for (const what of blockers(template)) yield flaw(field, `memory cannot grow with ${what}`, remove);
}

function blockers({ domain, architecture }: Template): readonly string[] {
  const found: [unknown, string][] = [
    [data(at(domain, 'cpu', 'realtime')), 'realtime'],
    [data(at(domain, 'cpu', 'numa', 'guestMappingPassthrough')), 'NUMA passthrough'],
    [data(domain.launchSecurity), 'launchSecurity'],
    [architecture !== 'amd64' || undefined, `architecture ${architecture}`],
  ];
  return found.filter(([is]) => is !== undefined).map(([, what]) => what);
}
