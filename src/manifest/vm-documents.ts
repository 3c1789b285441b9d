import { type NetConfig, readNetConfig, readUserConfig, type UserConfig } from '../cloud-init';
import { at, type Data, data, text } from '../values';
import type { Find, ManifestObject } from './object';

/** A cloud-init document: its text, and the object and field that hold it. */
export interface DocumentView {
  readonly text: string;
  readonly object: ManifestObject;
  readonly field: string;
}

/** The cloud-init volume of a VM: the first one, as KubeVirt uses no other. */
export interface CloudInitView {
  readonly field: string;
  readonly configDrive: boolean;
  readonly source: Data;
}

export interface CloudInitDocuments {
  readonly cloudInit?: CloudInitView;
  readonly userData?: DocumentView;
  readonly networkData?: DocumentView;
}

/** The volumes that hold cloud-init documents. */
export const CLOUD_INIT = ['cloudInitNoCloud', 'cloudInitConfigDrive'];

interface Volume {
  readonly field: string;
  readonly value: Data;
}

export function cloudInitDocuments(object: ManifestObject, volumes: readonly Volume[], find: Find): CloudInitDocuments {
  for (const { field, value } of volumes) {
    for (const key of CLOUD_INIT) {
      const source = data(value[key]);
      if (source === undefined) continue;
      const look = (kind: 'user' | 'network', ref: string): DocumentView | undefined =>
        inlineDocument(object, `${field}.${key}`, source, `${kind}Data`) ??
        storedDocument(find('Secret', object.namespace, text(at(source, ref, 'name')) ?? ''), kind);
      return {
        cloudInit: { field: `${field}.${key}`, configDrive: key === 'cloudInitConfigDrive', source },
        userData: look('user', 'secretRef'),
        networkData: look('network', 'networkDataSecretRef'),
      };
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

/** Reads documents, each text once however many VMs have it. */
export class DocumentReader {
  private readonly networks = new Map<string, NetConfig>();
  private readonly users = new Map<string, UserConfig>();

  public network(document: DocumentView | undefined): NetConfig | undefined {
    return document && remembered(this.networks, document.text, readNetConfig);
  }

  public user(document: DocumentView | undefined): UserConfig | undefined {
    return document && remembered(this.users, document.text, readUserConfig);
  }
}

function remembered<T>(known: Map<string, T>, key: string, read: (key: string) => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = read(key);
  known.set(key, made);
  return made;
}
