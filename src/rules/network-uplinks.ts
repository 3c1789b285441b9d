import { FindingSeverity } from '../findings';
import type { Manifests, NadView } from '../manifest';
import { at, type Data, data, list, shown, text, whole } from '../values';
import { type NodeLink, nodePolicies } from './node-policy';
import type { Found, Rule } from './rule';
import { attachedNads, pluginOf } from './segment';

const severity = FindingSeverity.WARNING;

/** A NAD beside the policy that makes its bridge on the nodes. */
export const networkUplinks: readonly Rule[] = [
  { id: 'bridge-without-uplink', family: 'network', check: bridgeWithoutUplink },
  { id: 'vlan-not-on-uplink', family: 'network', check: vlanNotOnUplink },
  { id: 'vlan-tagged-twice', family: 'network', check: vlanTaggedTwice },
  { id: 'localnet-without-mapping', family: 'network', check: localnetWithoutMapping },
  { id: 'mtu-over-bridge', family: 'network', check: mtuOverBridge },
];

/** The bridges that a NAD's frames go through, as policies declare them. */
function* declared(set: Manifests): Iterable<{ readonly object: NadView; readonly bridge: NodeLink }> {
  const { byName, mappings } = nodePolicies(set);
  if (byName.size === 0) return;
  for (const object of attachedNads(set)) {
    const localnet = localnetOf(object);
    const names = localnet === undefined ? [text(object.cni?.bridge) ?? ''] : (mappings.get(localnet) ?? []);
    for (const bridge of names.flatMap((name) => byName.get(name) ?? [])) {
      if (/^(linux|ovs)-bridge$/.test(bridge.type)) yield { object, bridge };
    }
  }
}

function localnetOf({ cni }: NadView): string | undefined {
  return cni?.topology === 'localnet' ? (text(cni.physicalNetworkName) ?? text(cni.name)) : undefined;
}

function* bridgeWithoutUplink(set: Manifests): Iterable<Found> {
  for (const { object, bridge } of declared(set)) {
    if (bridge.ports.length > 0 || bridge.type !== 'linux-bridge' || pluginOf(object) !== 'bridge') continue;
    yield {
      severity,
      object,
      field: 'spec.config',
      message: `the bridge "${bridge.name}" has no port in ${bridge.policy.id}: no VM on it leaves its node`,
      fix: 'list the uplink as a port of the bridge',
      related: [bridge.policy],
    };
  }
}

function* vlanNotOnUplink(set: Manifests): Iterable<Found> {
  for (const { object, bridge } of declared(set)) {
    const vlan = whole(object.cni?.vlan) ?? 0;
    const port = bridge.ports.find((item) => vlan > 0 && !carries(data(item.vlan), vlan));
    if (port === undefined || pluginOf(object) !== 'bridge' || bridge.type !== 'linux-bridge') continue;
    yield {
      severity,
      object,
      field: 'spec.config',
      message: `VLAN ${vlan} does not pass the port "${text(port.name)}" of "${bridge.name}": ${bridge.policy.id} lists others`,
      fix: `add ${vlan} to its trunk-tags, or leave vlan out there: all VLANs pass then`,
      related: [bridge.policy],
    };
  }
}

/** Without a section of its own NMState lets a port carry all VLANs. */
function carries(section: Data | undefined, vlan: number): boolean {
  if (section === undefined) return true;
  if (whole(section.tag) === vlan) return true;
  return list(section['trunk-tags']).some((item) => {
    const [least, most] = [whole(at(item, 'id-range', 'min')), whole(at(item, 'id-range', 'max'))];
    return (
      whole(at(item, 'id')) === vlan || (least !== undefined && most !== undefined && least <= vlan && vlan <= most)
    );
  });
}

function* vlanTaggedTwice(set: Manifests): Iterable<Found> {
  const { byName } = nodePolicies(set);
  for (const { object, bridge } of declared(set)) {
    const vlan = whole(object.cni?.vlan) ?? whole(object.cni?.vlanID) ?? 0;
    const tagged = bridge.ports.find(
      (port) =>
        byName.get(text(port.name) ?? '')?.some(({ type }) => type === 'vlan') ||
        (bridge.type === 'ovs-bridge' && at(port, 'vlan', 'mode') === 'access' && !isInternal(byName, port)),
    );
    if (vlan === 0 || tagged === undefined) continue;
    yield {
      severity,
      object,
      field: 'spec.config',
      message: `frames of VLAN ${vlan} get a second tag at the port "${text(tagged.name)}" of "${bridge.name}" (${bridge.policy.id})`,
      fix: 'plug the NIC itself into the bridge, or take the VLAN out of the NAD',
      related: [bridge.policy],
    };
  }
}

/** A port of the node's own, not an uplink. */
function isInternal(byName: ReadonlyMap<string, readonly NodeLink[]>, port: Data): boolean {
  return byName.get(text(port.name) ?? '')?.some(({ type }) => type === 'ovs-interface') === true;
}

/** A node without the mapping refuses the pod. Policies that map nothing say nothing about it. */
function* localnetWithoutMapping(set: Manifests): Iterable<Found> {
  const { mappings } = nodePolicies(set);
  if (mappings.size === 0) return;
  for (const object of attachedNads(set)) {
    const localnet = localnetOf(object);
    if (localnet === undefined || mappings.has(localnet)) continue;
    const names = [...mappings.keys()].sort().map((name) => shown(name));
    yield {
      severity,
      object,
      field: 'spec.config',
      message: `the localnet ${shown(localnet)} is mapped to no bridge, and ${names.join(', ')} ${names.length > 1 ? 'are' : 'is'}: a node without the mapping starts no pod on it`,
      fix: `add it to the bridge-mappings of a policy, or write physicalNetworkName: ${names.join(' or ')}`,
    };
  }
}

function* mtuOverBridge(set: Manifests): Iterable<Found> {
  const { byName } = nodePolicies(set);
  for (const { object, bridge } of declared(set)) {
    const uplinks = bridge.ports.flatMap((port) => byName.get(text(port.name) ?? '') ?? []);
    const mtus = [bridge, ...uplinks].flatMap((link) => whole(link.value.mtu) ?? []);
    const [wire, least] = [whole(object.cni?.mtu) ?? 0, Math.min(...mtus)];
    if (wire <= least) continue;
    yield {
      severity,
      object,
      field: 'spec.config',
      message: `the VM sends up to ${wire} bytes, and "${bridge.name}" of ${bridge.policy.id} carries ${least}`,
      fix: 'give the bridge and its uplink the mtu of the NAD, or the NAD theirs',
      related: [bridge.policy],
    };
  }
}
