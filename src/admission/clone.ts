import { at, data, list, readMac, text } from '../values';
import { word } from './draft';
import { type AdmissionFault, type Flaw, faultsOf, flaw } from './rule';
import { keyed } from './template';

/** What KubeVirt asks of a VirtualMachineClone. A source that does not exist is fine. */
export function admitClone(spec: unknown): readonly AdmissionFault[] {
  return faultsOf('clone', clone(spec));
}

function* clone(spec: unknown): Iterable<Flaw> {
  yield* ends(spec);
  for (const path of [['annotationFilters'], ['labelFilters']]) {
    yield* filters(at(spec, ...path), `spec.${path.join('.')}`);
    yield* filters(at(spec, 'template', ...path), `spec.template.${path.join('.')}`);
  }
  for (const [nic, mac] of Object.entries(data(at(spec, 'newMacAddresses')) ?? {})) {
    if (word(mac) === undefined || readMac(mac) !== undefined) continue;
    const fix = 'use six bytes in hex, such as 02:00:5e:10:00:01';
    yield flaw(keyed('spec.newMacAddresses', nic), `"${text(mac)}" is no MAC address`, fix);
  }
  for (const [i, patch] of list(at(spec, 'patches')).entries()) {
    if (typeof patch !== 'string' || isJson(patch)) continue;
    yield flaw(`spec.patches[${i}]`, 'the patch is no JSON', 'write one JSON patch operation');
  }
}

const SOURCES = ['VirtualMachine', 'VirtualMachineSnapshot'];

function* ends(spec: unknown): Iterable<Flaw> {
  const source = data(at(spec, 'source')) ?? {};
  const target = data(at(spec, 'target'));
  for (const key of ['apiGroup', 'kind', 'name'].filter((one) => word(source[one]) === undefined)) {
    yield flaw(`spec.source.${key}`, `the source has no ${key}`, `set ${key}`);
  }
  const kind = word(source.kind);
  if (kind !== undefined && !SOURCES.includes(kind)) {
    yield flaw('spec.source.kind', `a ${kind} cannot be cloned`, `use one of ${SOURCES.join(', ')}`);
  }
  if (target === undefined) return;
  if (target.kind !== 'VirtualMachine') {
    yield flaw('spec.target.kind', `a clone is no ${text(target.kind) ?? ''}`, 'use VirtualMachine');
  } else if (kind === 'VirtualMachine' && target.name === source.name) {
    yield flaw('spec.target.name', 'source and target are one VirtualMachine', 'give the target another name');
  }
}

/** A `!` may begin a filter, a `*` may end it. */
function* filters(value: unknown, field: string): Iterable<Flaw> {
  for (const [i, filter] of list(value).entries()) {
    if (typeof filter !== 'string' || filter === '') continue;
    const fine = filter === '*' || /^!?[^!*]*\*?$/.test(filter);
    if (filter !== '!' && fine) continue;
    yield flaw(`${field}[${i}]`, `"${filter}" is no filter`, 'use ! at the beginning and * at the end only');
  }
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
