import { type Data, data, text } from '../values';
import { word } from './draft';
import { type Flaw, flaw, type TemplateRule } from './rule';
import type { Template } from './template';

/** cloud-init documents in the spec. Their text never shows in a message: it may hold passwords. */
export const cloudInitRules: readonly TemplateRule[] = [
  { id: 'cloudinit-size', stage: 'vm', check: each(size) },
  { id: 'cloudinit-one-source', stage: 'vm', check: each(oneSource) },
  { id: 'cloudinit-base64', stage: 'vm', check: each(base64) },
];

/** KubeVirt keeps each version of a VM, and wants them small. */
const MOST_BYTES = 2048;
const DOCUMENTS = ['userData', 'networkData'] as const;
const REFS = { userData: 'secretRef', networkData: 'networkDataSecretRef' };

function each(check: (source: Data, field: string) => Iterable<Flaw>): (template: Template) => Iterable<Flaw> {
  return function* ({ volumes }) {
    for (const { field, value } of volumes) {
      // Of two, KubeVirt looks at the first of these.
      const key = ['cloudInitNoCloud', 'cloudInitConfigDrive'].find((one) => data(value[one]) !== undefined);
      const source = key && data(value[key]);
      if (source) yield* check(source, `${field}.${key}`);
    }
  };
}

function sources(source: Data, document: (typeof DOCUMENTS)[number]): readonly string[] {
  const inline = [document, `${document}Base64`].filter((key) => word(source[key]) !== undefined);
  const ref = REFS[document];
  return word(data(source[ref])?.name) === undefined ? inline : [...inline, ref];
}

function* size(source: Data, field: string): Iterable<Flaw> {
  for (const document of DOCUMENTS) {
    const plain = word(source[document]);
    const encoded = word(source[`${document}Base64`]) ?? '';
    const bytes = plain === undefined ? decoded(encoded) : Buffer.byteLength(plain, 'utf8');
    if (bytes <= MOST_BYTES) continue;
    const key = plain === undefined ? `${document}Base64` : document;
    const message = `the document has ${bytes} bytes, and KubeVirt takes ${MOST_BYTES} in the VM itself`;
    yield flaw(`${field}.${key}`, message, `put it into a Secret, and name that in ${REFS[document]}`);
  }
}

function* oneSource(source: Data, field: string): Iterable<Flaw> {
  const found = DOCUMENTS.map((document) => sources(source, document));
  for (const keys of found.filter((one) => one.length > 1)) {
    yield flaw(field, `${keys.join(' and ')} give one document twice`, 'keep one of them');
  }
  if (found.every((keys) => keys.length === 0)) {
    yield flaw(field, 'there is neither user data nor network data', 'set secretRef, userData or networkData');
  }
}

function* base64(source: Data, field: string): Iterable<Flaw> {
  for (const document of DOCUMENTS) {
    const key = `${document}Base64`;
    const encoded = word(source[key]);
    if (encoded === undefined || isBase64(encoded)) continue;
    yield flaw(`${field}.${key}`, 'the text is no base64', 'encode it with padding, or use the plain field');
  }
}

/** Go's StdEncoding: padded, and line breaks do not count. */
function isBase64(encoded: string): boolean {
  const plain = encoded.replace(/[\r\n]/g, '');
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
}

function decoded(encoded: string): number {
  return isBase64(encoded) ? Buffer.from(text(encoded) ?? '', 'base64').length : 0;
}
