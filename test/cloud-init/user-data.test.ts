import { describe, expect, test } from 'vitest';
import { parseCloudConfig, readUserData, renderUserData } from '../../src/cloud-init';
import type { User, UserData } from '../../src/model';

const user: User = {
  name: 'ops',
  groups: ['sudo', 'adm'],
  sudo: 'ALL=(ALL) NOPASSWD:ALL',
  shell: '/bin/bash',
  lockPasswd: true,
};
const HASH = '$6$saltsalt$OUWwLHj0cX4Zb0gT0kUnLUtO5zUaCCeJfcbIiVzkXzE';

const whenBoot = { updates: { network: { when: ['boot'] } } };
const rendered = {
  name: 'ops',
  groups: ['sudo', 'adm'],
  sudo: 'ALL=(ALL) NOPASSWD:ALL',
  shell: '/bin/bash',
  lock_passwd: true,
};

test.each<{ say: string; given: UserData; config: object }>([
  { say: 'nothing but the word that an address may change', given: { guestAgent: false }, config: {} },
  {
    say: 'the user is the mapping user, so that it is the default one',
    given: { user, guestAgent: false },
    config: { user: rendered },
  },
  {
    say: 'a password opens ssh for it',
    given: { user: { ...user, lockPasswd: false, password: 'pass: word' }, guestAgent: false },
    config: { user: { ...rendered, lock_passwd: false, plain_text_passwd: 'pass: word' }, ssh_pwauth: true },
  },
  {
    say: 'a hash does too',
    given: { user: { ...user, lockPasswd: false, passwordHash: HASH }, guestAgent: false },
    config: { user: { ...rendered, lock_passwd: false, passwd: HASH }, ssh_pwauth: true },
  },
  {
    say: 'no groups and no sudo are written, so that the image’s own do not count',
    given: { user: { ...user, groups: [], sudo: undefined }, guestAgent: false },
    config: { user: { ...rendered, groups: '', sudo: null } },
  },
  {
    say: 'the guest agent',
    given: { guestAgent: true },
    config: { packages: ['qemu-guest-agent'], runcmd: [['systemctl', 'enable', '--now', 'qemu-guest-agent']] },
  },
])('$say', ({ given, config }) => {
  const document = renderUserData(given);
  expect(document.split('\n', 1)).toEqual(['#cloud-config']);
  expect(parseCloudConfig(document)).toEqual({ ...whenBoot, ...config });
  expect(readUserData(document)).toEqual(given);
});

describe('reading', () => {
  test.each<{ say: string; document: string; read: UserData | undefined }>([
    { say: 'a script', document: '#!/bin/sh\necho', read: undefined },
    { say: 'an empty text', document: '', read: undefined },
    { say: 'a blank before the header', document: ' #cloud-config\nuser: {}', read: undefined },
    { say: 'no YAML', document: '#cloud-config\n[', read: undefined },
    { say: 'a list', document: '#cloud-config\n- a', read: undefined },
    { say: 'a header alone', document: '#cloud-config', read: { guestAgent: false } },
    { say: 'a user that is a text', document: '#cloud-config\nuser: ops', read: { guestAgent: false } },
    {
      say: 'a user that says little',
      document: '#cloud-config\nuser: {name: ops}',
      read: { user: { name: 'ops', groups: [], shell: '', lockPasswd: true }, guestAgent: false },
    },
    {
      say: 'YAML 1.1, as the guest reads it',
      document: '#cloud-config\nuser: {name: ops, lock_passwd: no}',
      read: { user: { name: 'ops', groups: [], shell: '', lockPasswd: false }, guestAgent: false },
    },
    {
      say: 'packages of their own',
      document: '#cloud-config\npackages: [vim, qemu-guest-agent]',
      read: { guestAgent: true },
    },
  ])('$say', ({ document, read }) => {
    expect(readUserData(document)).toEqual(read);
  });
});
