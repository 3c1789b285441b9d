import { faultRules } from '../model';
import { fleetAddresses } from './fleet-addresses';
import { fleetMacs } from './fleet-macs';
import { fleetObjects } from './fleet-objects';
import { guestDisks } from './guest-disks';
import { guestKeys } from './guest-keys';
import { guestLife } from './guest-life';
import { guestPasswords } from './guest-passwords';
import { guestRoutes } from './guest-routes';
import { guestSize } from './guest-size';
import { networkBootOrder } from './network-boot-order';
import { networkBridgeNames } from './network-bridge-names';
import { networkConfig } from './network-config';
import { networkIpam } from './network-ipam';
import { networkLinks } from './network-links';
import { networkMtu } from './network-mtu';
import { networkOrder } from './network-order';
import { networkPodNic } from './network-pod-nic';
import { networkReferences } from './network-references';
import { networkSriov } from './network-sriov';
import { networkWires } from './network-wires';
import type { Rule } from './rule';

export { check, type SynthFault } from './check';
export {
  type CheckFamily,
  type CheckOptions,
  checkDocuments,
  checkFamilies,
  type FileDocument,
  familyOf,
} from './check-documents';
export type { Family, Rule } from './rule';

/** Every rule over manifests. */
export const rules: readonly Rule[] = [
  ...networkLinks,
  ...networkBootOrder,
  ...networkOrder,
  ...networkBridgeNames,
  ...networkWires,
  ...networkSriov,
  ...networkConfig,
  ...networkIpam,
  ...networkReferences,
  ...networkMtu,
  ...networkPodNic,
  ...guestRoutes,
  ...guestLife,
  ...guestPasswords,
  ...guestKeys,
  ...guestDisks,
  ...guestSize,
  ...fleetObjects,
  ...fleetMacs,
  ...fleetAddresses,
];

const acknowledgeableById = new Map<string, boolean>([
  ...rules.map(({ id, refused }) => [id, refused !== true] as const),
  ...Object.entries(faultRules).map(([id, { refused }]) => [id, !refused] as const),
]);

/** The ids of all findings that there can be, those of resolving included. */
export const ruleIds: readonly string[] = [...acknowledgeableById.keys()].sort();

/** Whether a finding can be acknowledged: undefined where no rule has the id. */
export function acknowledgeable(id: string): boolean | undefined {
  return acknowledgeableById.get(id);
}
