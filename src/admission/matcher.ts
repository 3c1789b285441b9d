import { type Data, data, text } from '../values';
import { word } from './draft';
import { infer } from './infer';
import { type Flaw, flaw, type Matched } from './rule';
import type { VmPlace } from './vm';

const MATCHERS: readonly Matched[] = ['instancetype', 'preference'];

/** What the webhook that changes a VirtualMachine asks of its two matchers. */
export function matcherFlaws(vm: VmPlace): readonly Flaw[] {
  return MATCHERS.flatMap((matched) => [...matcher(vm, matched)]);
}

function* matcher(vm: VmPlace, matched: Matched): Iterable<Flaw> {
  const field = `${vm.path}.${matched}`;
  const value = data(vm.spec[matched]);
  if (value === undefined) return;
  // A pointer in Go: here an empty text is a value.
  const policy = text(value.inferFromVolumeFailurePolicy);
  const volume = word(value.inferFromVolume);
  if (word(value.name) === undefined && volume === undefined) {
    yield flaw(field, `no ${matched} is named`, 'set name, or inferFromVolume');
  }
  for (const key of volume === undefined ? [] : ['name', 'kind']) {
    if (word(value[key]) === undefined) continue;
    yield flaw(`${field}.${key}`, `${key} stands beside inferFromVolume`, `remove ${key} or inferFromVolume`);
  }
  if (policy !== undefined && policy !== 'Reject' && policy !== 'Ignore') {
    const where = `${field}.inferFromVolumeFailurePolicy`;
    yield flaw(where, `"${policy}" is no failure policy`, 'use Reject or Ignore');
  }
}

/** A matcher with what it names. `known` is false where the object may exist but we cannot see it. */
export interface Match {
  readonly known: boolean;
  readonly spec?: Data;
  /** The default that was to be inferred cannot be: KubeVirt refuses the VirtualMachine. */
  readonly refused?: string;
  /** There is no such object: KubeVirt stores the VirtualMachine as if it named none, and its start waits. */
  readonly absent?: boolean;
  /** The instance type takes the place of the memory that the template has. */
  readonly inPlaceOfMemory?: boolean;
}

const NOTHING: Match = { known: true };
const UNKNOWN: Match = { known: false };

/** Follows a matcher to the spec of the instance type or preference. */
export function match(vm: VmPlace, matched: Matched): Match {
  const value = data(vm.spec[matched]);
  if (value === undefined) return NOTHING;
  const volume = word(value.inferFromVolume);
  if (volume === undefined) {
    // A revision is a copy of the object as it was: the object of today may say something else.
    return word(value.revisionName) === undefined ? find(vm, matched, value.name, value.kind) : UNKNOWN;
  }
  const found = infer(vm, volume, matched);
  const ignore = value.inferFromVolumeFailurePolicy === 'Ignore';
  if ('name' in found) return { ...find(vm, matched, found.name, found.kind), inPlaceOfMemory: ignore };
  if (found.missing === 'unknown') return UNKNOWN;
  return found.missing === 'label' && ignore ? NOTHING : { known: true, refused: found.why };
}

/** A look-up that fails counts as unknown. */
function find(vm: VmPlace, matched: Matched, name: unknown, kind: unknown): Match {
  const { ofCluster, ofNamespace } = KINDS[matched];
  // Case does not matter, and the plural is taken too.
  const asked = (word(kind) ?? ofCluster).toLowerCase().replace(/s$/, '');
  const object = word(name);
  if (object === undefined) return UNKNOWN;
  const inCluster = asked === ofCluster.toLowerCase() ? vm.cluster.find(ofCluster, undefined, object) : undefined;
  const inNamespace =
    asked === ofNamespace.toLowerCase() ? vm.cluster.find(ofNamespace, vm.namespace, object) : undefined;
  const spec = data((inCluster ?? inNamespace)?.spec);
  return spec === undefined ? { known: false, absent: vm.cluster.complete } : { known: true, spec };
}

const KINDS: Readonly<Record<Matched, { readonly ofCluster: string; readonly ofNamespace: string }>> = {
  instancetype: { ofCluster: 'VirtualMachineClusterInstancetype', ofNamespace: 'VirtualMachineInstancetype' },
  preference: { ofCluster: 'VirtualMachineClusterPreference', ofNamespace: 'VirtualMachinePreference' },
};
