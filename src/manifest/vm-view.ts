import type { NetConfig, NetEthernet, UserConfig } from '../cloud-init';
import { at, type Data, data, list, readMac, text, whole } from '../values';
import type { Find, ManifestObject } from './object';
import { type CloudInitDocuments, cloudInitDocuments, type DocumentReader } from './vm-documents';

/** A virtual machine as rules look at it: every part with its path in the document, whatever stands there. */
export interface VmView extends ManifestObject, CloudInitDocuments {
  /** The spec of the instance: the template's in a VirtualMachine. */
  readonly spec: Data;
  /** Where that stands in the document. */
  readonly specField: string;
  readonly networks: readonly NetworkView[];
  readonly interfaces: readonly InterfaceView[];
  readonly disks: readonly DiskView[];
  readonly volumes: readonly VolumeView[];
  /** The NICs of networkData, read when a rule first asks. */
  ethernets(): readonly NetEthernet[];
  netConfig(): NetConfig | undefined;
  userConfig(): UserConfig | undefined;
}

export interface NetworkView {
  readonly name: string;
  readonly field: string;
  readonly pod: boolean;
  readonly vmNetworkCidr?: string;
  /** Id of the NAD that it refers to, `NetworkAttachmentDefinition/ns/name`. */
  readonly nadId?: string;
  readonly networkName?: string;
  /** The launcher pod's own network. */
  readonly isDefault: boolean;
}

export interface InterfaceView {
  readonly name: string;
  readonly field: string;
  readonly bindings: readonly string[];
  readonly macAddress?: string;
  readonly bootOrder?: number;
  readonly hasPorts: boolean;
  readonly absent: boolean;
}

export interface DiskView extends VolumeView {
  readonly bootOrder?: number;
}

export interface VolumeView {
  readonly name: string;
  readonly field: string;
  readonly value: Data;
}

/** The kinds that describe a virtual machine, and where its spec stands. */
const SPECS: Record<string, readonly string[]> = {
  VirtualMachine: ['spec', 'template', 'spec'],
  VirtualMachineInstance: ['spec'],
  VirtualMachineInstanceReplicaSet: ['spec', 'template', 'spec'],
  VirtualMachinePool: ['spec', 'virtualMachineTemplate', 'spec', 'template', 'spec'],
};

const BINDINGS = ['masquerade', 'bridge', 'sriov', 'passtBinding', 'binding'];

export function isVm({ kind, apiVersion }: ManifestObject): boolean {
  return Object.hasOwn(SPECS, kind) && /^(pool\.)?kubevirt\.io\//.test(apiVersion);
}

/** `nadId` and `find` look other objects of the set up. */
export function vmView(
  object: ManifestObject,
  nadId: (namespace: string | undefined, networkName: string) => string,
  find: Find,
  reader: DocumentReader,
): VmView {
  const path = SPECS[object.kind] ?? [];
  const specField = path.join('.');
  const spec = data(at(object.doc, ...path)) ?? {};
  const volumes = named(spec.volumes, `${specField}.volumes`);
  const documents = cloudInitDocuments(object, volumes, find);
  const devices = (key: string) => named(at(spec, 'domain', 'devices', key), `${specField}.domain.devices.${key}`);
  return {
    ...object,
    spec,
    specField,
    networks: named(spec.networks, `${specField}.networks`).map((item) => networkView(item, object.namespace, nadId)),
    interfaces: devices('interfaces').map(interfaceView),
    disks: devices('disks').map((disk) => ({ ...disk, bootOrder: whole(disk.value.bootOrder) })),
    volumes,
    ...documents,
    ethernets: () => reader.network(documents.networkData)?.ethernets ?? [],
    netConfig: () => reader.network(documents.networkData),
    userConfig: () => reader.user(documents.userData),
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
    isDefault: at(value, 'multus', 'default') === true,
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
    absent: value.state === 'absent',
  };
}
