import { readNetworkData } from '../cloud-init';
import type { Ethernet } from '../model';
import { at, type Data, data, list, readMac, text, whole } from '../values';
import type { ManifestObject } from './object';

/** A VirtualMachine as rules look at it: every part with its path in the document, whatever stands there. */
export interface VmView extends ManifestObject {
  readonly spec: Data;
  readonly networks: readonly NetworkView[];
  readonly interfaces: readonly InterfaceView[];
  readonly disks: readonly { readonly name: string; readonly field: string; readonly bootOrder?: number }[];
  readonly volumes: readonly VolumeView[];
  /** The documents of the first cloud-init volume, the only one that KubeVirt uses. */
  readonly userData?: DocumentView;
  readonly networkData?: DocumentView;
  /** The NICs of networkData, read when a rule first asks. */
  ethernets(): readonly Ethernet[];
}

export interface NetworkView {
  readonly name: string;
  readonly field: string;
  readonly pod: boolean;
  readonly vmNetworkCidr?: string;
  /** Id of the NAD that it refers to, `NetworkAttachmentDefinition/ns/name`. */
  readonly nadId?: string;
  readonly networkName?: string;
}

export interface InterfaceView {
  readonly name: string;
  readonly field: string;
  readonly bindings: readonly string[];
  readonly macAddress?: string;
  readonly bootOrder?: number;
  readonly hasPorts: boolean;
}

export interface VolumeView {
  readonly name: string;
  readonly field: string;
  readonly value: Data;
}

/** A cloud-init document: its text, and the object and field that hold it. */
export interface DocumentView {
  readonly text: string;
  readonly object: ManifestObject;
  readonly field: string;
}

const SPEC = 'spec.template.spec';

/** The volumes that hold cloud-init documents. */
export const CLOUD_INIT = ['cloudInitNoCloud', 'cloudInitConfigDrive'];

const BINDINGS = ['masquerade', 'bridge', 'sriov', 'passtBinding', 'binding'];

/** `nadId` and `find` look other objects of the set up. */
export function vmView(
  object: ManifestObject,
  nadId: (namespace: string | undefined, networkName: string) => string,
  find: (kind: string, namespace: string | undefined, name: string) => ManifestObject | undefined,
): VmView {
  const spec = data(at(object.doc, 'spec', 'template', 'spec')) ?? {};
  const volumes = named(spec.volumes, `${SPEC}.volumes`);
  const documents = cloudInitDocuments(object, volumes, find);
  let ethernets: readonly Ethernet[] | undefined;
  return {
    ...object,
    spec,
    networks: named(spec.networks, `${SPEC}.networks`).map((item) => networkView(item, object.namespace, nadId)),
    interfaces: named(at(spec, 'domain', 'devices', 'interfaces'), `${SPEC}.domain.devices.interfaces`).map(
      interfaceView,
    ),
    disks: named(at(spec, 'domain', 'devices', 'disks'), `${SPEC}.domain.devices.disks`).map(
      ({ name, field, value }) => ({
        name,
        field,
        bootOrder: whole(value.bootOrder),
      }),
    ),
    volumes,
    ...documents,
    ethernets: () => {
      ethernets ??= (documents.networkData && readNetworkData(documents.networkData.text)) ?? [];
      return ethernets;
    },
  };
}

function named(items: unknown, field: string): readonly VolumeView[] {
  return list(items).map((item, i) => {
    const value = data(item) ?? {};
    return { name: text(value.name) ?? '', field: `${field}[${i}]`, value };
  });
}

function networkView(
  { name, field, value }: VolumeView,
  namespace: string | undefined,
  nadId: (namespace: string | undefined, networkName: string) => string,
): NetworkView {
  const networkName = text(at(value, 'multus', 'networkName'));
  return {
    name,
    field,
    pod: data(value.pod) !== undefined,
    vmNetworkCidr: text(at(value, 'pod', 'vmNetworkCIDR')),
    networkName,
    nadId: networkName === undefined ? undefined : nadId(namespace, networkName),
  };
}

function interfaceView({ name, field, value }: VolumeView): InterfaceView {
  return {
    name,
    field,
    bindings: BINDINGS.filter((key) => value[key] !== undefined),
    macAddress: readMac(value.macAddress),
    bootOrder: whole(value.bootOrder),
    hasPorts: list(value.ports).length > 0,
  };
}

function cloudInitDocuments(
  object: ManifestObject,
  volumes: readonly VolumeView[],
  find: (kind: string, namespace: string | undefined, name: string) => ManifestObject | undefined,
): Pick<VmView, 'userData' | 'networkData'> {
  for (const { field, value } of volumes) {
    for (const key of CLOUD_INIT) {
      const source = data(value[key]);
      if (source === undefined) continue;
      const look = (kind: 'user' | 'network', ref: string): DocumentView | undefined =>
        inlineDocument(object, `${field}.${key}`, source, `${kind}Data`) ??
        storedDocument(find('Secret', object.namespace, text(at(source, ref, 'name')) ?? ''), kind);
      return { userData: look('user', 'secretRef'), networkData: look('network', 'networkDataSecretRef') };
    }
  }
  return {};
}

function inlineDocument(object: ManifestObject, field: string, source: Data, key: string): DocumentView | undefined {
  const plain = text(source[key]);
  if (plain !== undefined) return { text: plain, object, field: `${field}.${key}` };
  const encoded = text(source[`${key}Base64`]);
  return encoded === undefined ? undefined : { text: decode(encoded), object, field: `${field}.${key}Base64` };
}

/** KubeVirt looks for either spelling of the key. */
function storedDocument(secret: ManifestObject | undefined, kind: string): DocumentView | undefined {
  for (const entry of [`${kind}data`, `${kind}Data`]) {
    const plain = text(at(secret?.doc, 'stringData', entry));
    if (secret && plain !== undefined) return { text: plain, object: secret, field: `stringData.${entry}` };
    const encoded = text(at(secret?.doc, 'data', entry));
    if (secret && encoded !== undefined) return { text: decode(encoded), object: secret, field: `data.${entry}` };
  }
  return undefined;
}

function decode(encoded: string): string {
  return Buffer.from(encoded, 'base64').toString('utf8');
}
