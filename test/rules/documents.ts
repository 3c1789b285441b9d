import { ACKNOWLEDGE } from '../../src/findings';
import { type Document, objectId } from '../../src/manifest';
import { at, compact, type Data, data, text } from '../../src/values';

export interface NicParts extends Data {
  readonly name: string;
  /** The NAD that its network refers to; without one it is on the pod network. */
  readonly nad?: string;
  /** masquerade on the pod network, else bridge. */
  readonly binding?: string;
  readonly vmNetworkCIDR?: string;
}

export interface VmParts {
  /** Pairs of network and interface. */
  readonly nics?: readonly NicParts[];
  readonly networks?: readonly Data[];
  readonly interfaces?: readonly Data[];
  readonly disks?: readonly Data[];
  readonly volumes?: readonly Data[];
  readonly requests?: Data;
  readonly dataVolumeTemplates?: readonly Data[];
  readonly metadata?: Data;
  /** Whether it runs; `runStrategy: Always` where nothing is said. */
  readonly life?: Data;
  /** Further fields of the template's spec. */
  readonly spec?: Data;
}

/** The documents of one file, in its order. */
export function file(...docs: readonly Data[]): readonly Document[] {
  return docs.map((doc) => ({ doc, output: 'app.k8s.yaml' }));
}

/** Documents that have a file each, as `kubectl` never sees but cdk8s can be told to write. */
export function fileEach(...docs: readonly Data[]): readonly Document[] {
  return docs.map((doc) => ({
    doc,
    output: `${text(doc.kind)}.${text(at(doc, 'metadata', 'name'))}.k8s.yaml`,
    ownsOutput: true,
  }));
}

export function vm(name: string, parts: VmParts = {}): Data {
  const { nics = [], disks, volumes, requests, dataVolumeTemplates, metadata, life, spec } = parts;
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name, namespace: 'vms', ...metadata },
    spec: compact({
      ...(life ?? { runStrategy: 'Always' }),
      dataVolumeTemplates,
      template: {
        spec: compact({
          domain: compact({
            memory: { guest: '1Gi' },
            resources: requests && { requests, limits: requests },
            devices: compact({ disks, interfaces: [...nics.map(nicInterface), ...(parts.interfaces ?? [])] }),
          }),
          networks: [...nics.map(nicNetwork), ...(parts.networks ?? [])],
          volumes,
          ...spec,
        }),
      },
    }),
  };
}

function nicInterface({ name, nad, binding, vmNetworkCIDR: _, ...rest }: NicParts): Data {
  return { name, [binding ?? (nad === undefined ? 'masquerade' : 'bridge')]: {}, ...rest };
}

function nicNetwork({ name, nad, vmNetworkCIDR }: NicParts): Data {
  return nad === undefined ? { name, pod: compact({ vmNetworkCIDR }) } : { name, multus: { networkName: nad } };
}

export function nad(name: string, cni: Data, metadata: Data = {}): Data {
  return {
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: { name, namespace: 'vms', ...metadata },
    spec: { config: JSON.stringify({ cniVersion: '1.0.0', name, ...cni }) },
  };
}

export function secret(name: string, stringData: Data, namespace = 'vms'): Data {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'Opaque', stringData };
}

/** The cloud-init volume that takes its documents from a Secret. */
export function cloudInitFrom(name: string): Data {
  return {
    name: 'cloudinitdisk',
    cloudInitNoCloud: { secretRef: { name }, networkDataSecretRef: { name } },
  };
}

/** The cloud-init volume that holds network data itself. */
export function networkDataInline(networkData: string): Data {
  return { name: 'cloudinitdisk', cloudInitNoCloud: { networkData } };
}

/** Network config v2, in YAML's JSON form: NIC name → entry. */
export function networkConfig(ethernets: { readonly [name: string]: Data }): string {
  return JSON.stringify({ version: 2, ethernets });
}

export function cloudConfig(...lines: readonly string[]): string {
  return ['#cloud-config', ...lines, ''].join('\n');
}

/** Keys that KubeVirt hands to cloud-init. */
export function keysFrom(secretName: string, propagationMethod: Data = { noCloud: {} }): Data {
  return { accessCredentials: [{ sshPublicKey: { source: { secret: { secretName } }, propagationMethod } }] };
}

/** The document with a reason on it, beside those that it has. */
export function acknowledging(doc: Data, rule: string, reason: string): Data {
  const others: unknown = JSON.parse(text(at(doc, 'metadata', 'annotations', ACKNOWLEDGE)) ?? '{}');
  return annotated(doc, JSON.stringify({ ...data(others), [rule]: reason }));
}

export function annotated(doc: Data, acknowledgements: string): Data {
  const metadata = { ...(at(doc, 'metadata') as Data) };
  return {
    ...doc,
    metadata: { ...metadata, annotations: { ...(metadata.annotations as Data), [ACKNOWLEDGE]: acknowledgements } },
  };
}

export function idOf(doc: Data): string {
  return objectId(
    text(doc.kind) ?? '',
    text(at(doc, 'metadata', 'namespace')),
    text(at(doc, 'metadata', 'name')) ?? '',
  );
}
