import type { NetworkAttachmentDefinitionSpec } from '../../imports/k8s.cni.cncf.io';
import type { Nad } from '../model';
import { type NetworkKind, networkKinds, readIpam, readWire, renderIpam } from '../networks';
import { at, compact, type Data, data, text } from '../values';
import type { Plain } from './plain';

/** The annotation by which Multus knows the device, and injectors the resource, of a network. */
export const RESOURCE_NAME = 'k8s.v1.cni.cncf.io/resourceName';

/** The newest version that the plugins of Debian 12 know. */
const CNI_VERSION = '1.0.0';

export interface NadManifest {
  readonly metadata: { readonly name: string; readonly annotations?: { readonly [key: string]: string } };
  readonly spec: Plain<NetworkAttachmentDefinitionSpec>;
}

export function renderNad({ name, wire }: Nad): NadManifest {
  const kind: NetworkKind = networkKinds[wire.type];
  const config = compact({
    cniVersion: CNI_VERSION,
    name,
    ...kind.render(wire),
    ipam: wire.ipam && renderIpam(wire.ipam),
  });
  return nadOf(name, JSON.stringify(config), kind.resourceName(wire));
}

/** A NAD with a config that is text already. */
export function nadOf(name: string, config: string, resourceName?: string): NadManifest {
  const annotations = resourceName === undefined ? undefined : { [RESOURCE_NAME]: resourceName };
  return { metadata: compact({ name, annotations }), spec: { config } };
}

/** The NAD that a manifest says, or undefined if its config is none of a type that we know. */
export function readNad(doc: Data): Nad | undefined {
  const name = text(at(doc, 'metadata', 'name'));
  const cni = readCni(doc);
  const wire = cni && readWire(cni, text(at(doc, 'metadata', 'annotations', RESOURCE_NAME)));
  if (name === undefined || wire === undefined) return undefined;
  return { name, wire: compact({ ...wire, ipam: readIpam(cni?.ipam) }) };
}

/** The CNI config of a NAD: the first plugin of a list, with the list's own name. */
export function readCni(doc: Data): Data | undefined {
  const config = text(at(doc, 'spec', 'config'));
  const parsed = config === undefined ? undefined : data(parseJson(config));
  if (parsed === undefined || !Array.isArray(parsed.plugins)) return parsed;
  const first = data(parsed.plugins[0]);
  return first && compact({ name: parsed.name, ...first });
}

function parseJson(config: string): unknown {
  try {
    return JSON.parse(config);
  } catch {
    return undefined;
  }
}
