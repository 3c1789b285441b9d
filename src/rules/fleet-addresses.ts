import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import type { Route } from '../model';
import { readCidr } from '../values';
import type { Found, Rule } from './rule';
import { groupBy, type WiredNic, wiredNics } from './segment';

const severity = FindingSeverity.ERROR;

/** Hand-numbered files: an address that two VMs, or a VM and a router, answer for. */
export const fleetAddresses: readonly Rule[] = [
  { id: 'duplicate-address', family: 'fleet', check: duplicateAddress },
  { id: 'address-is-gateway', family: 'fleet', check: addressIsGateway },
];

interface Addressed extends WiredNic {
  readonly address: string;
}

function* duplicateAddress(set: Manifests): Iterable<Found> {
  const nics = addressed(set);
  yield* clashes(groupBy(nics, ({ address, segment }) => `${address} ${segment}`));
  // One guest cannot have an address on two NICs, whatever they are plugged into.
  const ofOneVm = groupBy(nics, ({ address, vm }) => `${address} ${vm.place}`);
  yield* clashes(ofOneVm.filter((group) => new Set(group.map(({ segment }) => segment)).size === group.length));
}

function* clashes(groups: readonly (readonly Addressed[])[]): Iterable<Found> {
  for (const [first, ...others] of groups) {
    for (const other of others) {
      if (first === undefined) continue;
      yield {
        severity,
        object: other.vm,
        field: other.nic.field,
        message: `"${other.nic.name}" has the address ${other.address}, and so has "${first.nic.name}" of ${first.vm.id}`,
        fix: 'give one of them another address',
        related: [first.vm],
      };
    }
  }
}

function* addressIsGateway(set: Manifests): Iterable<Found> {
  const users = new Map<string, WiredNic[]>();
  for (const nic of wiredNics(set)) {
    for (const { via } of routesOf(nic)) {
      const key = `${via} ${nic.segment}`;
      const known = users.get(key);
      if (known === undefined) users.set(key, [nic]);
      else known.push(nic);
    }
  }
  for (const nic of addressed(set)) {
    const user = users.get(`${nic.address} ${nic.segment}`)?.find(({ vm }) => vm.place !== nic.vm.place);
    if (user === undefined) continue;
    yield {
      severity,
      object: nic.vm,
      field: nic.nic.field,
      message: `"${nic.nic.name}" has the address ${nic.address}, which is the gateway of "${user.nic.name}" of ${user.vm.id}`,
      fix: 'give it another address, or acknowledge this where the VM is the router',
      related: [user.vm],
    };
  }
}

function addressed(set: Manifests): readonly Addressed[] {
  return wiredNics(set).flatMap((nic) => {
    const declared = nic.ethernet?.addresses ?? [];
    return [...declared, ...(nic.ipam === undefined ? [] : [nic.ipam])].flatMap((text) => {
      const address = readCidr(text)?.address;
      return address === undefined ? [] : [{ ...nic, address }];
    });
  });
}

function routesOf({ ethernet }: WiredNic): readonly Route[] {
  return ethernet?.routes ?? [];
}
