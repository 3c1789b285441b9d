import { FindingSeverity } from '../findings';
import type { Manifests, NadView } from '../manifest';
import { NetworkType } from '../model';
import { shown } from '../values';
import { alsoPresent } from './present-nads';
import type { Found, Rule } from './rule';

const severity = FindingSeverity.WARNING;

/** What a wire does to the rest of its node or network. Spoken of only where a VM is on it: pods use NADs otherwise. */
export const networkWires: readonly Rule[] = alsoPresent([
  { id: 'macvlan-no-traffic', family: 'network', check: macvlanNoTraffic },
  { id: 'ipvlan-no-traffic', family: 'network', check: ipvlanNoTraffic },
  { id: 'macvlan-exclusive', family: 'network', check: macvlanExclusive },
  { id: 'ovs-all-vlans', family: 'network', check: ovsAllVlans },
]);

/** The bridge binding moves the MAC to the guest, and the kernel takes in frames of macvlan's own MAC only. */
function* macvlanNoTraffic(set: Manifests): Iterable<Found> {
  for (const object of attached(set, NetworkType.MACVLAN)) {
    const mode = object.cni?.mode || 'bridge';
    if (mode === 'passthru' || !bridged(set, object)) continue;
    yield {
      severity: FindingSeverity.ERROR,
      object,
      field: 'spec.config',
      message: `macvlan in mode ${shown(mode)} passes nothing to a VM: the guest has another MAC than the macvlan device`,
      fix: 'use type bridge on a bridge of the node; or mode passthru on a spare NIC, one VM per NIC and node; or the macvtap binding plugin',
    };
  }
}

/** The kernel refuses an ipvlan device as a port of the bridge that KubeVirt makes in the pod. */
function* ipvlanNoTraffic(set: Manifests): Iterable<Found> {
  for (const object of set.nads.values()) {
    if (object.cni?.type !== 'ipvlan' || !bridged(set, object)) continue;
    yield {
      severity: FindingSeverity.ERROR,
      object,
      field: 'spec.config',
      message: 'ipvlan passes nothing to a VM: its device cannot be a port of the bridge in the pod',
      fix: 'use type bridge on a bridge of the node',
    };
  }
}

function bridged({ referringVms }: Manifests, { id }: NadView): boolean {
  return referringVms(id).some(({ networks, interfaces }) =>
    networks.some(
      ({ nadId, name }) =>
        nadId === id && interfaces.some((nic) => nic.name === name && nic.bindings.includes('bridge')),
    ),
  );
}

function* macvlanExclusive(set: Manifests): Iterable<Found> {
  for (const object of attached(set, NetworkType.MACVLAN)) {
    if (object.cni?.mode !== 'passthru') continue;
    const master = object.nad?.wire.master ?? '';
    const device = /\.\d+$/.test(master) ? ` (the VLAN device "${master}" must exist on the node)` : '';
    yield {
      severity,
      object,
      field: 'spec.config',
      message: `all frames of ${master === '' ? "the NIC of the node's default route" : `"${master}"`} go to the one VM on it: a node that uses the NIC itself drops off the network${device}`,
      fix:
        master === ''
          ? 'write the name of a spare NIC as master: the plugin takes the one that the node itself uses'
          : 'make sure that the NIC is a spare one on every node where the VM may run, and acknowledge this',
    };
  }
}

function* ovsAllVlans(set: Manifests): Iterable<Found> {
  for (const object of attached(set, NetworkType.OVS)) {
    if (object.nad?.wire.vlanId !== undefined || object.nad?.wire.trunk !== undefined) continue;
    yield {
      severity,
      object,
      field: 'spec.config',
      message: 'the port has neither a VLAN nor a trunk: the VM gets the frames of all VLANs of the bridge',
      fix: 'write vlan or trunk into the NAD, or acknowledge this where it is meant',
      fixInProps: 'give vlanId or trunk, or acknowledge this where it is meant',
    };
  }
}

function attached({ nads, referringVms }: Manifests, type: NetworkType): readonly NadView[] {
  return [...nads.values()].filter(({ id, nad }) => nad?.wire.type === type && referringVms(id).length > 0);
}
