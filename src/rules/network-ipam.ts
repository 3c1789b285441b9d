import { FindingSeverity } from '../findings';
import type { Manifests, NadView } from '../manifest';
import { at, text } from '../values';
import { alsoPresent } from './present-nads';
import type { Found, Rule } from './rule';

/**
 * IPAM reserves for a pod, and a VM outlives its pods. Spoken of only where a VM is on the NAD. Networks that keep a VM's
 * address themselves (OVN-Kubernetes, Kube-OVN) have no `ipam.type` of these.
 */
export const networkIpam: readonly Rule[] = alsoPresent([
  { id: 'ipam-per-node', family: 'network', check: (set) => withIpam(set, ['host-local'], perNode) },
  { id: 'ipam-per-pod', family: 'network', check: (set) => withIpam(set, ['dhcp', 'whereabouts'], perPod) },
  { id: 'ipam-on-sriov', family: 'network', check: ipamOnSriov },
]);

const perNode =
  'host-local hands out addresses on each node by itself: two nodes give the same one, and a live migration changes it';
const perPod = "the address is the pod's: the guest keeps it after a live migration, while the new pod has another";
const FIXES = {
  fix: "take ipam away and write the address into the guest's networkData: the guest then has it itself",
  fixInProps: 'take ipam away and give the network an ipConfig: the guest then has the address itself',
};

function* withIpam(set: Manifests, types: readonly string[], message: string): Iterable<Found> {
  for (const object of attached(set)) {
    if (!types.includes(ipamType(object) ?? '') || object.cni?.type === 'sriov') continue;
    yield { severity: FindingSeverity.WARNING, object, field: 'spec.config', message, ...FIXES };
  }
}

function* ipamOnSriov(set: Manifests): Iterable<Found> {
  for (const object of attached(set)) {
    if (object.cni?.type !== 'sriov' || ipamType(object) === undefined) continue;
    const message = 'the pod has no interface of an SR-IOV device: the address reaches no guest';
    yield { severity: FindingSeverity.WARNING, object, field: 'spec.config', message, ...FIXES };
  }
}

function attached({ nads, referringVms }: Manifests): readonly NadView[] {
  return [...nads.values()].filter(({ id }) => referringVms(id).length > 0);
}

function ipamType({ cni }: NadView): string | undefined {
  return text(at(cni, 'ipam', 'type'));
}
