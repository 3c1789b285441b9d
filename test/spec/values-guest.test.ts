import { describe, expect, test } from 'vitest';
import { SshKeyPropagation, TaintEffect, TolerationOperator, type WukongVmProps } from '../../src';
import { HASH, refusal, userData } from './support';
import { accepts, each, ip, long, refuses, user, wrong } from './value-rows';

describe('the guest', () => {
  refuses([
    ...each('cloudInitUser.name', /./, ['root', 'Ops', 'a b', 'ops.team', long(33), ''], (name) => ({
      cloudInitUser: { name },
    })),
    ...each('cloudInitUser.shell', /absolute|\//, ['bash', 'bin/bash', ''], (shell) => user({ shell })),
    {
      say: 'a hash that is none',
      props: user({ passwordHash: 'hunter2' }),
      field: 'cloudInitUser.passwordHash',
      value: '***',
      fix: /mkpasswd|\$6\$/,
    },
    {
      say: 'a hash of an empty text',
      props: user({ passwordHash: '' }),
      field: 'cloudInitUser.passwordHash',
      value: '***',
      fix: /mkpasswd|\$6\$/,
    },
    {
      say: 'a sudo text of two rules',
      props: user({ sudo: 'ALL=(ALL) ALL\nroot ALL=(ALL) ALL' }),
      field: 'cloudInitUser.sudo',
      value: 'ALL=(ALL) ALL\nroot ALL=(ALL) ALL',
      fix: /./,
    },
    {
      say: 'lockPasswd beside a hash',
      props: user({ lockPasswd: true, passwordHash: HASH }),
      field: 'cloudInitUser.lockPasswd',
      value: true,
      fix: /./,
    },
    {
      say: 'lockPasswd beside a password',
      props: user({ lockPasswd: true, password: 'hunter2' }),
      field: 'cloudInitUser.lockPasswd',
      value: true,
      fix: /./,
    },
    {
      say: 'keys by the guest agent without a user',
      props: { sshKeySecret: 'keys', sshKeyPropagation: SshKeyPropagation.GUEST_AGENT },
      field: 'sshKeyPropagation',
      value: 'qemuGuestAgent',
      fix: /cloudInitUser/,
    },
    ...each('sshKeyPropagation', /noCloud|NO_CLOUD/, ['configDrive'], (sshKeyPropagation) => ({
      sshKeySecret: 'keys',
      sshKeyPropagation,
    })),
  ]);

  test('one Secret for keys and passwords is refused: KubeVirt would mount it twice under one name', () => {
    expect(refusal({ sshKeySecret: 'access', passwordSecret: 'access' })).toMatch(
      /^web\/web-01: (sshKeySecret|passwordSecret): "access" is not valid; ./,
    );
  });

  test.each([
    {
      say: 'user data without the first line #cloud-config',
      cloudInit: { userData: 'packages: [htop]\n' },
      fix: /#cloud-config/,
    },
    {
      say: 'user data with a blank before #cloud-config',
      cloudInit: { userData: ' #cloud-config\npackages: [htop]\n' },
      fix: /#cloud-config/,
    },
    { say: 'a shell script as user data', cloudInit: { userData: '#!/bin/sh\necho\n' }, fix: /#cloud-config/ },
    { say: 'user data that are no YAML', cloudInit: { userData: '#cloud-config\na: [1\n' }, fix: /./ },
    { say: 'user data that are a list', cloudInit: { userData: '#cloud-config\n- a\n' }, fix: /./ },
    {
      say: 'the key network in user data',
      cloudInit: { userData: '#cloud-config\nnetwork: {version: 2}\n' },
      fix: /ipConfig|networks/,
    },
  ])('$say is refused', ({ cloudInit, fix }) => {
    const message = refusal({ cloudInit });
    expect(message).toMatch(/^web\/web-01: cloudInit\.userData\S*: .* is not valid; ./s);
    expect(message).toMatch(fix);
  });

  test.each([
    { say: 'user beside cloudInitUser', userData: '#cloud-config\nuser: {name: me}\n' },
    { say: 'users beside cloudInitUser', userData: '#cloud-config\nusers: [default]\n' },
  ])('$say in user data is refused', ({ userData }) => {
    expect(refusal({ ...user({}), cloudInit: { userData } })).toMatch(
      /^web\/web-01: cloudInit\.userData\S*: .* is not valid; .*cloudInitUser/s,
    );
  });

  test.each([
    { say: 'userData', props: { cloudInit: { userDataSecret: 'mine', userData: '#cloud-config\n{}\n' } } },
    { say: 'cloudInitUser', props: { ...user({}), cloudInit: { userDataSecret: 'mine' } } },
    { say: 'guestAgent', props: { cloudInit: { userDataSecret: 'mine', guestAgent: true } } },
  ])('userDataSecret beside $say is refused', ({ props }) => {
    expect(refusal(props)).toMatch(/^web\/web-01: cloudInit\S*: .* is not valid; ./s);
  });

  test.each([
    { say: 'a static address', props: ip({}) },
    { say: 'cloudInitUser', props: user({}) },
    { say: 'keys by NO_CLOUD', props: { sshKeySecret: 'keys' } },
  ])('$say without cloud-init is refused', ({ props }) => {
    expect(refusal({ ...props, cloudInit: { enabled: false } })).toMatch(/^web\/web-01: \S+: .* is not valid; ./s);
  });

  test.each([
    { say: 'a hash', props: user({ passwordHash: HASH }), hidden: HASH },
    { say: 'a password', props: user({ password: 'hunter2' }), hidden: 'hunter2' },
  ])('$say in inline user data is refused, and not shown', ({ props, hidden }) => {
    const message = refusal({ ...props, cloudInit: { inline: true } });
    expect(message).toMatch(/^web\/web-01: \S+: .* is not valid; ./s);
    expect(message).not.toContain(hidden);
  });

  test('a password does not show in the error of its neighbour', () => {
    expect(refusal(user({ password: 'hunter2', lockPasswd: true }))).not.toContain('hunter2');
  });

  accepts([
    {
      say: 'a user name of 32 characters',
      props: { cloudInitUser: { name: long(32) } },
      seen: (r) => userData(r).user.name,
      want: long(32),
    },
    {
      say: 'a user name with _ and -',
      props: { cloudInitUser: { name: 'ops_1-x' } },
      seen: (r) => userData(r).user.name,
      want: 'ops_1-x',
    },
    {
      say: 'a yescrypt hash',
      props: user({ passwordHash: `$y$j9T$saltsaltsalt$${'a'.repeat(43)}` }),
      seen: (r) => userData(r).user.passwd,
      want: `$y$j9T$saltsaltsalt$${'a'.repeat(43)}`,
    },
    {
      say: 'lockPasswd without a password',
      props: user({ lockPasswd: true }),
      seen: (r) => userData(r).user.lock_passwd,
      want: true,
    },
  ]);
});

describe('placement', () => {
  const toleration = (rest: object): Partial<WukongVmProps> => ({ highAvailability: { tolerations: [{ ...rest }] } });

  test.each([
    { say: 'EXISTS with a value', props: toleration({ key: 'a', operator: TolerationOperator.EXISTS, value: 'b' }) },
    { say: 'tolerationSeconds without an effect', props: toleration({ key: 'a', tolerationSeconds: 5 }) },
    {
      say: 'tolerationSeconds with NO_SCHEDULE',
      props: toleration({ key: 'a', effect: TaintEffect.NO_SCHEDULE, tolerationSeconds: 5 }),
    },
    {
      say: 'a fraction of a second',
      props: toleration({ key: 'a', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 0.5 }),
    },
    { say: 'EQUAL without a key', props: toleration({ value: 'b' }) },
    { say: 'an unknown operator', props: toleration({ key: 'a', operator: wrong('In') }) },
    { say: 'an unknown effect', props: toleration({ key: 'a', effect: wrong('Never') }) },
    { say: 'a malformed key', props: toleration({ key: 'a b' }) },
  ])('a toleration: $say is refused', ({ props }) => {
    expect(refusal(props)).toMatch(/^web\/web-01: highAvailability\.tolerations\[0\](\.\w+)?: .* is not valid; ./);
  });

  refuses([
    {
      say: 'a group without antiAffinity',
      props: { highAvailability: { antiAffinityGroup: 'db' } },
      field: 'highAvailability.antiAffinityGroup',
      value: 'db',
      fix: /antiAffinity/,
    },
    {
      say: 'required without antiAffinity',
      props: { highAvailability: { antiAffinityRequired: true } },
      field: 'highAvailability.antiAffinityRequired',
      value: true,
      fix: /antiAffinity/,
    },
    {
      say: 'a topology key without antiAffinity',
      props: { highAvailability: { topologyKey: 'zone' } },
      field: 'highAvailability.topologyKey',
      value: 'zone',
      fix: /antiAffinity/,
    },
    ...each('highAvailability.antiAffinityGroup', /./, [long(64), 'a b', '-a'], (antiAffinityGroup) => ({
      highAvailability: { antiAffinity: true, antiAffinityGroup },
    })),
    ...each('highAvailability.topologyKey', /./, ['a b', ''], (topologyKey) => ({
      highAvailability: { antiAffinity: true, topologyKey },
    })),
    ...each('highAvailability.priorityClassName', /./, ['My_Class', ''], (priorityClassName) => ({
      highAvailability: { priorityClassName },
    })),
    ...each('highAvailability.evictionStrategy', /LiveMigrate|LIVE_MIGRATE/, ['Evict'], (evictionStrategy) => ({
      highAvailability: { evictionStrategy },
    })),
    ...each('highAvailability.restartPolicy', /Always|ALWAYS/, ['Sometimes'], (restartPolicy) => ({
      highAvailability: { restartPolicy },
    })),
    ...each('startStrategy.runStrategy', /Always|ALWAYS/, ['Sometimes', 'WaitAsReceiver'], (runStrategy) => ({
      startStrategy: { runStrategy },
    })),
    ...each('gpus[0].deviceName', /./, ['', 'nvidia com/X', 'X'], (deviceName) => ({
      gpus: [{ name: 'gpu1', deviceName }],
    })),
  ]);

  test.each<{ say: string; props: Partial<WukongVmProps>; at: RegExp }>([
    {
      say: 'a node selector with a malformed key',
      props: { highAvailability: { nodeSelector: { 'a b': 'x' } } },
      at: /highAvailability\.nodeSelector/,
    },
    {
      say: 'a node selector with a malformed value',
      props: { highAvailability: { nodeSelector: { a: 'x y' } } },
      at: /highAvailability\.nodeSelector/,
    },
    { say: 'a malformed label key', props: { metadata: { labels: { 'a b': 'x' } } }, at: /metadata\.labels/ },
    { say: 'a malformed label value', props: { metadata: { labels: { a: 'x y' } } }, at: /metadata\.labels/ },
  ])('$say is refused', ({ props, at }) => {
    const message = refusal(props);
    expect(message).toMatch(/^web\/web-01: .* is not valid; ./);
    expect(message).toMatch(at);
  });
});
