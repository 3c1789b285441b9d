import { FindingSeverity } from '../findings';
import type { Manifests, VmView } from '../manifest';
import { at, text } from '../values';
import type { Found, Rule } from './rule';
import { byId } from './segment';

/** The firmware's UUID is the guest's identity: cloud-init, licences and cluster software tell guests apart by it. */
export const fleetIdentity: readonly Rule[] = [
  { id: 'duplicate-firmware-uuid', family: 'fleet', check: duplicateFirmwareUuid },
];

function* duplicateFirmwareUuid({ vms }: Manifests): Iterable<Found> {
  const seen = new Map<string, VmView>();
  for (const vm of byId(vms, ({ id }) => id)) {
    const uuid = text(at(vm.spec, 'domain', 'firmware', 'uuid'))?.toLowerCase();
    if (uuid === undefined) continue;
    const first = seen.get(uuid);
    if (first === undefined) seen.set(uuid, vm);
    // One VM in two files is another finding.
    else if (first.id !== vm.id) {
      yield {
        severity: FindingSeverity.ERROR,
        object: vm,
        field: `${vm.specField}.domain.firmware.uuid`,
        message: `the firmware UUID ${uuid} is that of ${first.id} as well`,
        fix: 'give each VM a UUID of its own, or leave it out to have one made',
        related: [first],
      };
    }
  }
}
