import { gateOn } from './cluster';
import { word } from './draft';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, onPod, type Part, type Template } from './template';

/** How an interface is bound to its network. */
export const interfaceBindingRules: readonly TemplateRule[] = [
  { id: 'iface-one-binding', stage: 'vm', assumes: ['preference'], check: oneBinding },
  { id: 'masquerade-pod-only', stage: 'vm', check: (template) => podOnly(template, 'masquerade') },
  { id: 'masquerade-reserved-mac', stage: 'vm', check: reservedMac },
  { id: 'passt-pod-only', stage: 'vm', check: (template) => podOnly(template, 'passtBinding') },
  { id: 'passt-gate', stage: 'vm', check: passtGate },
  { id: 'bridge-on-pod', stage: 'vm', check: bridgeOnPod },
  { id: 'iface-state-value', stage: 'vm', check: stateValue },
  { id: 'iface-state-sriov', stage: 'vm', check: stateOnSriov },
  { id: 'iface-state-absent', stage: 'vm', check: stateAbsent },
];

/** Answered alone on a VirtualMachine: KubeVirt took these bindings away. */
export const discontinuedRules: readonly TemplateRule[] = [
  { id: 'iface-discontinued', stage: 'vm', check: discontinued },
];

const BINDINGS = ['bridge', 'masquerade', 'sriov', 'passtBinding', 'binding'];

function bound({ interfaces }: Template, binding: string): readonly Part[] {
  return interfaces.filter(({ value }) => has(value, binding));
}

function* discontinued(template: Template): Iterable<Flaw> {
  for (const binding of ['slirp', 'macvtap', 'passt']) {
    for (const { name, field } of bound(template, binding)) {
      const message = `interface "${name}" has the binding ${binding}, which KubeVirt no longer has`;
      const fix = `use ${binding === 'macvtap' ? 'the macvtap binding plugin' : 'masquerade or passtBinding'}`;
      yield flaw(`${field}.${binding}`, message, fix);
    }
  }
}

function* oneBinding({ interfaces }: Template): Iterable<Flaw> {
  for (const { name, field, value } of interfaces) {
    const found = BINDINGS.filter((binding) => has(value, binding));
    if (found.length === 1) continue;
    const message = `interface "${name}" has ${found.length === 0 ? 'no binding' : `the bindings ${found.join(' and ')}`}`;
    yield flaw(field, message, `set exactly one of ${BINDINGS.join(', ')}`);
  }
}

function* podOnly(template: Template, binding: string): Iterable<Flaw> {
  for (const { name, field } of bound(template, binding)) {
    if (onPod(template.network(name))) continue;
    const message = `interface "${name}" has the binding ${binding}, and its network is not the pod network`;
    yield flaw(`${field}.${binding}`, message, 'use bridge, or a pod network');
  }
}

/** The address of the bridge inside the pod. KubeVirt compares texts: another spelling passes. */
const RESERVED = '02:00:00:00:00:00';

function* reservedMac(template: Template): Iterable<Flaw> {
  for (const { field, value } of bound(template, 'masquerade')) {
    if (value.macAddress !== RESERVED) continue;
    yield flaw(`${field}.macAddress`, `${RESERVED} is the address of the pod's own bridge`, 'choose another address');
  }
}

function* passtGate(template: Template): Iterable<Flaw> {
  if (gateOn(template.cluster, 'PasstBinding')) return;
  for (const { field } of bound(template, 'passtBinding')) {
    yield flaw(
      `${field}.passtBinding`,
      'the feature gate PasstBinding is off',
      'use masquerade, or switch the gate on',
    );
  }
}

function* bridgeOnPod(template: Template): Iterable<Flaw> {
  if (template.cluster.config?.permitBridgeInterfaceOnPodNetwork !== false) return;
  for (const { name, field } of bound(template, 'bridge')) {
    if (!onPod(template.network(name))) continue;
    yield flaw(`${field}.bridge`, 'the cluster does not permit a bridge on the pod network', 'use masquerade');
  }
}

const STATES = ['up', 'down', 'absent'];

function* stateValue({ interfaces }: Template): Iterable<Flaw> {
  for (const { field, value } of interfaces) {
    const state = word(value.state);
    if (state === undefined || STATES.includes(state)) continue;
    yield flaw(`${field}.state`, `"${state}" is no state of an interface`, `use ${STATES.join(', ')}, or remove it`);
  }
}

function* stateOnSriov(template: Template): Iterable<Flaw> {
  for (const { field, value } of bound(template, 'sriov')) {
    if (value.state !== 'up' && value.state !== 'down') continue;
    yield flaw(`${field}.state`, 'the link of an SR-IOV device cannot be set', 'remove state');
  }
}

function* stateAbsent({ interfaces, networks }: Template): Iterable<Flaw> {
  // The network that is not a secondary Multus one carries the pod.
  const first = networks.find(({ value }) => !has(value, 'multus') || isDefault(value));
  for (const { name, field, value } of interfaces) {
    if (value.state !== 'absent') continue;
    if (!has(value, 'bridge')) yield flaw(`${field}.state`, 'only a bridge interface can be unplugged', 'remove state');
    if (first?.name !== name) continue;
    yield flaw(`${field}.state`, `"${name}" is the default network, which cannot be unplugged`, 'remove state');
  }
}

function isDefault(network: Part['value']): boolean {
  return (network.multus as { readonly default?: unknown } | undefined)?.default === true;
}
