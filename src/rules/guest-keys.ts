import { FindingSeverity } from '../findings';
import type { Manifests, VmView } from '../manifest';
import { at, data, list, text } from '../values';
import type { Found, Rule } from './rule';

const severity = FindingSeverity.ERROR;

/** What becomes of the keys that KubeVirt hands to cloud-init as metadata. */
export const guestKeys: readonly Rule[] = [
  { id: 'ssh-key-lines', family: 'guest', check: sshKeyLines },
  { id: 'ssh-keys-reach-nobody', family: 'guest', check: sshKeysReachNobody },
];

/** cloud-init puts a restriction before the first line of an entry only: the second one would be a root login. */
function* sshKeyLines({ vms, find }: Manifests): Iterable<Found> {
  const seen = new Set<string>();
  for (const vm of vms) {
    for (const name of keySecrets(vm)) {
      const secret = find('Secret', vm.namespace, name);
      if (secret === undefined || seen.has(secret.id)) continue;
      seen.add(secret.id);
      for (const { field, value } of entries(secret.doc)) {
        if (value.trim().split('\n').length < 2) continue;
        const isPrivate = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value);
        yield {
          severity,
          object: secret,
          field,
          message: isPrivate
            ? 'the entry holds a private key: KubeVirt writes it onto the cloud-init disk of the guest'
            : 'the entry has more than one line: the second key would let root log in',
          fix: isPrivate
            ? 'put the public key there, and take the private one out of the Secret'
            : 'put each public key into an entry of its own',
          related: [vm],
        };
      }
    }
  }
}

/** Metadata keys go to cloud-init's default user: a list of users without the word `default` leaves none. */
function* sshKeysReachNobody({ vms }: Manifests): Iterable<Found> {
  const seen = new Set<string>();
  for (const vm of vms) {
    if (keySecrets(vm).length === 0 || vm.userData === undefined || seen.has(vm.userData.object.id)) continue;
    seen.add(vm.userData.object.id);
    const config = /\busers\b/.test(vm.userData.text) ? vm.userConfig()?.config() : undefined;
    if (config === undefined || config.users === undefined) continue;
    if (list(config.users).includes('default')) continue;
    yield {
      severity,
      object: vm.userData.object,
      field: vm.userData.field,
      message: 'the list users has no entry "default": the keys of accessCredentials reach nobody',
      fix: 'add the entry default to users, or put the keys into an entry of it',
      fixInProps: 'declare the user by cloudInitUser, or add the entry default to users',
      related: [vm],
    };
  }
}

/** Secrets whose keys go into the metadata; the guest agent writes them itself. */
function keySecrets(vm: VmView): readonly string[] {
  return list(vm.spec.accessCredentials).flatMap((item) => {
    const method = at(item, 'sshPublicKey', 'propagationMethod');
    const name = text(at(item, 'sshPublicKey', 'source', 'secret', 'secretName'));
    return name !== undefined && data(at(method, 'qemuGuestAgent')) === undefined ? [name] : [];
  });
}

function entries(secret: unknown): readonly { readonly field: string; readonly value: string }[] {
  const read = (key: string, decode: (value: string) => string) =>
    Object.entries(data(at(secret, key)) ?? {}).map(([entry, value]) => ({
      field: `${key}.${entry}`,
      value: typeof value === 'string' ? decode(value) : '',
    }));
  return [
    ...read('stringData', (value) => value),
    ...read('data', (value) => Buffer.from(value, 'base64').toString('utf8')),
  ];
}
