import { MacvlanMode, NetworkType } from '../model';
import { compact, invalid, linkName, mtu, text, vlanId, whole } from '../values';
import type { NetworkKind } from './network-kind';

const WAYS_OUT =
  'use type bridge on a bridge of the node; or, on a spare NIC with one VM per NIC and node, write ' +
  "macvlanMode PASSTHRU and physicalInterface; or KubeVirt's macvtap binding plugin";

/** macvlan: https://www.cni.dev/plugins/current/main/macvlan/ */
export const macvlan: NetworkKind = {
  binding: 'bridge',
  keys: ['physicalInterface', 'macvlanMode', 'vlanId', 'mtu'],
  refuses: [],

  resolve: (at, options) => {
    const mode = options.macvlanMode;
    // The bridge binding moves the MAC to the guest, and macvlan passes frames of its own MAC only, but for passthru.
    if (mode !== MacvlanMode.PASSTHRU) throw invalid(`${at}macvlanMode`, mode, WAYS_OUT);
    // Without a master the plugin takes the node's default-route NIC.
    if (options.physicalInterface === undefined) throw invalid(`${at}physicalInterface`, undefined, WAYS_OUT);
    const nic = linkName(`${at}physicalInterface`, options.physicalInterface);
    const vlan = vlanId(`${at}vlanId`, options.vlanId);
    return compact({
      type: NetworkType.MACVLAN,
      master: vlan === undefined ? nic : vlanDevice(`${at}vlanId`, nic, vlan),
      mtu: mtu(`${at}mtu`, options.mtu),
    });
  },

  render: (wire) => compact({ type: 'macvlan', master: wire.master, mode: 'passthru', mtu: wire.mtu }),

  read: (cni) =>
    cni.type !== 'macvlan'
      ? undefined
      : compact({ type: NetworkType.MACVLAN, master: text(cni.master), mtu: whole(cni.mtu) }),

  resourceName: () => undefined,

  segment: (wire) => `macvlan ${wire.master}`,
};

/** The plugin has no VLAN key: the node's VLAN device is the master. */
function vlanDevice(field: string, nic: string, vlan: number): string {
  const device = `${nic}.${vlan}`;
  if (device.length <= 15) return device;
  throw invalid(field, vlan, `use a NIC with a shorter name: the VLAN device "${device}" has more than 15 characters`);
}
