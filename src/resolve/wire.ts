import { type NetworkAttachmentOptions, NetworkType, type Wire } from '../model';
import { type NicKey, networkKinds, networkTypes, type WireKey } from '../networks';
import { invalid, member } from '../values';

const wireKeyTable: Record<WireKey, true> = {
  bridgeName: true,
  vlanId: true,
  trunk: true,
  mtu: true,
  physicalInterface: true,
  macvlanMode: true,
  resourceName: true,
  requestResource: true,
  nodeResource: true,
  macSpoofCheck: true,
};

/** Every option of the wire but its type. */
export const wireKeys = Object.keys(wireKeyTable) as WireKey[];

/** Options to wire. `at` stands before a key in messages, `web/vm: networks[0].`. */
export function resolveWire(at: string, options: NetworkAttachmentOptions, name: string): Wire {
  const type = networkType(at, options.type);
  const kind = networkKinds[type];
  for (const key of wireKeys) {
    if (options[key] === undefined || kind.keys.includes(key)) continue;
    throw refused(`${at}${key}`, options[key], type, (other) => networkKinds[other].keys.includes(key));
  }
  return kind.resolve(at, options, name);
}

export function networkType(at: string, type: NetworkType | undefined): NetworkType {
  return member(`${at}type`, type ?? NetworkType.BRIDGE, NetworkType);
}

/** The NIC options that a type cannot use. */
export function refuseNicKeys(at: string, options: { readonly [key in NicKey]?: unknown }, type: NetworkType): void {
  for (const key of networkKinds[type].refuses) {
    if (options[key] === undefined) continue;
    throw refused(`${at}${key}`, options[key], type, (other) => !networkKinds[other].refuses.includes(key));
  }
}

function refused(field: string, value: unknown, type: NetworkType, canUse: (type: NetworkType) => boolean): Error {
  const others = networkTypes.filter(canUse).join(', ');
  return invalid(field, value, `take it away: a network of type ${type} cannot use it, only ${others} can`);
}
