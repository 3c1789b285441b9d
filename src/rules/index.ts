import { admissionRules } from '../admission';
import { faultRules } from '../model';
import { schemaRules } from '../schema';
import { acknowledgementRules } from './acknowledgements';
import { UNKNOWN_FIELD } from './check-app';
import { fleetAddresses } from './fleet-addresses';
import { fleetBridges } from './fleet-bridges';
import { fleetDrain } from './fleet-drain';
import { fleetIdentity } from './fleet-identity';
import { fleetMacs } from './fleet-macs';
import { fleetObjects } from './fleet-objects';
import { fleetPools } from './fleet-pools';
import { fleetReferences } from './fleet-references';
import { fleetReplicas } from './fleet-replicas';
import { fleetSegments } from './fleet-segments';
import { guestAddresses } from './guest-addresses';
import { guestDisks } from './guest-disks';
import { guestImports } from './guest-imports';
import { guestKeys } from './guest-keys';
import { guestLife } from './guest-life';
import { guestLogin } from './guest-login';
import { guestNames } from './guest-names';
import { guestNetworkData } from './guest-network-data';
import { guestNics } from './guest-nics';
import { guestPasswords } from './guest-passwords';
import { guestRoutes } from './guest-routes';
import { guestSecrets } from './guest-secrets';
import { guestSetName } from './guest-set-name';
import { guestUserData } from './guest-user-data';
import { guestWindows } from './guest-windows';
import { networkBindings } from './network-bindings';
import { networkBridgeNames } from './network-bridge-names';
import { networkCniKeys } from './network-cni-keys';
import { networkCniValues } from './network-cni-values';
import { networkConfig } from './network-config';
import { networkDefault } from './network-default';
import { networkDevices } from './network-devices';
import { networkIpam } from './network-ipam';
import { networkIpamGuest } from './network-ipam-guest';
import { networkIpamValues } from './network-ipam-values';
import { networkIsolation } from './network-isolation';
import { networkMtu } from './network-mtu';
import { networkNodes } from './network-nodes';
import { networkOrder } from './network-order';
import { networkOvn } from './network-ovn';
import { networkPodNic } from './network-pod-nic';
import { networkReferences } from './network-references';
import { networkSpoof } from './network-spoof';
import { networkSriov } from './network-sriov';
import { networkUplinks } from './network-uplinks';
import { networkWires } from './network-wires';
import type { Rule } from './rule';

export { check, type SynthFault } from './check';
export { checkApp } from './check-app';
export {
  type CheckFamily,
  type CheckOptions,
  checkDocuments,
  checkFamilies,
  type FileDocument,
} from './check-documents';
export type { Family, Rule } from './rule';

/** Every rule over manifests. */
export const rules: readonly Rule[] = [
  ...networkOrder,
  ...networkBridgeNames,
  ...networkWires,
  ...networkSriov,
  ...networkConfig,
  ...networkIpam,
  ...networkReferences,
  ...networkMtu,
  ...networkPodNic,
  ...networkBindings,
  ...networkCniKeys,
  ...networkCniValues,
  ...networkDefault,
  ...networkDevices,
  ...networkIpamGuest,
  ...networkIpamValues,
  ...networkIsolation,
  ...networkNodes,
  ...networkOvn,
  ...networkSpoof,
  ...networkUplinks,
  ...guestRoutes,
  ...guestLife,
  ...guestPasswords,
  ...guestKeys,
  ...guestDisks,
  ...guestAddresses,
  ...guestImports,
  ...guestLogin,
  ...guestNames,
  ...guestNetworkData,
  ...guestNics,
  ...guestSecrets,
  ...guestSetName,
  ...guestUserData,
  ...guestWindows,
  ...fleetObjects,
  ...fleetMacs,
  ...fleetAddresses,
  ...fleetBridges,
  ...fleetDrain,
  ...fleetIdentity,
  ...fleetPools,
  ...fleetReferences,
  ...fleetReplicas,
  ...fleetSegments,
  ...acknowledgementRules((id) => acknowledgeable(id)),
];

const acknowledgeableById = new Map<string, boolean>([
  // What the cluster refuses nobody can acknowledge; a field that our copy of the CRD lacks it may know.
  ...[...schemaRules, ...admissionRules.map(({ id }) => id)].map((id) => [id, id === UNKNOWN_FIELD] as const),
  ...rules.map(({ id }) => [id, true] as const),
  ...Object.keys(faultRules).map((id) => [id, true] as const),
]);

/** The ids of all findings that there can be, those of resolving included. */
export const ruleIds: readonly string[] = [...acknowledgeableById.keys()].sort();

/** Whether a finding can be acknowledged: undefined where no rule has the id. */
export function acknowledgeable(id: string): boolean | undefined {
  return acknowledgeableById.get(id);
}
