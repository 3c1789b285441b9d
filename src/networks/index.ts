import { NetworkType, type Wire } from '../model';
import type { Data } from '../values';
import { bridge } from './bridge';
import { macvlan } from './macvlan';
import type { NetworkKind } from './network-kind';
import { ovs } from './ovs';
import { sriov } from './sriov';

export { readIpam, renderIpam } from './ipam';
export type { CniConfig, NetworkKind, NicKey, WireKey } from './network-kind';
export { resourceName } from './sriov';

/** Every network type, asked for by the compiler. */
export const networkKinds: Record<NetworkType, NetworkKind> = { bridge, macvlan, sriov, ovs };

export const networkTypes = Object.values(NetworkType);

/** The wire that a CNI config of any known type says. */
export function readWire(cni: Data, resourceName?: string): Wire | undefined {
  for (const type of networkTypes) {
    const wire = networkKinds[type].read(cni, resourceName);
    if (wire !== undefined) return wire;
  }
  return undefined;
}
