import { FindingSeverity } from '../findings';
import type { Manifests, VmView } from '../manifest';
import { at, text, whole } from '../values';
import type { Found, Rule } from './rule';

const { ERROR, WARNING } = FindingSeverity;

/** What a template says once, every replica gets: KubeVirt numbers names of disks and documents, and nothing of these. */
export const fleetReplicas: readonly Rule[] = [
  { id: 'replicas-share-identity', family: 'fleet', check: replicasShareIdentity },
];

const REPLICATED = ['VirtualMachinePool', 'VirtualMachineInstanceReplicaSet'];

function* replicasShareIdentity({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    const replicas = whole(at(vm.doc, 'spec', 'replicas')) ?? 1;
    if (!REPLICATED.includes(vm.kind) || replicas < 2) continue;
    for (const [severity, field, what, key] of shared(vm)) {
      yield {
        severity,
        object: vm,
        field,
        message: `all ${replicas} replicas get the same ${what}`,
        fix: `leave ${key} out, or make the machines one by one`,
      };
    }
  }
}

type Shared = readonly [severity: FindingSeverity, field: string, what: string, key: string];

function* shared(vm: VmView): Iterable<Shared> {
  const nic = vm.interfaces.find(({ macAddress }) => macAddress !== undefined);
  if (nic !== undefined) yield [ERROR, `${nic.field}.macAddress`, 'MAC', 'macAddress'];
  const inline = vm.networkData?.object.id === vm.id;
  const field = inline ? (vm.networkData?.field ?? '') : (vm.cloudInit?.field ?? '');
  if ((inline || !numbered(vm)) && vm.ethernets().some(({ addresses }) => (addresses ?? []).length > 0)) {
    yield [WARNING, field, 'static address', 'the addresses of networkData'];
  }
  for (const key of ['uuid', 'serial']) {
    if (text(at(vm.spec, 'domain', 'firmware', key)) !== undefined) {
      yield [WARNING, `${vm.specField}.domain.firmware.${key}`, `firmware ${key}`, key];
    }
  }
}

/** A pool can number the Secrets that its replicas read. */
function numbered({ doc }: VmView): boolean {
  return at(doc, 'spec', 'nameGeneration', 'appendIndexToSecretRefs') === true;
}
