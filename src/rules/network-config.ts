import { FindingSeverity } from '../findings';
import type { Manifests, NadView } from '../manifest';
import { at, type Data, data, list, shown, text } from '../values';
import type { Found, Rule } from './rule';

/** What Multus and every plugin want of a CNI config: the API server takes any text. */
export const networkConfig: readonly Rule[] = [{ id: 'nad-config', family: 'network', check: nadConfig }];

const TRIED = ['bridge', 'cnv-bridge', 'macvlan', 'ovs', 'sriov', 'vlan', 'macvtap'];
const CNI_VERSIONS = ['0.3.0', '0.3.1', '0.4.0', '1.0.0', '1.1.0'];

function* nadConfig({ nads }: Manifests): Iterable<Found> {
  for (const object of nads.values()) {
    const config = text(at(object.doc, 'spec', 'config'));
    // Without a config Multus looks for a file of the NAD's name on the node.
    if (config === undefined || config === '') continue;
    for (const [message, fix] of faults(object, config)) {
      yield { severity: FindingSeverity.ERROR, object, field: 'spec.config', message, fix };
    }
  }
}

function* faults({ name }: NadView, config: string): Iterable<readonly [message: string, fix: string]> {
  const cni = parse(config);
  if (cni === undefined) {
    yield [`the config is no JSON object${placeOf(config)}: the pod of each VM on it hangs`, FIX];
    return;
  }
  if (!CNI_VERSIONS.includes(text(cni.cniVersion) ?? '') && !isOldWithAddress(cni)) {
    yield [`cniVersion is ${shown(cni.cniVersion)}: the plugins refuse it`, `write one of ${CNI_VERSIONS.join(', ')}`];
  }
  const plugins = cni.plugins === undefined ? [cni] : list(cni.plugins);
  if (plugins.length === 0 || plugins.some((plugin) => !text(data(plugin)?.type))) {
    yield ['a plugin has no type', "write the name of the plugin's program, such as bridge"];
  }
  const path = plugins.map((plugin) => text(data(plugin)?.type)).find((type) => type?.includes('/'));
  if (path !== undefined) {
    yield [`the type ${shown(path)} is a path: it is refused`, `write "${path.replace(/^.*\//, '')}"`];
  }
  if (cni.name !== undefined && !/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(text(cni.name) ?? '') && cni.name !== '') {
    yield [`the name ${shown(cni.name)} is none that plugins take`, `write "${name}"`];
  }
}

/** What is older than 0.3.0, or not said, works as long as the result holds an address. Other plugins were not tried. */
function isOldWithAddress(cni: Data): boolean {
  const old = cni.cniVersion === undefined || ['', '0.1.0', '0.2.0'].includes(text(cni.cniVersion) ?? '-');
  const first = data(list(cni.plugins)[0]) ?? cni;
  return old && (text(at(first, 'ipam', 'type')) !== undefined || !TRIED.includes(text(first.type) ?? 'bridge'));
}

const FIX = `write one JSON object as a text, such as config: '{"cniVersion": "1.0.0", "type": "bridge", "bridge": "br1"}'`;

/** Where the JSON breaks: line and column alone, as the text near it may hold anything. */
function placeOf(config: string): string {
  try {
    JSON.parse(config);
    return '';
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const atEnd = error instanceof Error && /end of JSON/.test(error.message);
    if (position === undefined && !atEnd) return '';
    const before = (position === undefined ? config : config.slice(0, Number(position))).split('\n');
    return `, it breaks at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  }
}

function parse(config: string): Data | undefined {
  try {
    return data(JSON.parse(config));
  } catch {
    return undefined;
  }
}
