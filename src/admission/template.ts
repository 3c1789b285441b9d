import { at, type Data, data, list, text } from '../values';
import type { Cluster } from './cluster';
import { word } from './draft';

/** An entry of a list, and where it stands in the document. */
export interface Part {
  readonly name: string;
  readonly field: string;
  readonly value: Data;
}

/** The spec of an instance as rules look at it: defaults filled in, every part with its path in the document. */
export interface Template {
  readonly spec: Data;
  readonly domain: Data;
  readonly devices: Data;
  /** `spec.template.spec`, or `spec` of a bare instance. */
  readonly path: string;
  readonly metadata: Data;
  readonly metadataPath: string;
  readonly architecture: string;
  readonly networks: readonly Part[];
  readonly interfaces: readonly Part[];
  readonly disks: readonly Part[];
  readonly volumes: readonly Part[];
  readonly cluster: Cluster;
  network(name: string): Part | undefined;
  volume(name: string): Part | undefined;
}

export interface TemplateSource {
  /** As the document has it: tells which disks the defaults added. */
  readonly given: unknown;
  /** With defaults. */
  readonly spec: Data;
  readonly path: string;
  readonly metadata: unknown;
  readonly metadataPath: string;
  readonly cluster: Cluster;
}

export function template({ given, spec, path, metadata, metadataPath, cluster }: TemplateSource): Template {
  const domain = data(spec.domain) ?? {};
  const devices = data(domain.devices) ?? {};
  const networks = parts(spec.networks, `${path}.networks`);
  const volumes = parts(spec.volumes, `${path}.volumes`);
  // Of two with one name KubeVirt's maps keep the last.
  const networkByName = new Map(networks.map((part) => [part.name, part]));
  const volumeByName = new Map(volumes.map((part) => [part.name, part]));
  const written = list(at(given, 'domain', 'devices', 'disks')).length;
  const disks = parts(devices.disks, `${path}.domain.devices.disks`).map((part, i) =>
    i < written ? part : { ...part, field: volumeByName.get(part.name)?.field ?? part.field },
  );
  return {
    spec,
    domain,
    devices,
    path,
    metadata: data(metadata) ?? {},
    metadataPath,
    architecture: word(spec.architecture) ?? cluster.architecture ?? 'amd64',
    networks,
    interfaces: parts(devices.interfaces, `${path}.domain.devices.interfaces`),
    disks,
    volumes,
    cluster,
    network: (name) => networkByName.get(name),
    volume: (name) => volumeByName.get(name),
  };
}

/** The entries of a list, each with its path. */
export function parts(entries: unknown, field: string): readonly Part[] {
  return list(entries).map((entry, i) => {
    const value = data(entry) ?? {};
    return { name: text(value.name) ?? '', field: `${field}[${i}]`, value };
  });
}

/** The path of a key that a user chose: one with dots or slashes would read as a path of its own. */
export function keyed(field: string, key: string): string {
  return /^[\w$-]+$/.test(key) ? `${field}.${key}` : `${field}[${JSON.stringify(key)}]`;
}

/** Whether a mapping stands there: an empty one is a choice too. */
export function has(value: Data, key: string): boolean {
  return data(value[key]) !== undefined;
}

export function onPod(network: Part | undefined): boolean {
  return network !== undefined && has(network.value, 'pod');
}
