import { ApiObject } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SshKeyPropagation, WukongVm, type WukongVmProps } from '../../src';
import {
  base,
  DHCP,
  disk,
  errorRules,
  good,
  HASH,
  kinds,
  STATIC,
  secret,
  synthesize,
  template,
  userData,
  vm,
  volume,
  warningRules,
  warningsOf,
} from './support';

describe('the first user', () => {
  const user = (rest: object, props: Partial<WukongVmProps> = {}) =>
    good({ ...props, cloudInitUser: { name: 'ops', ...rest } });
  const GROUPS = 'sudo adm dialout cdrom floppy audio dip video plugdev netdev'.split(' ');
  const plain = { name: 'ops', groups: GROUPS, sudo: 'ALL=(ALL) NOPASSWD:ALL', shell: '/bin/bash', lock_passwd: true };

  test.each<{ say: string; rest: object; want: object; pwauth: true | undefined }>([
    { say: 'the defaults', rest: {}, want: plain, pwauth: undefined },
    { say: 'a hash', rest: { passwordHash: HASH }, want: { ...plain, lock_passwd: false, passwd: HASH }, pwauth: true },
    {
      say: 'a password',
      rest: { password: 'hunter2' },
      want: { ...plain, lock_passwd: false, plain_text_passwd: 'hunter2' },
      pwauth: true,
    },
    {
      say: 'a hash beside a password',
      rest: { password: 'hunter2', passwordHash: HASH },
      want: { ...plain, lock_passwd: false, passwd: HASH },
      pwauth: true,
    },
    { say: 'an empty sudo text', rest: { sudo: '' }, want: { ...plain, sudo: null }, pwauth: undefined },
    { say: 'an empty list of groups', rest: { groups: [] }, want: { ...plain, groups: '' }, pwauth: undefined },
    {
      say: 'own sudo, shell and groups',
      rest: { sudo: 'ALL=(ALL) /bin/ls', shell: '/bin/zsh', groups: ['wheel'] },
      want: { ...plain, sudo: 'ALL=(ALL) /bin/ls', shell: '/bin/zsh', groups: ['wheel'] },
      pwauth: undefined,
    },
    {
      say: 'an unlocked user without a password',
      rest: { lockPasswd: false },
      want: { ...plain, lock_passwd: false },
      pwauth: undefined,
    },
  ])('$say', ({ rest, want, pwauth }) => {
    const data = userData(user(rest));
    expect(data.user).toEqual(want);
    expect(data.ssh_pwauth).toBe(pwauth);
    expect(data.users).toBeUndefined();
    expect(data.updates).toEqual({ network: { when: ['boot'] } });
  });

  test('no user: the image has its own', () => {
    const data = userData(good());
    expect(Object.keys(data)).toEqual(['updates']);
  });

  test.each([
    { say: 'a password', rest: { password: 'hunter2' }, want: ['plain-password'] },
    {
      say: 'a password beside a hash',
      rest: { password: 'hunter2', passwordHash: HASH },
      want: ['password-beside-hash'],
    },
    { say: 'a hash', rest: { passwordHash: HASH }, want: [] },
  ])('$say: the warnings $want, which do not show the password', ({ rest, want }) => {
    const result = user(rest);
    expect(warningRules(result).filter((rule) => rule.includes('password'))).toEqual(want);
    expect(result.warnings.join('\n')).not.toContain('hunter2');
    if (want[0] === 'plain-password') {
      for (const way of ['passwordHash', 'passwordSecret', 'userDataSecret']) {
        expect(warningsOf(result, 'plain-password')[0]).toContain(way);
      }
    }
  });

  test('keys by NO_CLOUD, with and without a user', () => {
    const want = [{ sshPublicKey: { source: { secret: { secretName: 'keys' } }, propagationMethod: { noCloud: {} } } }];
    expect(template(good({ sshKeySecret: 'keys' })).accessCredentials).toEqual(want);
    expect(template(user({}, { sshKeySecret: 'keys' })).accessCredentials).toEqual(want);
    expect(JSON.stringify(userData(user({}, { sshKeySecret: 'keys' })))).not.toContain('ssh_authorized_keys');
  });

  test('keys by the guest agent go to the declared user', () => {
    const result = user({}, { sshKeySecret: 'keys', sshKeyPropagation: SshKeyPropagation.GUEST_AGENT });
    expect(template(result).accessCredentials).toEqual([
      {
        sshPublicKey: {
          source: { secret: { secretName: 'keys' } },
          propagationMethod: { qemuGuestAgent: { users: ['ops'] } },
        },
      },
    ]);
  });

  test('a password Secret is set by the guest agent, with a warning if that is off', () => {
    const off = good({ passwordSecret: 'pw' });
    expect(template(off).accessCredentials).toEqual([
      { userPassword: { source: { secret: { secretName: 'pw' } }, propagationMethod: { qemuGuestAgent: {} } } },
    ]);
    expect(warningRules(off)).toContain('guest-agent-off');
    expect(warningRules(good({ passwordSecret: 'pw', cloudInit: { guestAgent: true } }))).not.toContain(
      'guest-agent-off',
    );
  });

  test.each([
    {
      say: 'two keys in one entry of stringData',
      body: { stringData: { a: 'ssh-ed25519 AAAA x\nssh-ed25519 BBBB y\n' } },
      error: true,
    },
    {
      say: 'two keys in one entry of data',
      body: { data: { a: Buffer.from('ssh-ed25519 AAAA x\nssh-ed25519 BBBB y').toString('base64') } },
      error: true,
    },
    {
      say: 'one key in each of two entries',
      body: { stringData: { a: 'ssh-ed25519 AAAA x\n', b: 'ssh-ed25519 BBBB y\n' } },
      error: false,
    },
  ])('$say of a key Secret in the app: error $error', ({ body, error }) => {
    const result = synthesize((chart) => {
      new ApiObject(chart, 'keys', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, ...body });
      new WukongVm(chart, 'web-01', { ...base, sshKeySecret: 'keys' });
    });
    expect(result.error !== undefined).toBe(error);
    expect(result.error ?? '').not.toContain('AAAA');
  });
});

