import { expect, test } from 'vitest';
import { type OwnUserData, parseCloudConfig, renderUserData } from '../../src/cloud-init';
import type { UserData } from '../../src/model';

const given: UserData = {
  user: { name: 'ops', groups: ['sudo'], sudo: 'ALL=(ALL) ALL', shell: '/bin/bash', lockPasswd: true },
  guestAgent: true,
};
const user = { name: 'ops', groups: ['sudo'], sudo: 'ALL=(ALL) ALL', shell: '/bin/bash', lock_passwd: true };
const updates = { network: { when: ['boot'] } };
const packages = ['qemu-guest-agent'];
const runcmd = [['systemctl', 'enable', '--now', 'qemu-guest-agent']];
const ours = { user, updates, packages, runcmd };

test.each<{ say: string; own: OwnUserData; merged: object }>([
  { say: 'an empty document changes nothing', own: {}, merged: ours },
  { say: 'a key of their own', own: { timezone: 'UTC' }, merged: { ...ours, timezone: 'UTC' } },
  {
    say: 'lists are joined, theirs after ours',
    own: { packages: ['vim'], runcmd: ['echo'] },
    merged: { ...ours, packages: [...packages, 'vim'], runcmd: [...runcmd, 'echo'] },
  },
  {
    say: 'mappings are merged, and lists in them joined',
    own: { updates: { network: { when: ['hotplug'] }, other: 1 } },
    merged: { ...ours, updates: { network: { when: ['boot', 'hotplug'] }, other: 1 } },
  },
  {
    say: 'otherwise theirs wins',
    own: { packages: 'vim', updates: null },
    merged: { ...ours, packages: 'vim', updates: null },
  },
  {
    say: 'words that every object knows are keys like others',
    own: { constructor: ['a'], toString: { a: 1 } } as unknown as OwnUserData,
    merged: { ...ours, constructor: ['a'], toString: { a: 1 } },
  },
])('$say', ({ own, merged }) => {
  expect(parseCloudConfig(renderUserData(given, own))).toEqual(merged);
});

test('the documents that were merged are left as they are', () => {
  const own = { updates: { network: { when: ['hotplug'] } }, packages: ['vim'] };
  const before = structuredClone(own);
  renderUserData(given, own);
  renderUserData(given, own);
  expect(own).toEqual(before);
});
