import { type CniConfigOptions, NetworkType } from '../model';
import { readWire, resourceName } from '../networks';
import { compact, type Data, data, invalid, list, member, mtu, text } from '../values';

/** Versions that the plugins take; of a missing or older one the ADD fails. */
const CNI_VERSIONS = ['0.3.0', '0.3.1', '0.4.0', '1.0.0', '1.1.0'];

/** What a VM must know of a NAD whose config is given as text. */
export interface GivenCni {
  readonly type: NetworkType;
  readonly mtu?: number;
  readonly annotation?: string;
  readonly resourceName?: string;
}

/** Checks a CNI config of any plugin for what Multus and every plugin want of it. */
export function resolveCniConfig(path: string, nadName: string, config: string, options: CniConfigOptions): GivenCni {
  const cni = parse(`${path}: config`, config);
  const { name, cniVersion } = cni;
  if (name !== nadName) throw invalid(`${path}: config.name`, name, `write the NAD's own name, "${nadName}"`);
  if (!CNI_VERSIONS.includes(text(cniVersion) ?? '')) {
    throw invalid(`${path}: config.cniVersion`, cniVersion, `write one of ${CNI_VERSIONS.join(', ')}, as a text`);
  }
  const plugin = firstPlugin(path, cni);
  const annotation =
    options.resourceName === undefined ? undefined : resourceName(`${path}: resourceName`, options.resourceName);
  const wire = readWire(plugin, annotation);
  if (wire?.type === NetworkType.SRIOV && annotation === undefined) {
    throw invalid(
      `${path}: resourceName`,
      undefined,
      "give the device plugin's resource: without it no VF reaches the pod",
    );
  }
  return compact({
    type: member(`${path}: type`, options.type ?? wire?.type ?? NetworkType.BRIDGE, NetworkType),
    mtu: mtu(`${path}: mtu`, options.mtu ?? wire?.mtu),
    annotation,
    resourceName: options.requestResource === false ? undefined : annotation,
  });
}

function parse(field: string, config: string): Data {
  let parsed: unknown;
  try {
    parsed = JSON.parse(config);
  } catch {
    throw invalid(field, config, 'write JSON text, such as JSON.stringify makes it: Multus cannot read this');
  }
  const cni = data(parsed);
  if (cni === undefined) throw invalid(field, config, 'write one JSON object');
  return cni;
}

function firstPlugin(path: string, cni: Data): Data {
  const plugins = cni.plugins === undefined ? [cni] : list(cni.plugins);
  if (plugins.length === 0) throw invalid(`${path}: config.plugins`, cni.plugins, 'list at least one plugin');
  plugins.forEach((plugin, i) => {
    const type = data(plugin)?.type;
    const field = cni.plugins === undefined ? 'config.type' : `config.plugins[${i}].type`;
    if (typeof type === 'string' && /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(type)) return;
    throw invalid(`${path}: ${field}`, type, "write the name of the plugin's program, such as bridge");
  });
  return data(plugins[0]) ?? {};
}
