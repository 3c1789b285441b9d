// Manifests as they stand in the files, and what may differ when the server gives them back.
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';

/** The objects of a file, in its order: `{ text, sent, kind, namespace, name, title }`. Throws if it is no YAML. */
export function readObjects({ text }) {
  // A key written twice is left to the server.
  return parseAllDocuments(text, { uniqueKeys: false }).map((document, index) => {
    if (document.errors.length > 0) throw document.errors[0];
    const sent = document.toJS();
    const { apiVersion, kind, metadata } = sent ?? {};
    if (!apiVersion || !kind || !metadata?.name)
      throw new Error(`document ${index} is no object: ${JSON.stringify(sent)}`);
    const { name, namespace = 'default' } = metadata;
    const [from, , to] = document.range;
    return { text: text.slice(from, to), sent, kind, namespace, name, title: `${kind} ${namespace}/${name}` };
  });
}

/** What the server makes of an object, and how that is taken back. All else must come back as it was sent. */
export const defaults = [
  {
    what: 'every object gets metadata.creationTimestamp, generation, managedFields, resourceVersion and uid',
    undo(back) {
      for (const key of ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'uid']) {
        delete back.metadata[key];
      }
    },
  },
  {
    what: "a Secret's stringData comes back as data, in base64",
    undo(back, sent) {
      if (sent.kind !== 'Secret' || !sent.stringData || !back.data) return;
      back.stringData = {};
      for (const key of Object.keys(sent.stringData).filter((one) => one in back.data)) {
        back.stringData[key] = Buffer.from(back.data[key], 'base64').toString('utf8');
        delete back.data[key];
      }
      if (!sent.data && Object.keys(back.data).length === 0) delete back.data;
    },
  },
  {
    what: 'a Secret without a type gets type: Opaque',
    undo(back, sent) {
      if (sent.kind === 'Secret' && !('type' in sent) && back.type === 'Opaque') delete back.type;
    },
  },
];

/** The first difference between what was sent and what came back, defaults aside. */
export function difference(sent, got) {
  const back = structuredClone(got);
  for (const { undo } of defaults) undo(back, sent);
  return firstDifference(sent, back, '');
}

export function firstDifference(one, other, at) {
  if (isDeepStrictEqual(one, other)) return undefined;
  if (isBranch(one) && isBranch(other) && Array.isArray(one) === Array.isArray(other)) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const found = firstDifference(one[key], other[key], `${at}.${key}`);
      if (found) return found;
    }
  }
  return `${at || '.'} was ${JSON.stringify(one)}, is ${JSON.stringify(other)}`;
}

function isBranch(value) {
  return typeof value === 'object' && value !== null;
}

/** A copy with the last key of a path misspelt, in the first item that has it where there are lists; undefined without it. */
export function misspelt(value, [key, ...rest], wrong) {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const copy = misspelt(item, [key, ...rest], wrong);
      if (copy) return value.with(index, copy);
    }
    return undefined;
  }
  if (value?.[key] === undefined) return undefined;
  const { [key]: found, ...others } = value;
  if (rest.length === 0) return { ...others, [wrong]: found };
  const copy = misspelt(found, rest, wrong);
  return copy && { ...others, [key]: copy };
}

/** What a VM names: `Kind namespace/name`, of this library's kinds. */
export function* namedBy({ sent, namespace }) {
  const { networks, volumes, accessCredentials } = sent.spec?.template?.spec ?? {};
  for (const { multus } of networks ?? []) {
    const name = multus?.networkName;
    if (name) yield `NetworkAttachmentDefinition ${name.includes('/') ? name : `${namespace}/${name}`}`;
  }
  for (const { dataVolume, cloudInitNoCloud: seed } of volumes ?? []) {
    if (dataVolume) yield `DataVolume ${namespace}/${dataVolume.name}`;
    for (const secret of new Set([seed?.secretRef?.name, seed?.networkDataSecretRef?.name])) {
      if (secret) yield `Secret ${namespace}/${secret}`;
    }
  }
  for (const { sshPublicKey: keys, userPassword: password } of accessCredentials ?? []) {
    const secret = (keys ?? password)?.source?.secret?.secretName;
    if (secret) yield `Secret ${namespace}/${secret}`;
  }
}
