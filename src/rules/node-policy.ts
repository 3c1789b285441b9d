import type { ManifestObject, Manifests } from '../manifest';
import { at, type Data, data, list, text } from '../values';

/** A link of a node, as a policy of NMState wants it: https://nmstate.io/ */
export interface NodeLink {
  readonly policy: ManifestObject;
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly value: Data;
  /** The ports of a bridge. */
  readonly ports: readonly Data[];
}

/** What the policies of a set say of the nodes. */
export interface NodePolicies {
  /** Of the set alone; what is looked up by name is the cluster's too. */
  readonly links: readonly NodeLink[];
  readonly byName: ReadonlyMap<string, readonly NodeLink[]>;
  /** By the name of a localnet: the OVS bridges that it is mapped to. */
  readonly mappings: ReadonlyMap<string, readonly string[]>;
}

export const POLICY = 'NodeNetworkConfigurationPolicy';

const remembered = new WeakMap<Manifests, NodePolicies>();

export function nodePolicies(set: Manifests): NodePolicies {
  const known = remembered.get(set);
  if (known !== undefined) return known;
  const policies = set.objects.filter(({ kind }) => kind === POLICY);
  const own = new Set(policies.map(({ id }) => id));
  const present = (set.context ?? []).filter(({ id, kind }) => kind === POLICY && !own.has(id));
  const links = policies.flatMap(linksOf);
  const byName = new Map<string, NodeLink[]>();
  for (const link of [...links, ...present.flatMap(linksOf)]) push(byName, link.name, link);
  const mappings = new Map<string, string[]>();
  for (const { doc } of [...policies, ...present]) {
    for (const item of list(at(doc, 'spec', 'desiredState', 'ovn', 'bridge-mappings'))) {
      const [localnet, bridge] = [text(at(item, 'localnet')), text(at(item, 'bridge'))];
      if (localnet !== undefined && bridge !== undefined && at(item, 'state') !== 'absent')
        push(mappings, localnet, bridge);
    }
  }
  const made = { links, byName, mappings };
  remembered.set(set, made);
  return made;
}

function linksOf(policy: ManifestObject): readonly NodeLink[] {
  return list(at(policy.doc, 'spec', 'desiredState', 'interfaces')).flatMap((item, i): NodeLink[] => {
    const value = data(item) ?? {};
    const name = text(value.name);
    if (name === undefined || value.state === 'absent') return [];
    const bridge = data(value.bridge);
    const ports = [...list(bridge?.port), ...list(bridge?.ports)].flatMap((port): Data[] => {
      const known = data(port);
      return known === undefined ? [] : [known];
    });
    const field = `spec.desiredState.interfaces[${i}]`;
    return [{ policy, field, name, type: text(value.type) ?? '', value, ports }];
  });
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else known.push(item);
}
