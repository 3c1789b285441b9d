import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { NetworkType } from '../model';
import type { Found, Rule } from './rule';

/** Bridges that a cluster network or a container runtime makes and rules. */
const OWNED: Record<string, string> = {
  'br-int': 'the integration bridge of OVN and Open vSwitch networks',
  'br-ex': "OVN-Kubernetes's bridge to the outside",
  'br-tun': "Open vSwitch's tunnel bridge",
  cni0: 'the bridge of the pod network (flannel and others)',
  cbr0: 'the bridge of the pod network (kubenet)',
  docker0: "Docker's bridge",
  virbr0: "libvirt's bridge",
};

export const networkBridgeNames: readonly Rule[] = [
  { id: 'bridge-name-owned', family: 'network', check: bridgeNameOwned },
];

function* bridgeNameOwned({ nads, referringVms }: Manifests): Iterable<Found> {
  for (const object of nads.values()) {
    const wire = object.nad?.wire;
    const given = wire?.bridgeName;
    // Without a name the plugin takes, or makes, cni0. Pods may want that.
    const unnamed = wire?.type === NetworkType.BRIDGE && object.cni?.bridge === undefined;
    const name = unnamed && referringVms(object.id).length > 0 ? 'cni0' : given;
    const owner = name !== undefined && Object.hasOwn(OWNED, name) ? OWNED[name] : undefined;
    if (owner === undefined) continue;
    const what = given === undefined ? `no bridge is named, so it is "${name}",` : `the bridge "${name}" is`;
    yield {
      severity: FindingSeverity.WARNING,
      object,
      field: 'spec.config',
      message: `${what} ${owner}: its owner may cut off what is plugged into it`,
      fix: 'use a bridge of your own',
    };
  }
}
