import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at, data, text } from '../values';
import { nodePolicies } from './node-policy';
import type { Found, Rule } from './rule';
import { groupBy } from './segment';

const { ERROR, WARNING } = FindingSeverity;

/** Policies of NMState, where they can take a node off the network. */
export const networkNodes: readonly Rule[] = [
  { id: 'policy-on-every-node', family: 'network', check: policyOnEveryNode },
  { id: 'policy-bridge-dhcp', family: 'network', check: policyBridgeDhcp },
  { id: 'policy-link-name', family: 'network', check: policyLinkName },
];

function* policyOnEveryNode(set: Manifests): Iterable<Found> {
  const bridges = nodePolicies(set).links.filter(({ type, ports }) => /-bridge$/.test(type) && ports.length > 0);
  for (const [first] of groupBy(bridges, ({ policy }) => `${policy.place}`)) {
    if (first === undefined || data(at(first.policy.doc, 'spec', 'nodeSelector')) !== undefined) continue;
    yield {
      severity: WARNING,
      object: first.policy,
      field: 'spec',
      message: `every node gets the bridge "${first.name}" on "${text(first.ports[0]?.name) ?? ''}", control plane included: where that NIC is the node's only one, the node drops off the network`,
      fix: 'name the nodes by nodeSelector',
    };
  }
}

function* policyBridgeDhcp(set: Manifests): Iterable<Found> {
  for (const { policy, field, name, type, value, ports } of nodePolicies(set).links) {
    if (type !== 'linux-bridge' || ports.length === 0 || at(value, 'ipv4', 'dhcp') !== true) continue;
    if (at(value, 'ipv4', 'enabled') === false) continue;
    yield {
      severity: WARNING,
      object: policy,
      field: `${field}.ipv4.dhcp`,
      message: `the bridge "${name}" asks for an address on every node: a default route of that network competes with the node's own`,
      fix: 'write ipv4: {enabled: false}: VMs need no address of the node there',
    };
  }
}

/** The kernel's IFNAMSIZ is 16 with the closing zero. */
function* policyLinkName(set: Manifests): Iterable<Found> {
  for (const { policy, field, name, type } of nodePolicies(set).links) {
    if (type === 'ovs-bridge' || Buffer.byteLength(name, 'utf8') <= 15 || /[${<]/.test(name)) continue;
    yield {
      severity: ERROR,
      object: policy,
      field: `${field}.name`,
      message: `the name "${name}" has more than 15 characters: the kernel takes no longer one`,
      fix: 'use at most 15 characters',
    };
  }
}