describe('the cloud-init documents', () => {
  test('own user data are merged: lists after ours, mappings together, own scalars win', () => {
    const data = userData(
      good({
        cloudInitUser: { name: 'ops', passwordHash: HASH },
        cloudInit: {
          guestAgent: true,
          userData: [
            '#cloud-config',
            'packages: [htop]',
            'ssh_pwauth: false',
            'updates: {network: {when: [hotplug]}}',
            'ntp: {enabled: true}',
            '',
          ].join('\n'),
        },
      }),
    );
    expect(data.packages).toEqual(['qemu-guest-agent', 'htop']);
    expect(data.ssh_pwauth).toBe(false);
    expect(data.updates).toEqual({ network: { when: ['boot', 'hotplug'] } });
    expect(data.ntp).toEqual({ enabled: true });
    expect(data.user.name).toBe('ops');
  });

  test('an own user is taken where there is no cloudInitUser', () => {
    const data = userData(good({ cloudInit: { userData: '#cloud-config\nuser: {name: me}\n' } }));
    expect(data.user).toEqual({ name: 'me' });
  });

  test('the guest agent is installed and started', () => {
    const data = userData(good({ cloudInit: { guestAgent: true } }));
    expect(data.packages).toEqual(['qemu-guest-agent']);
    expect([data.runcmd].flat(3).join(' ')).toBe('systemctl enable --now qemu-guest-agent');
    expect(userData(good())).not.toHaveProperty('packages');
  });

  test('userDataSecret is used as it is, beside our networkData', () => {
    const result = good({ cloudInit: { userDataSecret: 'mine' }, networks: [{ name: 'lan', ipConfig: STATIC }] });
    expect(volume(result, 'cloudinitdisk').cloudInitNoCloud).toEqual({
      secretRef: { name: 'mine' },
      networkDataSecretRef: { name: 'web-01-cloud-init' },
    });
    expect(Object.keys(secret(result).stringData)).toEqual(['networkdata']);
  });

  test('inline writes both documents into the VM, and no Secret', () => {
    const result = good({ cloudInit: { inline: true }, networks: [{ name: 'lan', ipConfig: STATIC }] });
    expect(kinds(result)).toEqual(['NetworkAttachmentDefinition/web-01-lan-nad', 'VirtualMachine/web-01']);
    const { userData: user, networkData, ...rest } = volume(result, 'cloudinitdisk').cloudInitNoCloud;
    expect(rest).toEqual({});
    expect(user.split('\n')[0]).toBe('#cloud-config');
    expect(parse(networkData).ethernets.lan.addresses).toEqual(['192.168.100.10/24']);
  });

  test.each([
    { bytes: 2048, error: false },
    { bytes: 2049, error: true },
  ])('inline user data of $bytes bytes: error $error', ({ bytes, error }) => {
    const text = (length: number) => `#cloud-config\nfinal_message: ${'x'.repeat(length)}\n`;
    const size = (length: number) =>
      Buffer.byteLength(
        volume(good({ cloudInit: { inline: true, userData: text(length) } }), 'cloudinitdisk').cloudInitNoCloud
          .userData,
      );
    const length = bytes - size(100) + 100;
    const result = vm({ cloudInit: { inline: true, userData: text(length) } });
    expect(errorRules(result)).toEqual(error ? ['cloudinit-size'] : []);
  });

  test('the text in the Secret has no such limit', () => {
    const result = good({ cloudInit: { userData: `#cloud-config\nfinal_message: ${'x'.repeat(5000)}\n` } });
    expect(userData(result).final_message).toHaveLength(5000);
  });

  test('enabled: false leaves no documents and no disk', () => {
    const result = good({ cloudInit: { enabled: false }, networks: [{ name: 'lan', ipConfig: DHCP }] });
    expect(kinds(result)).toEqual(['NetworkAttachmentDefinition/web-01-lan-nad', 'VirtualMachine/web-01']);
    expect(volume(result, 'cloudinitdisk')).toBeUndefined();
    expect(disk(result, 'cloudinitdisk')).toBeUndefined();
  });

  test('the Secret keeps its name when its text changes', () => {
    const names = [{}, { cloudInitUser: { name: 'ops' } }].map((props) => secret(good(props)).metadata.name);
    expect(names).toEqual(['web-01-cloud-init', 'web-01-cloud-init']);
  });

  test.each([
    { text: 'y', want: 'y' },
    { text: 'n', want: 'n' },
    { text: 'yes', want: true },
    { text: '0644', want: 420 },
    { text: '"0644"', want: '0644' },
    { text: "'yes'", want: 'yes' },
    { text: '0o644', want: '0o644' },
    { text: '1e3', want: '1e3' },
    { text: '1.5e3', want: '1.5e3' },
    { text: '1.5e+3', want: 1500 },
    { text: '2032-09-01', want: '2032-09-01' },
    { text: '12:30:00', want: 45000 },
    { text: '~', want: null },
  ])("$text in user data of one's own stays what PyYAML reads in the guest", ({ text, want }) => {
    const result = good({ cloudInit: { userData: `#cloud-config\nmine: ${text}\n` } });
    const written = secret(result).stringData.userdata;
    expect(userData(result).mine, written).toEqual(want);
  });

  test("a key y in user data of one's own stays a text", () => {
    expect(userData(good({ cloudInit: { userData: '#cloud-config\npoint: {x: 1, y: 2}\n' } })).point).toEqual({
      x: 1,
      y: 2,
    });
  });

  test('what YAML 1.1 reads otherwise is quoted', () => {
    const text: string = secret(
      good({ cloudInitUser: { name: 'ops', groups: ['on', 'yes'] }, networks: [{ name: 'on', ipConfig: DHCP }] }),
    ).stringData.userdata;
    expect(text).not.toMatch(/- (on|yes)$/m);
    const network: string = secret(good({ networks: [{ name: 'on', ipConfig: DHCP }] })).stringData.networkdata;
    expect(network).not.toMatch(/^ *on:/m);
  });
});
