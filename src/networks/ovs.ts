import { NetworkType } from '../model';
import { compact, derivedLinkName, ifTrue, invalid, linkName, mtu, text, vlanId, whole } from '../values';
import type { NetworkKind } from './network-kind';
import { readTrunk, renderTrunk, resolveTrunk, trunkText } from './vlan-trunk';

/** Open vSwitch: https://github.com/k8snetworkplumbingwg/ovs-cni/blob/main/docs/cni-plugin.md */
export const ovs: NetworkKind = {
  binding: 'bridge',
  keys: ['bridgeName', 'vlanId', 'trunk', 'mtu', 'nodeResource'],
  refuses: [],

  resolve: (at, options, name) => {
    // The plugin drops `vlan` beside `trunk` without a word.
    if (options.trunk !== undefined && options.vlanId !== undefined) {
      throw invalid(`${at}vlanId`, options.vlanId, 'take it or trunk away: an OVS port has one or the other');
    }
    return compact({
      type: NetworkType.OVS,
      bridgeName: linkName(`${at}bridgeName`, options.bridgeName ?? derivedLinkName(`br-${name}`)),
      vlanId: vlanId(`${at}vlanId`, options.vlanId),
      trunk: resolveTrunk(`${at}trunk`, options.trunk),
      mtu: mtu(`${at}mtu`, options.mtu),
      nodeResource: ifTrue(options.nodeResource),
    });
  },

  // With neither VLAN nor trunk the port carries all VLANs.
  render: (wire) =>
    compact({ type: 'ovs', bridge: wire.bridgeName, vlan: wire.vlanId, trunk: renderTrunk(wire.trunk), mtu: wire.mtu }),

  read: (cni, resourceName) =>
    cni.type !== 'ovs'
      ? undefined
      : compact({
          type: NetworkType.OVS,
          bridgeName: text(cni.bridge),
          vlanId: whole(cni.vlan),
          trunk: readTrunk(cni.trunk),
          mtu: whole(cni.mtu),
          nodeResource: ifTrue(resourceName === marker(text(cni.bridge))),
        }),

  // Asked for only: where no marker runs on the nodes, the pod would stay Pending.
  resourceName: (wire) => (wire.nodeResource ? marker(wire.bridgeName) : undefined),

  segment: (wire) => `ovs ${wire.bridgeName} ${wire.vlanId ?? ''} ${trunkText(wire.trunk)}`,
};

function marker(bridgeName: string | undefined): string {
  return `ovs-cni.network.kubevirt.io/${bridgeName}`;
}
