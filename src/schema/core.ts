import { at, type Data, data, text } from '../values';
import { report, type Walk } from './fault';
import type { Kind } from './kinds';
import { schemaNodes } from './node';
import { fields, flag, mapOf, word } from './object-fields';

const bytes = { type: 'string', format: 'byte', nullable: true };
const node = schemaNodes();

/** The kinds of Kubernetes itself that VMs read from; a server decodes them by their Go types. */
export const coreKinds: ReadonlyMap<string, Kind> = new Map([
  [
    'v1 Secret',
    {
      schema: node(fields({ data: mapOf(bytes), stringData: mapOf(word), type: word, immutable: flag })),
      namespaced: true,
      statusApart: false,
      check: secretFaults,
    },
  ],
  [
    'v1 ConfigMap',
    {
      schema: node(fields({ data: mapOf(word), binaryData: mapOf(bytes), immutable: flag })),
      namespaced: true,
      statusApart: false,
      check: configMapFaults,
    },
  ],
]);

function secretFaults(walk: Walk, secret: Data): void {
  const own = data(secret.data) ?? {};
  const plain = data(secret.stringData) ?? {};
  for (const key of Object.keys(own)) keyFault(walk, 'data', key);
  for (const key of Object.keys(plain)) keyFault(walk, 'stringData', key);
  const covered = Object.entries(own).filter(([key]) => !Object.hasOwn(plain, key));
  sizeFault(walk, sum(covered.map(([, value]) => decoded(value))) + sum(Object.values(plain).map(length)), 'data');
  typeFaults(walk, secret, { ...own, ...plain });
}

/** What a Secret of a known type must hold. */
function typeFaults(walk: Walk, secret: Data, held: Data): void {
  const type = text(secret.type) ?? '';
  const account = 'kubernetes.io/service-account.name';
  if (type === 'kubernetes.io/service-account-token' && !at(secret, 'metadata', 'annotations', account)) {
    report(walk, 'required', `${account} is missing`, 'name the service account', 'metadata', 'annotations', account);
  }
  const keys = needed.get(type) ?? [];
  const absent = keys.filter((key) => (type === sshAuth ? !held[key] : !Object.hasOwn(held, key)));
  if (type === 'kubernetes.io/basic-auth' && absent.length < keys.length) return;
  for (const key of absent) {
    report(
      walk,
      'secret-type',
      `a Secret of the type ${type} lacks ${key}`,
      `add ${key} or leave out type`,
      'data',
      key,
    );
  }
  for (const key of keys.filter((name) => name.startsWith('.docker') && Object.hasOwn(held, name))) {
    if (isJsonMapping(content(secret, key))) continue;
    report(walk, 'secret-type', `${key} is no JSON mapping`, 'write what docker login has written', 'data', key);
  }
}

function content(secret: Data, key: string): string {
  const plain = text(data(secret.stringData)?.[key]);
  return plain ?? Buffer.from(text(data(secret.data)?.[key]) ?? '', 'base64').toString();
}

function isJsonMapping(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return value === null || data(value) !== undefined;
  } catch {
    return false;
  }
}

const sshAuth = 'kubernetes.io/ssh-auth';

const needed: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/dockercfg', ['.dockercfg']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/basic-auth', ['username', 'password']],
  [sshAuth, ['ssh-privatekey']],
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
]);

function configMapFaults(walk: Walk, map: Data): void {
  const own = data(map.data) ?? {};
  const binary = data(map.binaryData) ?? {};
  for (const key of Object.keys(own)) {
    keyFault(walk, 'data', key);
    if (!Object.hasOwn(binary, key)) continue;
    report(walk, 'data-key', `${key} stands in binaryData too`, 'keep one of the two', 'data', key);
  }
  for (const key of Object.keys(binary)) keyFault(walk, 'binaryData', key);
  sizeFault(walk, sum(Object.values(own).map(length)) + sum(Object.values(binary).map(decoded)));
}

function keyFault(walk: Walk, field: string, key: string): void {
  if (key.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(key) && key !== '.' && !key.startsWith('..')) return;
  const fix = 'use at most 253 letters, digits, dots, hyphens and underscores, without .. at the front';
  report(walk, 'data-key', `${JSON.stringify(key.slice(0, 80))} cannot be a key`, fix, field, key);
}

const MOST = 1024 * 1024;

function sizeFault(walk: Walk, size: number, ...steps: string[]): void {
  if (size > MOST) report(walk, 'data-size', `all values have ${size} bytes`, `keep at most ${MOST} bytes`, ...steps);
}

const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);
const length = (value: unknown): number => Buffer.byteLength(text(value) ?? '');
const decoded = (value: unknown): number => Buffer.byteLength(text(value) ?? '', 'base64');
