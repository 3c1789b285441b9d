import { expect, test } from 'vitest';
import { type Credential, credentialsIn, parseCloudConfig } from '../../src/cloud-init';

const HASH = '$6$saltsalt$OUWwLHj0cX4Zb0gT0kUnLUtO5zUaCCeJfcbIiVzkXzE';

test.each<{ say: string; config: string; found: Credential[] }>([
  { say: 'a user without one', config: 'user: {name: ops, lock_passwd: false}', found: [] },
  {
    say: 'a password in plain text',
    config: 'user: {name: ops, plain_text_passwd: abc}',
    found: [{ path: 'user.plain_text_passwd', plain: true }],
  },
  { say: 'a hash', config: `user: {name: ops, passwd: ${HASH}}`, found: [{ path: 'user.passwd', plain: false }] },
  {
    say: 'what stands where a hash belongs and is none',
    config: 'users: [default, {name: ops, passwd: abc, hashed_passwd: abc}]',
    found: [
      { path: 'users[1].passwd', plain: true },
      { path: 'users[1].hashed_passwd', plain: true },
    ],
  },
  {
    say: 'a hash where a plain text belongs',
    config: `users: [{name: ops, plain_text_passwd: ${HASH}}]`,
    found: [{ path: 'users[0].plain_text_passwd', plain: true }],
  },
  { say: 'the default user’s', config: 'password: abc', found: [{ path: 'password', plain: true }] },
  { say: 'the default user’s hash', config: `password: ${HASH}`, found: [{ path: 'password', plain: false }] },
  { say: 'a yescrypt hash', config: 'password: $y$j9T$abc$def', found: [{ path: 'password', plain: false }] },
  {
    say: 'a number, which cloud-init takes',
    config: 'password: 12345\nuser: {plain_text_passwd: 12345}',
    found: [
      { path: 'user.plain_text_passwd', plain: true },
      { path: 'password', plain: true },
    ],
  },
  { say: 'an empty text, which is none', config: 'password: ""', found: [] },
  {
    say: 'a list of names and passwords, by line',
    config: `chpasswd:\n  list: |\n    a:RANDOM\n    b:R\n    c:${HASH}\n    d:x:y`,
    found: [
      { path: 'chpasswd.list[2]', plain: false },
      { path: 'chpasswd.list[3]', plain: true },
    ],
  },
  {
    say: 'a list of names and passwords, by item',
    config: 'chpasswd: {list: ["a:RANDOM", "b:abc", 7, null]}',
    found: [{ path: 'chpasswd.list[1]', plain: true }],
  },
  {
    say: 'a list of users and passwords',
    config: `chpasswd: {users: [{name: a, type: RANDOM}, {name: b, password: abc, type: text}, {name: c, password: ${HASH}}]}`,
    found: [
      { path: 'chpasswd.users[1].password', plain: true },
      { path: 'chpasswd.users[2].password', plain: false },
    ],
  },
  {
    say: 'keys that only look like it',
    config: 'ssh_pwauth: true\nwrite_files: [{content: "password: abc"}]',
    found: [],
  },
  {
    say: 'nonsense',
    config: 'user: [1]\nusers: ops\nchpasswd: {users: {a: b}, list: {a: b}}\npassword: [a]',
    found: [],
  },
])('$say', ({ config, found }) => {
  expect(credentialsIn(parseCloudConfig(`#cloud-config\n${config}`) ?? {})).toEqual(found);
});
