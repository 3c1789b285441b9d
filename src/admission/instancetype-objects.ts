import { at, data, text, whole } from '../values';
import { instancetypeDecoding, preferenceDecoding } from './decoding';
import { type AdmissionFault, type Flaw, faultsOf, flaw } from './rule';
import { ACROSS, preferredTopology, spread, TOPOLOGIES } from './topology';

/** What KubeVirt asks of an instance type itself. */
export function admitInstancetype(spec: unknown): readonly AdmissionFault[] {
  const undecodable = instancetypeDecoding(spec);
  return undecodable.length > 0 ? undecodable : faultsOf('overcommit', overcommit(spec));
}

/** What KubeVirt asks of a preference itself. */
export function admitPreference(spec: unknown): readonly AdmissionFault[] {
  const undecodable = preferenceDecoding(spec);
  return undecodable.length > 0 ? undecodable : faultsOf('topology', topology(spec));
}

function* overcommit(spec: unknown): Iterable<Flaw> {
  const percent = whole(at(spec, 'memory', 'overcommitPercent')) ?? 0;
  if (percent === 0 || data(at(spec, 'memory', 'hugepages')) === undefined) return;
  const message = 'huge pages are taken at once: the pod cannot ask for less than the guest';
  yield flaw('spec.memory.overcommitPercent', message, 'remove overcommitPercent, or hugepages');
}

function* topology(spec: unknown): Iterable<Flaw> {
  const given = text(at(spec, 'cpu', 'preferredCPUTopology'));
  if (given === undefined) return;
  const preference = data(spec);
  const preferred = preferredTopology(preference);
  if (!TOPOLOGIES.includes(preferred)) {
    yield flaw('spec.cpu.preferredCPUTopology', `"${given}" is no topology`, `use one of ${TOPOLOGIES.join(', ')}`);
  }
  if (preferred !== 'spread') return;
  const { ratio, across } = spread(preference);
  const field = 'spec.cpu.spreadOptions';
  if (!ACROSS.includes(across)) {
    yield flaw(`${field}.across`, `vCPUs cannot spread across "${across}"`, `use one of ${ACROSS.join(', ')}`);
  }
  if (across !== 'CoresThreads' || ratio === 2) return;
  yield flaw(`${field}.ratio`, `a core has two threads, not ${ratio}`, 'use ratio: 2, or remove it');
}
