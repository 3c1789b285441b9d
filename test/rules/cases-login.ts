import { FindingSeverity } from '../../src/findings';
import type { Data } from '../../src/values';
import { HASH, PASSWORD } from './cases-guest';
import { cloudConfig, file, secret, vm } from './documents';
import { type RuleCase, ruleCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

const DB = 'VirtualMachine/vms/db';
const DOCS = 'Secret/vms/docs';
const USER_DATA = 'stringData.userdata';
const KEY = 'ssh-ed25519 AAAA1 ann';

/** A VM with user data in a Secret. */
const said = (...lines: readonly string[]) =>
  file(
    secret('docs', { userdata: cloudConfig(...lines) }),
    vm('db', { volumes: [{ name: 'c', cloudInitNoCloud: { secretRef: { name: 'docs' } } }] }),
  );
const inVm = (...lines: readonly string[]) =>
  file(vm('db', { volumes: [{ name: 'c', cloudInitNoCloud: { userData: cloudConfig(...lines) } }] }));

const access = (...names: readonly string[]) =>
  file(
    vm('db', {
      spec: {
        accessCredentials: names.map((secretName) => ({
          userPassword: { source: { secret: { secretName } }, propagationMethod: { qemuGuestAgent: {} } },
        })),
      },
    }),
  );
const longest = (name: string) => file(vm(name));
const keeping = (name: string, domain: Data) => file(vm(name, { spec: { domain: { devices: {}, ...domain } } }));
const efi = (more: Data) => ({ firmware: { bootloader: { efi: { secureBoot: false, ...more } } } });
const CREDENTIAL = 'spec.template.spec.accessCredentials';

export const loginCases: readonly RuleCase[] = [
  ruleCase(
    ['default-user-missing', ERROR, DOCS, USER_DATA],
    ['ssh_authorized_keys is for the default user', 'put it into an entry of users'],
    ['keys for a user who is not made', said('users: [{name: ops}]', `ssh_authorized_keys: [${KEY}]`)],
    ['who is', said('users: [default, {name: ops}]', `ssh_authorized_keys: [${KEY}]`)],
  ),
  ruleCase(
    ['password-not-hashed', ERROR, DOCS, USER_DATA],
    ['users[0].passwd wants a hash', 'write a hash'],
    ['a password for a hash', said('users:', `  - {name: ops, lock_passwd: false, passwd: ${PASSWORD}}`)],
    ['a hash', said('users:', `  - {name: ops, lock_passwd: false, passwd: "${HASH}"}`)],
    { also: ['plain-password'] },
  ),
  ruleCase(
    ['password-not-hashed', ERROR, DOCS, USER_DATA],
    ['chpasswd.users[0].password wants a hash', 'write a hash'],
    ['a password without a type, which is a hash', said('chpasswd: {users: [{name: ops, password: abc}]}')],
    ['which says that it is a text', said('chpasswd: {users: [{name: ops, password: abc, type: text}]}')],
    { also: ['plain-password'], missAlso: ['plain-password'] },
  ),
  ruleCase(
    ['password-locked', WARNING, DOCS, USER_DATA],
    ['users[0].passwd is locked', 'write lock_passwd: false'],
    ['a hash that nobody unlocks', said('users:', `  - {name: ops, passwd: "${HASH}"}`)],
    ['unlocked', said('users:', `  - {name: ops, passwd: "${HASH}", lock_passwd: false}`)],
  ),
  ruleCase(
    ['user-key-ignored', WARNING, DOCS, USER_DATA],
    ['user.ssh_keys is no key of a user', 'write ssh_authorized_keys'],
    ['another word for the keys', said(`user: {name: ops, ssh_keys: [${KEY}]}`)],
    ['cloud-init’s word', said(`user: {name: ops, ssh_authorized_keys: [${KEY}]}`)],
  ),
  ruleCase(
    ['credential-in-vm', WARNING, DB, 'spec.template.spec.volumes[0].cloudInitNoCloud.userData'],
    ['user.passwd, the hash of a password, stands in the VM itself', 'put the user data into a Secret'],
    ['a hash in the VM', inVm(`user: {name: ops, lock_passwd: false, passwd: "${HASH}"}`)],
    ['in a Secret', said(`user: {name: ops, lock_passwd: false, passwd: "${HASH}"}`)],
  ),
  ruleCase(
    ['credential-in-vm', WARNING, DB, 'spec.template.spec.volumes[0].cloudInitNoCloud.userData'],
    ['a private key stands in the VM itself', 'put the user data into a Secret'],
    ['a private key in the VM', inVm('write_files:', '  - content: |', '      -----BEGIN OPENSSH PRIVATE KEY-----')],
    ['a public one', inVm('write_files:', '  - content: |', '      -----BEGIN PUBLIC KEY-----')],
  ),
  ruleCase(
    ['name-too-long', ERROR, `VirtualMachine/vms/${'d'.repeat(64)}`, 'metadata.name'],
    ['has 64 characters', 'use at most 63'],
    ['a VM of 64 characters', longest('d'.repeat(64))],
    ['63 characters', longest('d'.repeat(63))],
  ),
  ruleCase(
    ['name-too-long', ERROR, DB, `${CREDENTIAL}[0].userPassword.source.secret.secretName`],
    ['has 52 characters', 'use at most 51'],
    ['a Secret of 52 characters', access('s'.repeat(52))],
    ['51 characters', access('s'.repeat(51))],
  ),
  ruleCase(
    ['name-near-limit', WARNING, `VirtualMachine/vms/${'d'.repeat(37)}`, 'metadata.name'],
    ['has 37 characters, and the VM keeps the state of its TPM', 'use at most 36'],
    [
      'a TPM with a state, in a VM of 37 characters',
      keeping('d'.repeat(37), { devices: { tpm: { persistent: true } } }),
    ],
    ['36 characters', keeping('d'.repeat(36), { devices: { tpm: { persistent: true } } })],
  ),
  ruleCase(
    ['name-near-limit', WARNING, `VirtualMachine/vms/${'d'.repeat(37)}`, 'metadata.name'],
    ['keeps the state of its firmware', 'use at most 36'],
    ['a firmware with a state, in a VM of 37 characters', keeping('d'.repeat(37), efi({ persistent: true }))],
    ['a firmware without one', keeping('d'.repeat(37), efi({}))],
  ),
  ruleCase(
    ['access-secret-twice', ERROR, DB, `${CREDENTIAL}[1].userPassword.source.secret.secretName`],
    ['the Secret "ops" stands in two accessCredentials', 'name each Secret once'],
    ['one Secret in two places', access('ops', 'ops')],
    ['two Secrets', access('ops', 'adm')],
  ),
];
