import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import type { Found, Rule } from './rule';
import { groupBy, type WiredNic, wiredNics } from './segment';

/** Two NICs of one MAC take each other's frames; in one VM cloud-init cannot tell them apart. */
export const fleetMacs: readonly Rule[] = [{ id: 'duplicate-mac', family: 'fleet', check: duplicateMac }];

function* duplicateMac(set: Manifests): Iterable<Found> {
  const withMac = wiredNics(set).filter(({ nic }) => nic.macAddress !== undefined);
  for (const group of groupBy(withMac, ({ nic }) => nic.macAddress ?? '')) {
    // By segment and by VM, so that a group of any size is walked once.
    const seen = new Map<string, WiredNic>();
    for (const nic of group) {
      const places = [`segment ${nic.segment}`, `vm ${nic.vm.place}`];
      const same = places.map((place) => seen.get(place)).find((other) => other !== undefined);
      const [first] = group;
      if (first !== undefined && nic !== first) yield found(nic, same ?? first, same !== undefined);
      for (const place of places) if (!seen.has(place)) seen.set(place, nic);
    }
  }
}

function found(one: WiredNic, other: WiredNic, onOneSegment: boolean): Found {
  return {
    severity: onOneSegment ? FindingSeverity.ERROR : FindingSeverity.WARNING,
    object: one.vm,
    field: `${one.nic.field}.macAddress`,
    message: `${one.nic.macAddress} is also the MAC of "${other.nic.name}" of ${other.vm.id}${onOneSegment ? '' : ', on another network'}`,
    fix: 'give one of them another macAddress, also in its networkData',
    fixInProps: 'give one of them another macAddress, or leave it out to have one made',
    related: [other.vm],
  };
}
