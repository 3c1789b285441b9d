import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import type { Found, Rule } from './rule';
import { pluginOf } from './segment';

/** Plugins pass over keys that they do not know, so a misspelt one is a fault without a word. */
export const networkCniKeys: readonly Rule[] = [{ id: 'cni-key-ignored', family: 'network', check: cniKeyIgnored }];

/** By plugin: the key that people write, and what does what they mean. Go reads keys in any case. */
const MEANT: Record<string, Record<string, string>> = {
  bridge: {
    vlanid: 'write vlan',
    vlan_id: 'write vlan',
    vlantag: 'write vlan',
    tag: 'write vlan',
    trunk: 'write vlanTrunk',
    bridgename: 'write bridge',
    bridge_name: 'write bridge',
    master: 'write bridge: the plugin takes no NIC of the node',
    macspoofcheck: 'write macspoofchk',
    spoofchk: 'write macspoofchk',
  },
  macvlan: {
    vlan: 'make the VLAN device on the node and write it as master, such as eth1.100',
    vlanid: 'make the VLAN device on the node and write it as master, such as eth1.100',
    vlan_id: 'make the VLAN device on the node and write it as master, such as eth1.100',
    bridge: 'write master',
    parent: 'write master',
  },
  ovs: {
    vlanid: 'write vlan',
    vlan_id: 'write vlan',
    tag: 'write vlan',
    vlantrunk: 'write trunk',
    bridgename: 'write bridge',
  },
  sriov: {
    vlanid: 'write vlan',
    vlan_id: 'write vlan',
    resourcename: 'write the annotation k8s.v1.cni.cncf.io/resourceName',
  },
  'ovn-k8s-cni-overlay': {
    vlan: 'write vlanID',
    vlan_id: 'write vlanID',
    subnet: 'write subnets',
    persistentips: 'write allowPersistentIPs',
  },
};

function* cniKeyIgnored({ nads }: Manifests): Iterable<Found> {
  for (const object of nads.values()) {
    const meant = MEANT[pluginOf(object) ?? ''] ?? {};
    for (const key of Object.keys(object.cni ?? {})) {
      const lower = key.toLowerCase();
      const fix = Object.hasOwn(meant, lower) ? meant[lower] : undefined;
      if (fix === undefined) continue;
      const message = `the plugin ${object.cni?.type} knows no key ${key}, and passes over it without a word`;
      yield { severity: FindingSeverity.WARNING, object, field: 'spec.config', message, fix };
    }
  }
}
