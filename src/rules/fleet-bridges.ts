import { FindingSeverity } from '../findings';
import type { Manifests, NadView } from '../manifest';
import { NetworkType } from '../model';
import { nodePolicies } from './node-policy';
import type { Found, Rule } from './rule';
import { attachedNads, byId, groupBy } from './segment';

/** One bridge of the nodes, and all NADs on it. */
export const fleetBridges: readonly Rule[] = [{ id: 'bridge-mixed-vlan', family: 'fleet', check: bridgeMixedVlan }];

/** On a bridge that does not filter VLANs all of them are one network, without a word. */
function* bridgeMixedVlan(set: Manifests): Iterable<Found> {
  const { byName } = nodePolicies(set);
  const nads = byId(attachedNads(set), ({ id }) => id).filter(({ nad }) => nad?.wire.type === NetworkType.BRIDGE);
  for (const group of groupBy(nads, ({ nad }) => nad?.wire.bridgeName ?? '')) {
    const name = group[0]?.nad?.wire.bridgeName;
    const [plain, tagged] = [group.find((nad) => !isTagged(nad)), group.find(isTagged)];
    // NMState makes bridges with a port filter VLANs.
    const filters = byName.get(name ?? '')?.some(({ ports }) => ports.length > 0) === true;
    if (name === undefined || plain === undefined || tagged === undefined || filters) continue;
    yield {
      severity: FindingSeverity.WARNING,
      object: plain,
      field: 'spec.config',
      message: `the bridge "${name}" is used without a VLAN here and with one by ${tagged.id}: unless it filters VLANs, both are one network`,
      fix: 'make sure that it filters VLANs on every node and acknowledge this, or use a bridge for each',
      related: [tagged],
    };
  }
}

function isTagged({ nad }: NadView): boolean {
  return nad?.wire.vlanId !== undefined || nad?.wire.trunk !== undefined;
}
