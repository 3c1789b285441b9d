import { credentialsIn } from '../cloud-init';
import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at, type Data, data, list, text } from '../values';
import { userDocuments } from './documents';
import type { Found, Rule } from './rule';

const { ERROR, WARNING } = FindingSeverity;

/** Why nobody can log in: https://cloudinit.readthedocs.io/en/latest/reference/modules.html#users-and-groups */
export const guestLogin: readonly Rule[] = [
  { id: 'default-user-missing', family: 'guest', check: (set) => each(set, ERROR, defaultUserMissing) },
  { id: 'password-not-hashed', family: 'guest', check: (set) => each(set, ERROR, passwordNotHashed) },
  { id: 'password-locked', family: 'guest', check: (set) => each(set, WARNING, passwordLocked) },
  { id: 'user-key-ignored', family: 'guest', check: (set) => each(set, WARNING, userKeyIgnored) },
];

type Fault = readonly [message: string, fix: string];

function* each(set: Manifests, severity: FindingSeverity, faults: (config: Data) => Iterable<Fault>): Iterable<Found> {
  for (const { vm, document, user } of userDocuments(set)) {
    // A cheap look at the text saves reading its YAML.
    const config = /passw|passwd|users?\b|ssh_authorized_keys/i.test(document.text) ? user.config() : undefined;
    if (config === undefined) continue;
    for (const [message, fix] of faults(config)) {
      yield { severity, object: document.object, field: document.field, message, fix, related: [vm] };
    }
  }
}

/** Keys beside `users` are for the default user: a list without it makes none. */
function* defaultUserMissing(config: Data): Iterable<Fault> {
  const people = config.users;
  if (!Array.isArray(people) || people.length === 0 || people.some((item) => isDefault(item))) return;
  for (const key of ['ssh_authorized_keys', 'password']) {
    if (config[key] === undefined) continue;
    // chpasswd may name the user as well.
    yield [
      `${key} is for the default user, and the list users makes none: it reaches nobody`,
      `put it into an entry of users, or add the entry default`,
    ];
  }
}

function isDefault(item: unknown): boolean {
  return item === 'default' || at(item, 'name') === 'default';
}

function* passwordNotHashed(config: Data): Iterable<Fault> {
  const hashed = /(^|\.)(passwd|hashed[_-]passwd)$|^chpasswd\.users/;
  for (const { path, plain } of credentialsIn(config)) {
    if (!plain || !hashed.test(path) || (path.startsWith('chpasswd') && isTyped(config, path))) continue;
    yield [
      `${path} wants a hash, and its value is none: no password fits it`,
      'write a hash, as mkpasswd --method=sha-512 makes it',
    ];
  }
}

/** chpasswd takes a password as it stands where the entry says so. */
function isTyped(config: Data, path: string): boolean {
  const place = /\[(\d+)\]/.exec(path)?.[1] ?? '';
  const type = at(list(at(config, 'chpasswd', 'users'))[Number(place)], 'type');
  return type !== undefined && type !== 'hash';
}

/** cloud-init locks the password of a user unless it is told not to. */
function* passwordLocked(config: Data): Iterable<Fault> {
  const unlocked = JSON.stringify(config.chpasswd ?? '');
  for (const { path, user } of people(config)) {
    const key = ['passwd', 'plain_text_passwd', 'hashed_passwd'].find((name) => user[name] !== undefined);
    const open = user.lock_passwd === false || user['lock-passwd'] === false || user.lock_passwd === 'false';
    if (key === undefined || open) continue;
    const name = text(user.name);
    if (name !== undefined && unlocked.includes(name)) continue;
    yield [`${path}.${key} is locked: lock_passwd is true unless it is said`, 'write lock_passwd: false beside it'];
  }
}

const MEANT: Record<string, string> = {
  password: 'passwd, with a hash, or plain_text_passwd',
  lockPasswd: 'lock_passwd',
  lock_password: 'lock_passwd',
  ssh_keys: 'ssh_authorized_keys',
  ssh_key: 'ssh_authorized_keys',
  'ssh-key': 'ssh_authorized_keys',
  ssh_authorized_key: 'ssh_authorized_keys',
  authorized_keys: 'ssh_authorized_keys',
  sshAuthorizedKeys: 'ssh_authorized_keys',
  sudoers: 'sudo',
};

function* userKeyIgnored(config: Data): Iterable<Fault> {
  for (const { path, user } of people(config)) {
    for (const key of Object.keys(user)) {
      if (!Object.hasOwn(MEANT, key)) continue;
      yield [`${path}.${key} is no key of a user: cloud-init passes over it`, `write ${MEANT[key]}`];
    }
  }
}

function people(config: Data): readonly { readonly path: string; readonly user: Data }[] {
  const listed = list(config.users).map((item, i) => ({ path: `users[${i}]`, user: data(item) }));
  return [{ path: 'user', user: data(config.user) }, ...listed].flatMap(({ path, user }) =>
    user === undefined ? [] : [{ path, user }],
  );
}
