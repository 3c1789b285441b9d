import { at, data, list } from '../values';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, type Part, parts, type Template } from './template';

/** Keys and passwords that KubeVirt brings into the guest. */
export const accessCredentialRules: readonly TemplateRule[] = [
  { id: 'access-credentials', stage: 'vm', check: accessCredentials },
];

const TYPES: Readonly<Record<string, readonly string[]>> = {
  sshPublicKey: ['configDrive', 'noCloud', 'qemuGuestAgent'],
  userPassword: ['qemuGuestAgent'],
};

function* accessCredentials(template: Template): Iterable<Flaw> {
  const { spec, path } = template;
  for (const credential of parts(spec.accessCredentials, `${path}.accessCredentials`)) {
    const found = Object.keys(TYPES).filter((type) => has(credential.value, type));
    if (found.length !== 1) {
      const message = `the credential is ${found.length === 0 ? 'nothing' : found.join(' and ')}`;
      yield flaw(credential.field, message, `set exactly one of ${Object.keys(TYPES).join(', ')}`);
    }
    for (const type of found) yield* one(template, credential, type);
  }
}

function* one({ volumes }: Template, { field, value }: Part, type: string): Iterable<Flaw> {
  const where = `${field}.${type}`;
  if (data(at(value, type, 'source', 'secret')) === undefined) {
    yield flaw(`${where}.source`, 'the credential has no source', 'set source.secret');
  }
  const methods = data(at(value, type, 'propagationMethod')) ?? {};
  const found = (TYPES[type] ?? []).filter((method) => has(methods, method));
  const method = `${where}.propagationMethod`;
  if (found.length !== 1) {
    const message = `the credential has ${found.length === 0 ? 'no way' : 'more than one way'} into the guest`;
    yield flaw(method, message, `set exactly one of ${TYPES[type]?.join(', ')}`);
  }
  if (type !== 'sshPublicKey') return;
  for (const [key, source] of [
    ['noCloud', 'cloudInitNoCloud'],
    ['configDrive', 'cloudInitConfigDrive'],
  ] as const) {
    if (!found.includes(key) || volumes.some((volume) => has(volume.value, source))) continue;
    yield flaw(method, `${key} needs a volume ${source}, and there is none`, `add one, or use qemuGuestAgent`);
  }
  if (!found.includes('qemuGuestAgent') || list(at(methods, 'qemuGuestAgent', 'users')).length > 0) return;
  yield flaw(`${method}.qemuGuestAgent.users`, 'the key is for no user', 'list at least one user');
}
