import { afterEach, describe, expect, test, vi } from 'vitest';
import { renderUserData, resolveOwnUserData } from '../../src/cloud-init';

const SECRET = 'correct-horse-battery';
const apart = { cloudInitUser: false, inline: false };

test.each([
  { say: 'a mapping', document: '#cloud-config\npackages: [vim]\n', own: { packages: ['vim'] } },
  { say: 'a header alone', document: '#cloud-config', own: {} },
  { say: 'comments alone', document: '#cloud-config\n# nothing yet\n', own: {} },
  { say: 'JSON', document: '#cloud-config\n{"timezone": "UTC"}', own: { timezone: 'UTC' } },
  { say: 'anchors', document: '#cloud-config\na: &x [1]\nb: *x', own: { a: [1], b: [1] } },
  {
    say: 'merge keys',
    document: '#cloud-config\na: &x {c: 1}\nb: {<<: *x, d: 2}',
    own: { a: { c: 1 }, b: { c: 1, d: 2 } },
  },
  {
    say: 'a date, which stays a text',
    document: '#cloud-config\nexpiredate: 2030-01-01',
    own: { expiredate: '2030-01-01' },
  },
  { say: 'users of their own', document: '#cloud-config\nusers: [default]', own: { users: ['default'] } },
])('takes $say', ({ document, own }) => {
  expect(resolveOwnUserData('cloudInit.userData', document, apart)).toEqual(own);
});

const refused: readonly { say: string; document: string; beside?: object; fix: string }[] = [
  { say: 'no header', document: `password: ${SECRET}`, fix: 'begin it with the line #cloud-config' },
  { say: 'a script', document: `#!/bin/sh\necho ${SECRET}`, fix: 'begin it with the line #cloud-config' },
  { say: 'a template', document: `## template: jinja\n#cloud-config\na: ${SECRET}`, fix: 'begin it with the line' },
  { say: 'a blank before the header', document: ` #cloud-config\na: ${SECRET}`, fix: 'begin it with the line' },
  { say: 'lines that end as on Windows', document: `#cloud-config\r\na: ${SECRET}`, fix: 'begin it with the line' },
  {
    say: 'half a list',
    document: `#cloud-config\npassword: [${SECRET}`,
    fix: 'mend its YAML: line 2: the indentation fits nothing above it',
  },
  {
    say: 'half a quote',
    document: `#cloud-config\npassword: "${SECRET}`,
    fix: 'mend its YAML: line 2: a quote, a bracket, a comma or a colon is missing',
  },
  {
    say: 'an escape that is none',
    document: `#cloud-config\na: 1\nb: "\\q${SECRET}"`,
    fix: 'line 3: the document is no valid YAML',
  },
  {
    say: 'a key twice',
    document: `#cloud-config\na: ${SECRET}\na: ${SECRET}`,
    fix: 'mend its YAML: line 3: a mapping has a key twice: some readers refuse it, others keep one value without a word',
  },
  {
    say: 'two documents',
    document: `#cloud-config\na: 1\n---\nb: ${SECRET}`,
    fix: 'mend its YAML: line 3: the document is no valid YAML',
  },
  {
    say: 'an alias without its anchor',
    document: `#cloud-config\na: *${SECRET}`,
    fix: 'mend its YAML: an alias without',
  },
  {
    say: 'an alias to what it stands in',
    document: `#cloud-config\na: &x [*x, ${SECRET}]`,
    fix: 'mend its YAML: an alias',
  },
  {
    say: 'a bomb of aliases',
    document: `#cloud-config\n${[...'bcdefgh'].reduce((text, key) => `${text}${key}: &${key} [${`*${previous(key)}, `.repeat(9)}]\n`, `a: &a [${SECRET}]\n`)}`,
    fix: 'mend its YAML: too many aliases',
  },
  { say: 'a list', document: `#cloud-config\n- ${SECRET}`, fix: 'write a mapping below #cloud-config' },
  { say: 'a text', document: `#cloud-config\n${SECRET}`, fix: 'write a mapping below #cloud-config' },
  { say: 'a network', document: `#cloud-config\nnetwork: {a: ${SECRET}}`, fix: 'take the key network out' },
  {
    say: 'a user beside cloudInitUser',
    document: `#cloud-config\nuser: {passwd: ${SECRET}}`,
    beside: { cloudInitUser: true },
    fix: 'take the key user out, or cloudInitUser away',
  },
  {
    say: 'users beside cloudInitUser',
    document: `#cloud-config\nusers: [{passwd: ${SECRET}}]`,
    beside: { cloudInitUser: true },
    fix: 'take the key users out, or cloudInitUser away',
  },
  {
    say: 'a password in the VM itself',
    document: `#cloud-config\nchpasswd: {users: [{name: a, password: ${SECRET}}]}`,
    beside: { inline: true },
    fix: 'take chpasswd.users[0].password out, or cloudInit.inline away',
  },
  {
    say: 'a hash in the VM itself',
    document: `#cloud-config\nusers: [{name: a, passwd: $6$salt$${SECRET}}]`,
    beside: { inline: true },
    fix: 'take users[0].passwd out, or cloudInit.inline away',
  },
  {
    say: 'a password of digits in the VM itself',
    document: '#cloud-config\npassword: 12345',
    beside: { inline: true },
    fix: 'take password out, or cloudInit.inline away',
  },
];

describe('what is refused is not shown', () => {
  test.each(refused)('$say', ({ document, beside, fix }) => {
    const resolve = () => resolveOwnUserData('cloudInit.userData', document, { ...apart, ...beside });
    expect(resolve).toThrow('cloudInit.userData: "***" is not valid; ');
    expect(resolve).toThrow(fix);
    expect(resolve).not.toThrow(SECRET);
  });

  test.each([undefined, null, 7, { a: SECRET }])('%j, which is no text', (document) => {
    const resolve = () => resolveOwnUserData('cloudInit.userData', document as never, apart);
    expect(resolve).toThrow('cloudInit.userData: "***" is not valid; begin it with the line #cloud-config');
  });
});

describe('nothing is printed', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test.each([
    { say: 'a mapping as key', document: `#cloud-config\n? {${SECRET}: a}\n: b` },
    { say: 'a template of Helm', document: `#cloud-config\na: {{ ${SECRET} }}` },
    { say: 'a tag that nobody knows', document: `#cloud-config\na: !vault ${SECRET}` },
    { say: 'a directive that nobody knows', document: `#cloud-config\n%A ${SECRET}\n---\na: b` },
  ])('of $say', ({ document }) => {
    const printed = [vi.spyOn(process, 'emitWarning'), vi.spyOn(console, 'warn'), vi.spyOn(process.stderr, 'write')];
    for (const spy of printed) spy.mockImplementation(() => true);
    resolveOwnUserData('cloudInit.userData', document, apart);
    expect(printed.flatMap((spy) => spy.mock.calls)).toEqual([]);
  });
});

test('what is taken can be written', () => {
  const own = resolveOwnUserData('f', '#cloud-config\n__proto__: {a: 1}\na: &x {b: [1]}\nc: *x', apart);
  expect(renderUserData({ guestAgent: false }, own)).toContain('__proto__');
});

function previous(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) - 1);
}
