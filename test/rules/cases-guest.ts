import { FindingSeverity } from '../../src/findings';
import { cloudConfig, cloudInitFrom, file, keysFrom, networkConfig, networkDataInline, secret, vm } from './documents';
import type { RuleCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

/** They stand in documents below, and in no finding. */
export const PASSWORD = 'correct-horse-battery';
export const HASH = '$6$rounds=4096$saltsalt$OUWwLHj0cX4Zb0gT0kUnLUtO5zUaCCeJfcbIiVzkXzE';

const DB = 'VirtualMachine/vms/db';
const DOCUMENTS = 'Secret/vms/db-cloud-init';
const KEYS = 'Secret/vms/db-keys';
const VOLUMES = 'spec.template.spec.volumes';

const nics = [
  { name: 'lan', nad: 'lan', macAddress: '02:00:00:00:00:01' },
  { name: 'wan', nad: 'wan', macAddress: '02:00:00:00:00:02' },
];
const match = (last: number) => ({ match: { macaddress: `02:00:00:00:00:0${last}` } });

const listed = networkConfig({
  lan: { ...match(1), dhcp4: true },
  wan: { ...match(2), dhcp4: true, 'dhcp4-overrides': { 'use-routes': false } },
});

/** A VM whose documents are in a Secret. */
function withDocuments(documents: object) {
  const whole = { userdata: cloudConfig(), networkdata: listed, ...documents };
  return file(secret('db-cloud-init', whole), vm('db', { nics, volumes: [cloudInitFrom('db-cloud-init')] }));
}

function withKeys(keys: object, userdata?: string) {
  return file(
    secret('db-keys', { ...keys }),
    ...(userdata === undefined ? [] : [secret('db-cloud-init', { userdata })]),
    vm('db', {
      volumes: [{ name: 'c', cloudInitNoCloud: { secretRef: { name: 'db-cloud-init' } } }],
      spec: keysFrom('db-keys'),
    }),
  );
}

const dataVolume = (url: string) => ({
  apiVersion: 'cdi.kubevirt.io/v1beta1',
  kind: 'DataVolume',
  metadata: { name: 'image', namespace: 'vms' },
  spec: { source: { http: { url } }, storage: { resources: { requests: { storage: '10Gi' } } } },
});

const containerDisk = { name: 'live', containerDisk: { image: 'quay.io/containerdisks/debian:12' } };
const claim = { name: 'system', persistentVolumeClaim: { claimName: 'system' } };

/** A document of so many bytes. */
const inline = (documents: object) => vm('db', { volumes: [{ name: 'cloudinitdisk', cloudInitNoCloud: documents }] });

export const guestCases: readonly RuleCase[] = [
  {
    rule: 'two-default-routes',
    say: 'a default route on two NICs',
    hit: withDocuments({
      networkdata: networkConfig({
        lan: { ...match(1), addresses: ['192.168.1.10/24'], routes: [{ to: '0.0.0.0/0', via: '192.168.1.1' }] },
        wan: { ...match(2), addresses: ['192.168.2.10/24'], routes: [{ to: '0.0.0.0/0', via: '192.168.2.1' }] },
      }),
    }),
    finding: {
      severity: ERROR,
      object: DOCUMENTS,
      field: 'stringData.networkdata',
      message: 'the NICs "lan" and "wan" all have an IPv4 default route',
      fix: 'keep one',
    },
    but: 'one of them is of the other family',
    miss: withDocuments({
      networkdata: networkConfig({
        lan: { ...match(1), addresses: ['192.168.1.10/24'], routes: [{ to: '0.0.0.0/0', via: '192.168.1.1' }] },
        wan: { ...match(2), addresses: ['2001:db8::10/64'], routes: [{ to: '::/0', via: '2001:db8::1' }] },
      }),
    }),
  },
  {
    rule: 'two-default-routes',
    say: 'an IPv6 default route on two NICs, in the VM itself',
    hit: file(
      vm('db', {
        nics,
        volumes: [
          networkDataInline(
            networkConfig({
              lan: { ...match(1), addresses: ['2001:db8:1::10/64'], routes: [{ to: '::/0', via: '2001:db8:1::1' }] },
              wan: { ...match(2), addresses: ['2001:db8:2::10/64'], routes: [{ to: '::/0', via: '2001:db8:2::1' }] },
            }),
          ),
        ],
      }),
    ),
    finding: {
      severity: ERROR,
      object: DB,
      field: `${VOLUMES}[0].cloudInitNoCloud.networkData`,
      message: 'the NICs "lan" and "wan" all have an IPv6 default route',
      fix: 'keep one',
    },
    but: 'the other routes go to networks',
    miss: file(
      vm('db', {
        nics,
        volumes: [
          networkDataInline(
            networkConfig({
              lan: { ...match(1), addresses: ['2001:db8:1::10/64'], routes: [{ to: '::/0', via: '2001:db8:1::1' }] },
              wan: {
                ...match(2),
                addresses: ['2001:db8:2::10/64'],
                routes: [{ to: '2001:db8:9::/48', via: '2001:db8:2::1' }],
              },
            }),
          ),
        ],
      }),
    ),
  },
  {
    rule: 'plain-password',
    say: 'the password of the declared user',
    hit: withDocuments({
      userdata: cloudConfig('user:', '  name: ops', '  lock_passwd: false', `  plain_text_passwd: ${PASSWORD}`),
    }),
    finding: {
      severity: WARNING,
      object: DOCUMENTS,
      field: 'stringData.userdata',
      message: 'user.plain_text_passwd is a password in plain text',
      fix: 'write its hash',
    },
    but: 'a hash of it',
    miss: withDocuments({ userdata: cloudConfig('user:', '  name: ops', '  lock_passwd: false', `  passwd: ${HASH}`) }),
  },
  {
    rule: 'plain-password',
    say: 'a password in a list of names and passwords, in the VM itself',
    hit: file(inline({ userData: cloudConfig('chpasswd:', '  list: |', `    root:${HASH}`, `    ops:${PASSWORD}`) })),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${VOLUMES}[0].cloudInitNoCloud.userData`,
      message: 'chpasswd.list[1] is a password in plain text',
      fix: 'make the Secret outside of Git',
    },
    but: 'cloud-init makes one up',
    miss: file(inline({ userData: cloudConfig('chpasswd:', '  list: |', `    root:${HASH}`, '    ops:RANDOM') })),
    missAlso: ['credential-in-vm'],
  },
  {
    rule: 'plain-password',
    say: 'a password in the Secret of a ConfigDrive',
    hit: file(
      secret('db-cloud-init', { userdata: cloudConfig(`password: ${PASSWORD}`) }),
      vm('db', {
        volumes: [{ name: 'cloudinitdisk', cloudInitConfigDrive: { secretRef: { name: 'db-cloud-init' } } }],
      }),
    ),
    finding: {
      severity: WARNING,
      object: DOCUMENTS,
      field: 'stringData.userdata',
      message: 'password is a password in plain text',
      fix: 'write its hash',
    },
    but: 'the Secret is of another namespace, so that it is not known',
    missAlso: ['reference-in-other-namespace'],
    miss: file(
      secret('db-cloud-init', { userdata: cloudConfig(`password: ${PASSWORD}`) }, 'other'),
      vm('db', {
        volumes: [{ name: 'cloudinitdisk', cloudInitConfigDrive: { secretRef: { name: 'db-cloud-init' } } }],
      }),
    ),
  },
  {
    rule: 'ssh-key-lines',
    say: 'two keys in one entry',
    hit: withKeys({ team: 'ssh-ed25519 AAAA1 ann\nssh-ed25519 AAAA2 bob\n' }),
    finding: {
      severity: ERROR,
      object: KEYS,
      field: 'stringData.team',
      message: 'the second key would let root log in',
      fix: 'put each public key into an entry of its own',
    },
    but: 'an entry for each',
    miss: withKeys({ ann: 'ssh-ed25519 AAAA1 ann\n', bob: 'ssh-ed25519 AAAA2 bob\n' }),
  },
  {
    rule: 'ssh-key-lines',
    say: 'a private key',
    hit: withKeys({ team: '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn\n-----END OPENSSH PRIVATE KEY-----\n' }),
    finding: {
      severity: ERROR,
      object: KEYS,
      field: 'stringData.team',
      message: 'the entry holds a private key',
      fix: 'put the public key there',
    },
    but: 'the public one',
    miss: withKeys({ team: 'ssh-ed25519 AAAA1 ann\n' }),
  },
  {
    rule: 'ssh-key-lines',
    say: 'two keys in one entry in base64',
    hit: file(
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'db-keys', namespace: 'vms' },
        data: { team: Buffer.from('ssh-ed25519 AAAA1 ann\nssh-ed25519 AAAA2 bob').toString('base64') },
      },
      vm('db', { spec: keysFrom('db-keys') }),
    ),
    finding: {
      severity: ERROR,
      object: KEYS,
      field: 'data.team',
      message: 'the second key would let root log in',
      fix: 'put each public key into an entry of its own',
    },
    but: 'the guest agent writes them, line by line',
    miss: file(
      secret('db-keys', { team: 'ssh-ed25519 AAAA1 ann\nssh-ed25519 AAAA2 bob' }),
      vm('db', { spec: keysFrom('db-keys', { qemuGuestAgent: { users: ['ops'] } }) }),
    ),
  },
  {
    rule: 'ssh-keys-reach-nobody',
    say: 'a list of users without the word default',
    hit: withKeys({ ann: 'ssh-ed25519 AAAA1 ann' }, cloudConfig('users:', '  - name: ops')),
    finding: {
      severity: ERROR,
      object: DOCUMENTS,
      field: 'stringData.userdata',
      message: 'the list users has no entry "default"',
      fix: 'add the entry default to users',
    },
    but: 'the word is there',
    miss: withKeys({ ann: 'ssh-ed25519 AAAA1 ann' }, cloudConfig('users:', '  - default', '  - name: ops')),
  },
  {
    rule: 'ssh-keys-reach-nobody',
    say: 'an empty list of users',
    hit: withKeys({ ann: 'ssh-ed25519 AAAA1 ann' }, cloudConfig('users: []')),
    finding: {
      severity: ERROR,
      object: DOCUMENTS,
      field: 'stringData.userdata',
      message: 'the keys of accessCredentials reach nobody',
      fix: 'add the entry default to users',
    },
    but: 'the user is declared as the default one',
    miss: withKeys({ ann: 'ssh-ed25519 AAAA1 ann' }, cloudConfig('user:', '  name: ops')),
  },
  {
    rule: 'container-disk-root',
    say: 'a VM that boots from a container disk',
    hit: file(vm('db', { disks: [{ name: 'live', disk: {} }], volumes: [containerDisk] })),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${VOLUMES}[0]`,
      message: 'the VM boots from a container disk',
      fix: 'boot from a DataVolume or a claim',
    },
    but: 'it boots from a claim',
    miss: file(vm('db', { disks: [{ name: 'system', disk: {} }], volumes: [claim] })),
  },
  {
    rule: 'container-disk-root',
    say: 'a container disk that stands before the others in the boot order',
    hit: file(
      vm('db', {
        disks: [
          { name: 'system', bootOrder: 2, disk: {} },
          { name: 'live', bootOrder: 1, disk: {} },
        ],
        volumes: [claim, containerDisk],
      }),
    ),
    finding: {
      severity: WARNING,
      object: DB,
      field: `${VOLUMES}[1]`,
      message: 'each restart loses what the guest wrote',
      fix: 'boot from a DataVolume or a claim',
    },
    but: 'it stands behind them',
    miss: file(
      vm('db', {
        disks: [
          { name: 'live', disk: {} },
          { name: 'system', bootOrder: 1, disk: {} },
        ],
        volumes: [claim, containerDisk],
      }),
    ),
  },
  {
    rule: 'plain-http-image',
    say: 'a DataVolume by plain http',
    hit: file(dataVolume('http://images.example.org/debian.qcow2')),
    finding: {
      severity: WARNING,
      object: 'DataVolume/vms/image',
      field: 'spec.source.http.url',
      message: 'the image comes by plain http',
      fix: 'use an https URL or a registry reference',
    },
    but: 'https',
    miss: file(dataVolume('https://images.example.org/debian.qcow2')),
  },
  {
    rule: 'plain-http-image',
    say: 'a template of a VM by plain http',
    hit: file(
      vm('db', {
        dataVolumeTemplates: [
          { metadata: { name: 'a' }, spec: { source: { blank: {} } } },
          { metadata: { name: 'b' }, spec: { source: { http: { url: 'http://images.example.org/debian.qcow2' } } } },
        ],
      }),
    ),
    finding: {
      severity: WARNING,
      object: DB,
      field: 'spec.dataVolumeTemplates[1].spec.source.http.url',
      message: 'the image comes by plain http',
      fix: 'use an https URL or a registry reference',
    },
    but: 'a registry reference',
    miss: file(
      vm('db', {
        dataVolumeTemplates: [
          {
            metadata: { name: 'b' },
            spec: { source: { registry: { url: 'docker://quay.io/containerdisks/debian:12' } } },
          },
        ],
      }),
    ),
  },
];
