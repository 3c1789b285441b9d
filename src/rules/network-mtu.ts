import { FindingSeverity } from '../findings';
import type { Manifests, NadView } from '../manifest';
import { whole } from '../values';
import type { Found, Rule } from './rule';
import { groupBy, wiredNics } from './segment';

const severity = FindingSeverity.WARNING;

/** Frames that are larger than a part of the way can carry vanish without a word. */
export const networkMtu: readonly Rule[] = [
  { id: 'mtu-over-nad', family: 'network', check: mtuOverNad },
  { id: 'mtu-differs', family: 'network', check: mtuDiffers },
];

function* mtuOverNad(set: Manifests): Iterable<Found> {
  for (const { vm, nic, nad, ethernet } of wiredNics(set)) {
    const wire = whole(nad?.cni?.mtu);
    const guest = ethernet?.mtu;
    if (nad === undefined || wire === undefined || guest === undefined || guest <= wire) continue;
    yield {
      severity,
      object: vm,
      field: nic.field,
      message: `the guest sends up to ${guest} bytes on "${nic.name}", and the NAD "${nad.name}" carries ${wire}`,
      fix: 'give both the same mtu',
      related: [nad],
    };
  }
}

/** Two NADs on one bridge: a bridge has the MTU of its smallest port. */
function* mtuDiffers({ nads }: Manifests): Iterable<Found> {
  const bridged = [...nads.values()].filter(({ nad }) => nad?.wire.bridgeName !== undefined);
  for (const group of groupBy(bridged, ({ nad }) => `${nad?.wire.type} ${nad?.wire.bridgeName}`)) {
    const [first, other] = differing(group);
    if (first === undefined || other === undefined) continue;
    yield {
      severity,
      object: other,
      field: 'spec.config',
      message: `the bridge "${other.nad?.wire.bridgeName}" has ports of ${other.nad?.wire.mtu} and, by ${first.id}, of ${first.nad?.wire.mtu} bytes`,
      fix: 'give all networks on one bridge the same mtu',
      related: [first],
    };
  }
}

/** The first NAD that names an MTU, and the first one after it that names another. */
function differing(group: readonly NadView[]): readonly (NadView | undefined)[] {
  const named = group.filter(({ nad }) => nad?.wire.mtu !== undefined).sort((a, b) => (a.id < b.id ? -1 : 1));
  return [named[0], named.find(({ nad }) => nad?.wire.mtu !== named[0]?.nad?.wire.mtu)];
}
