import { NetworkType } from '../model';
import { compact, derivedLinkName, ifTrue, linkName, mtu, text, vlanId, whole } from '../values';
import type { NetworkKind } from './network-kind';
import { readTrunk, renderTrunk, resolveTrunk, trunkText } from './vlan-trunk';

/** Linux bridge: https://www.cni.dev/plugins/current/main/bridge/ */
export const bridge: NetworkKind = {
  binding: 'bridge',
  keys: ['bridgeName', 'vlanId', 'trunk', 'mtu', 'nodeResource', 'macSpoofCheck'],
  refuses: [],

  resolve: (at, options, name) =>
    compact({
      type: NetworkType.BRIDGE,
      bridgeName: linkName(`${at}bridgeName`, options.bridgeName ?? derivedLinkName(`br-${name}`)),
      vlanId: vlanId(`${at}vlanId`, options.vlanId),
      trunk: resolveTrunk(`${at}trunk`, options.trunk),
      mtu: mtu(`${at}mtu`, options.mtu),
      macSpoofCheck: ifTrue(options.macSpoofCheck),
      nodeResource: ifTrue(options.nodeResource),
    }),

  render: (wire) => {
    const tagged = wire.vlanId !== undefined || wire.trunk !== undefined;
    return compact({
      type: 'bridge',
      bridge: wire.bridgeName,
      vlan: wire.vlanId,
      vlanTrunk: renderTrunk(wire.trunk),
      // Plugins before 1.8 leave VLAN 1 on the port unless they are told not to.
      preserveDefaultVlan: tagged ? false : undefined,
      mtu: wire.mtu,
      macspoofchk: wire.macSpoofCheck,
    });
  },

  // cnv-bridge is the same plugin under the file name that the cluster-network-addons operator gives it.
  read: (cni, resourceName) =>
    cni.type !== 'bridge' && cni.type !== 'cnv-bridge'
      ? undefined
      : compact({
          type: NetworkType.BRIDGE,
          bridgeName: text(cni.bridge),
          vlanId: whole(cni.vlan) || undefined,
          trunk: readTrunk(cni.vlanTrunk),
          mtu: whole(cni.mtu),
          macSpoofCheck: ifTrue(cni.macspoofchk),
          nodeResource: ifTrue(resourceName === marker(text(cni.bridge))),
        }),

  // Asked for only: where no marker runs on the nodes, the pod would stay Pending.
  resourceName: (wire) => (wire.nodeResource ? marker(wire.bridgeName) : undefined),

  segment: (wire) => `bridge ${wire.bridgeName} ${wire.vlanId ?? ''} ${trunkText(wire.trunk)}`,
};

/** https://github.com/kubevirt/bridge-marker */
function marker(bridgeName: string | undefined): string {
  return `bridge.network.kubevirt.io/${bridgeName}`;
}
