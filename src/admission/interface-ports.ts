import { data, list, text, whole } from '../values';
import { gateOn } from './cluster';
import { word } from './draft';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, onPod, type Part, parts, type Template } from './template';

/** Ports that masquerade forwards. KubeVirt looks at them on the pod network alone. */
export const interfacePortRules: readonly TemplateRule[] = [
  { id: 'port-required', stage: 'vm', check: each(required) },
  { id: 'port-range', stage: 'vm', check: each(inRange) },
  { id: 'port-protocol', stage: 'vm', check: each(protocol) },
  { id: 'port-name', stage: 'vm', check: names },
  { id: 'port-ranges-gate', stage: 'vm', check: ranges },
];

function portLists({ interfaces, network }: Template): (readonly Part[])[] {
  return interfaces
    .filter(({ name }) => onPod(network(name)))
    .map(({ field, value }) => parts(value.ports, `${field}.ports`));
}

function each(check: (port: Part) => Iterable<Flaw>): (template: Template) => Iterable<Flaw> {
  return (template) => portLists(template).flatMap((ports) => ports.flatMap((port) => [...check(port)]));
}

function* required({ field, value }: Part): Iterable<Flaw> {
  if ((whole(value.port) ?? 0) === 0) yield flaw(`${field}.port`, 'the port has no number', 'use 1 to 65535');
}

function* inRange({ field, value }: Part): Iterable<Flaw> {
  const port = whole(value.port) ?? 0;
  if (port < 0 || port > 65535) yield flaw(`${field}.port`, `there is no port ${port}`, 'use 1 to 65535');
}

function* protocol({ field, value }: Part): Iterable<Flaw> {
  const found = word(value.protocol);
  if (found === undefined || found === 'TCP' || found === 'UDP') return;
  yield flaw(`${field}.protocol`, `"${found}" cannot be forwarded`, 'use TCP or UDP, in capitals');
}

function* names(template: Template): Iterable<Flaw> {
  for (const ports of portLists(template)) {
    const seen = new Set<string>();
    for (const { name, field } of ports.filter((port) => port.name !== '')) {
      if (seen.has(name)) yield flaw(`${field}.name`, `a second port is named "${name}"`, 'give it another name');
      seen.add(name);
      if (isPortName(name)) continue;
      const fix = 'use at most 15 lower-case letters, digits and single inner hyphens, with a letter among them';
      yield flaw(`${field}.name`, `"${name}" is no name of a port`, fix);
    }
  }
}

/** RFC 6335. */
function isPortName(name: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/.test(name) && /[a-z]/.test(name) && !name.includes('--');
}

const MOST_RANGES = 10;

function* ranges({ interfaces, cluster }: Template): Iterable<Flaw> {
  for (const { field, value } of interfaces) {
    const given = list(value.portRanges);
    if (given.length === 0) continue;
    const where = `${field}.portRanges`;
    if (!gateOn(cluster, 'PortRangesSpec')) {
      yield flaw(where, 'the feature gate PortRangesSpec is off', 'list ports, or switch the gate on');
      continue;
    }
    if (!has(value, 'masquerade')) yield flaw(where, 'only masquerade forwards port ranges', 'use masquerade');
    if (list(value.ports).length > 0) yield flaw(where, 'portRanges stands beside ports', 'keep one of the two');
    if (given.length > MOST_RANGES) yield flaw(where, `there are ${given.length} ranges`, `use at most ${MOST_RANGES}`);
    yield* rangeValues(given, where);
  }
}

function* rangeValues(given: readonly unknown[], where: string): Iterable<Flaw> {
  const taken: { readonly protocol: string; readonly start: number; readonly end: number }[] = [];
  for (const [i, entry] of given.entries()) {
    const range = data(entry) ?? {};
    const [start, end] = [whole(range.start) ?? 0, whole(range.end) ?? 0];
    const found = text(range.protocol) ?? '';
    const field = `${where}[${i}]`;
    if (found !== 'TCP' && found !== 'UDP') {
      yield flaw(`${field}.protocol`, `"${found}" cannot be forwarded`, 'use TCP or UDP, in capitals');
    }
    if (start < 1 || end > 65535 || start > end) {
      yield flaw(field, `${start} to ${end} is no range of ports`, 'use 1 to 65535, start before end');
      continue;
    }
    const other = taken.find((one) => one.protocol === found && one.start <= end && start <= one.end);
    if (other) yield flaw(field, `${start} to ${end} overlaps ${other.start} to ${other.end}`, 'keep ranges apart');
    taken.push({ protocol: found, start, end });
  }
}
