import { NetworkType } from '../model';
import { compact, invalid, isResourceName, vlanId, whole } from '../values';
import type { NetworkKind } from './network-kind';

/** SR-IOV: https://github.com/k8snetworkplumbingwg/sriov-cni/blob/master/docs/configuration-reference.md */
export const sriov: NetworkKind = {
  binding: 'sriov',
  keys: ['vlanId', 'mtu', 'resourceName', 'requestResource'],
  // The guest has the device itself: no emulated model and no link state, and no netdev that a CNI could give an address.
  refuses: ['model', 'state', 'multusDefault'],

  resolve: (at, options) =>
    compact({
      type: NetworkType.SRIOV,
      vlanId: vlanId(`${at}vlanId`, options.vlanId),
      resourceName: resourceName(`${at}resourceName`, options.resourceName),
    }),

  // No mtu: the guest drives the device and sets its own (networkData). No deviceID: Multus fills it in.
  render: (wire) => compact({ type: 'sriov', vlan: wire.vlanId }),

  read: (cni, resource) =>
    cni.type !== 'sriov'
      ? undefined
      : compact({ type: NetworkType.SRIOV, vlanId: whole(cni.vlan) || undefined, resourceName: resource }),

  resourceName: (wire) => wire.resourceName,

  segment: (wire) => `sriov ${wire.resourceName} ${wire.vlanId ?? ''}`,
};

export function resourceName(field: string, value: string | undefined, example = 'openshift.io/sriov_nic'): string {
  if (typeof value === 'string' && isResourceName(value)) return value;
  throw invalid(field, value, `use a resource that a device plugin reports, vendor.com/name, such as ${example}`);
}
