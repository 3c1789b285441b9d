import { FindingSeverity } from '../findings';
import type { Manifests, NadView } from '../manifest';
import { at, list, readCidr, shown, text, texts, whole } from '../values';
import type { Found, Rule } from './rule';
import { byId, groupBy, wiredNics } from './segment';

/** OVN-Kubernetes: https://ovn-kubernetes.io/features/multiple-networks/multi-homing/ */
export const networkOvn: readonly Rule[] = [
  { id: 'ovn-config', family: 'network', check: ovnConfig },
  { id: 'ovn-network-differs', family: 'fleet', check: ovnNetworkDiffers },
  { id: 'address-on-ovn-subnet', family: 'network', check: addressOnOvnSubnet },
];

const OVN = 'ovn-k8s-cni-overlay';
const TOPOLOGIES = ['localnet', 'layer2', 'layer3'];

function ovnNads({ nads }: Manifests): readonly NadView[] {
  // A NAD without topology stands for the cluster's own network.
  return [...nads.values()].filter(({ cni }) => cni?.type === OVN && cni.topology !== undefined);
}

function* ovnConfig(set: Manifests): Iterable<Found> {
  for (const object of ovnNads(set)) {
    for (const [message, fix] of faults(object)) {
      yield { severity: FindingSeverity.ERROR, object, field: 'spec.config', message, fix };
    }
  }
}

function* faults({ cni, doc, name, namespace }: NadView): Iterable<readonly [message: string, fix: string]> {
  if (cni === undefined) return;
  const said = (key: string) => `${key} is ${shown(cni[key])}`;
  if (!TOPOLOGIES.includes(text(cni.topology) ?? '')) {
    yield [`${said('topology')}: OVN-Kubernetes does not know it`, `use one of ${TOPOLOGIES.join(', ')}`];
  }
  if (['default', 'ovn-kubernetes', '', undefined].includes(text(cni.name))) {
    yield [`${said('name')}: OVN-Kubernetes wants the name of a network of its own`, 'name the network'];
  }
  const full = namespace === undefined ? undefined : `${namespace}/${name}`;
  if (text(cni.netAttachDefName) === undefined || (full !== undefined && cni.netAttachDefName !== full)) {
    yield [
      `${said('netAttachDefName')}: it must be this NAD's namespace and name`,
      `write "${full ?? `namespace/${name}`}"`,
    ];
  }
  for (const key of ['vlanID', 'mtu']) {
    if (cni[key] !== undefined && whole(cni[key]) === undefined) {
      yield [`${said(key)}: OVN-Kubernetes wants a number`, 'write a whole number, without quotes'];
    }
  }
  if (cni.allowPersistentIPs !== undefined && typeof cni.allowPersistentIPs !== 'boolean') {
    yield [`${said('allowPersistentIPs')}: OVN-Kubernetes wants true or false`, 'write it without quotes'];
  }
  if (cni.subnets !== undefined && typeof cni.subnets !== 'string') {
    yield [`${said('subnets')}: OVN-Kubernetes wants one text`, 'write the networks with commas between them'];
  }
  if (text(at(cni, 'ipam', 'type')) !== undefined) {
    yield [
      'ipam has a type: OVN-Kubernetes gives addresses itself',
      'take ipam away, and write subnets if you want them',
    ];
  }
  if (/"plugins"/.test(text(at(doc, 'spec', 'config')) ?? '') && pluginCount(doc) > 1) {
    yield ['there is a second plugin: OVN-Kubernetes takes no chain', 'keep one plugin'];
  }
}

function pluginCount(doc: NadView['doc']): number {
  try {
    return list(at(JSON.parse(text(at(doc, 'spec', 'config')) ?? ''), 'plugins')).length;
  } catch {
    return 0;
  }
}

const SHARED = [
  'topology',
  'role',
  'mtu',
  'vlanID',
  'subnets',
  'excludeSubnets',
  'allowPersistentIPs',
  'physicalNetworkName',
];

/** The NAD that comes later is left out: no pod on it starts. */
function* ovnNetworkDiffers(set: Manifests): Iterable<Found> {
  const sorted = byId(ovnNads(set), ({ id }) => id);
  for (const [first, ...others] of groupBy(sorted, ({ cni }) => text(cni?.name) ?? '')) {
    for (const object of others) {
      const key = SHARED.find((one) => JSON.stringify(object.cni?.[one]) !== JSON.stringify(first?.cni?.[one]));
      if (first === undefined || key === undefined) continue;
      yield {
        severity: FindingSeverity.ERROR,
        object,
        field: 'spec.config',
        message: `the network ${shown(object.cni?.name)} has ${key} ${shown(object.cni?.[key])} here and ${shown(first.cni?.[key])} in ${first.id}: OVN-Kubernetes leaves one of the two out`,
        fix: 'write the same in both, or give them networks of two names',
        related: [first],
      };
    }
  }
}

/** Port security passes the address that OVN gave, and drops frames of any other. */
function* addressOnOvnSubnet(set: Manifests): Iterable<Found> {
  for (const { vm, nic, nad, ethernet } of wiredNics(set)) {
    if (nad?.cni?.type !== OVN || text(nad.cni.subnets) === undefined) continue;
    const address = texts(ethernet?.addresses).find((item) => readCidr(item) !== undefined);
    if (address === undefined) continue;
    yield {
      severity: FindingSeverity.WARNING,
      object: vm,
      field: nic.field,
      message: `the guest has ${address} on "${nic.name}", and the network of the NAD "${nad.name}" drops all but the address that OVN gives`,
      fix: 'let the guest use DHCP there, or take subnets out of the NAD',
      related: [nad],
    };
  }
}
