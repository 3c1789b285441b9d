// Some readers follow YAML 1.2, PyYAML in the guest (and many tools) YAML 1.1: both must see the same.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { runPython, yamlFiles } from '../report.mjs';

const script = join(dirname(fileURLToPath(import.meta.url)), 'read.py');

export async function suite({ dist, report }) {
  const { version } = createRequire(import.meta.url)('yaml/package.json');
  report.note(`part: yaml ${version}`);
  const texts = yamlFiles(dist).map((file) => ({ ...file, ours: read(file.text) }));
  for (const { name, ours } of [...texts]) {
    for (const [index, document] of (ours.documents ?? []).entries()) {
      for (const inner of innerDocuments(document)) {
        texts.push({
          name: `${name} document ${index} ${inner.at}`,
          text: inner.text,
          ours: read(inner.text),
          one: true,
        });
      }
    }
  }

  const theirs = [];
  await runPython(script, [], {
    input: JSON.stringify(texts.map(({ text }) => text)),
    onLine: (answer) => {
      if (answer.version) report.note(`part: PyYAML ${answer.version}`);
      else theirs.push(answer);
    },
  });

  for (const [index, { name, ours, one }] of texts.entries()) {
    const why = fault(ours, theirs[index], one);
    if (why) report.fail(name, why);
    else report.pass(`${name}: ${ours.documents.length === 1 ? '1 document' : `${ours.documents.length} documents`}`);
  }
}

function fault(ours, theirs, one) {
  if (ours.error) return `yaml: ${ours.error}`;
  if (theirs === undefined) return 'PyYAML gave no answer';
  if (theirs.error) return `PyYAML: ${theirs.error}`;
  if (one && ours.documents.length !== 1) return `${ours.documents.length} documents where cloud-init reads one`;
  return difference(ours.documents, theirs.documents, '');
}

function read(text) {
  // Integers as they stand: JavaScript's numbers would hide what is lost.
  const documents = parseAllDocuments(text, { intAsBigInt: true });
  const bad = documents.flatMap((document) => [...document.errors, ...document.warnings]);
  if (bad.length > 0) return { error: bad[0].message.split('\n')[0] };
  try {
    return { documents: documents.map((document) => plain(document.toJS({ mapAsMap: true }))) };
  } catch (error) {
    return { error: error.message }; // an alias without its anchor shows only here
  }
}

/** The same form that read.py gives: JSON, with a tagged object for what JSON has no word for. */
function plain(value) {
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [plain(key), plain(item)]);
    return entries.every(([key]) => typeof key === 'string') ? Object.fromEntries(entries) : { '!map': entries };
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : { '!int': value.toString() };
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return { '!float': String(value) };
  return value;
}

function difference(ours, theirs, at) {
  if (isDeepStrictEqual(ours, theirs)) return undefined;
  if (isBranch(ours) && isBranch(theirs) && Array.isArray(ours) === Array.isArray(theirs)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      const found = difference(ours[key], theirs[key], `${at}.${key}`);
      if (found) return found;
    }
  }
  return `at ${at || '.'} yaml reads ${JSON.stringify(ours)}, PyYAML ${JSON.stringify(theirs)}`;
}

function isBranch(value) {
  return typeof value === 'object' && value !== null;
}

const keys = ['userdata', 'userData', 'networkdata', 'networkData'];

/** The cloud-init documents that an object carries as text. */
function* innerDocuments(object) {
  if (object?.kind === 'Secret') {
    for (const key of keys) {
      yield* yamlText(`stringData.${key}`, key, object.stringData?.[key]);
      yield* yamlText(`data.${key}`, key, decoded(object.data?.[key]));
    }
  }
  for (const volume of object?.spec?.template?.spec?.volumes ?? []) {
    const source = volume.cloudInitNoCloud ?? volume.cloudInitConfigDrive ?? {};
    for (const key of ['userData', 'networkData']) {
      yield* yamlText(`volume ${volume.name} ${key}`, key, source[key]);
      yield* yamlText(`volume ${volume.name} ${key}Base64`, key, decoded(source[`${key}Base64`]));
    }
  }
}

function* yamlText(at, key, text) {
  if (text === undefined) return;
  // User data may as well be a script, which is no YAML.
  if (key.toLowerCase() === 'userdata' && !text.startsWith('#cloud-config')) return;
  yield { at, text };
}

function decoded(text) {
  return text === undefined ? undefined : Buffer.from(text, 'base64').toString('utf8');
}
