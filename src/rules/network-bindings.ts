import { FindingSeverity } from '../findings';
import { type Manifests, type NadView, RESOURCE_NAME } from '../manifest';
import { at, text } from '../values';
import type { Found, Rule } from './rule';
import { pluginOf, wiredNics } from './segment';

/** What a plugin makes in the pod, and what a binding wants there. */
export const networkBindings: readonly Rule[] = [
  { id: 'binding-not-of-nad', family: 'network', check: bindingNotOfNad },
];

/** Plugins that make a plain network device, and no PCI device that could be handed over. */
const PLAIN = ['bridge', 'macvlan', 'ipvlan', 'vlan', 'ptp'];

function* bindingNotOfNad(set: Manifests): Iterable<Found> {
  for (const { vm, nic, nad } of wiredNics(set)) {
    const plugin = nad && pluginOf(nad);
    const fault = nad && mismatch(nic.bindings, plugin ?? '', nad);
    if (nad === undefined || fault === undefined) continue;
    const [message, fix] = fault;
    yield { severity: FindingSeverity.ERROR, object: vm, field: nic.field, message, fix, related: [nad] };
  }
}

function mismatch(bindings: readonly string[], plugin: string, nad: NadView): readonly [string, string] | undefined {
  if (plugin === 'sriov' && bindings.includes('bridge')) {
    return [
      `the NAD "${nad.name}" is of type sriov, which leaves no network device in the pod that bridge: {} could take`,
      'write sriov: {} in its place',
    ];
  }
  const device = text(at(nad.doc, 'metadata', 'annotations', RESOURCE_NAME));
  const marker = device === undefined || device.includes('network.kubevirt.io/');
  if (PLAIN.includes(plugin) && bindings.includes('sriov') && marker) {
    return [
      `the NAD "${nad.name}" is of type ${plugin}, which has no PCI device that sriov: {} could hand over`,
      'write bridge: {} in its place',
    ];
  }
  return undefined;
}
