import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command, documents, goodVm, nad, vm } from './command';

const cli = command();
const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  namespace: vms\n';
const bomb = ['a0: &a0 [x, x]', ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)];

interface Row {
  readonly say: string;
  readonly text: string | Uint8Array;
  readonly rule?: string;
  readonly line?: number;
  readonly message?: string;
  readonly code?: number;
}

describe('what cannot be read', () => {
  test.each<Row>([
    { say: 'a bracket that stays open', text: `${head}data: [1\n`, rule: 'yaml-syntax', line: 6 },
    { say: 'a quote that stays open', text: `${head}data: "x\n`, rule: 'yaml-syntax', line: 6 },
    { say: 'a tab that indents', text: `${head}data:\n\ta: 1\n`, rule: 'yaml-syntax', line: 7 },
    { say: 'a row too far to the left', text: `${head}data:\n    a: x\n   b: y\n`, rule: 'yaml-syntax', line: 8 },
    { say: 'a template of Helm', text: `${head}data:\n  a: {{ .Values.a }}\n`, rule: 'yaml-syntax', line: 7 },
    {
      say: 'a tab far above what a template of the guest fills in',
      text: `${head}data:\n\ta: 1\n  b: |\n    1\n    2\n    3\n    {{ v1.local_hostname }} is up\n`,
      rule: 'yaml-syntax',
      line: 7,
      message: 'a tab indents the line',
    },
    { say: 'a template around it all', text: `{{- if .Values.on }}\n${head}{{- end }}\n`, rule: 'yaml-syntax' },
    { say: 'a key twice', text: `${head}data:\n  a: x\n  b: y\n  a: z\n`, rule: 'yaml-duplicate-key', line: 9 },
    {
      say: 'a key twice in JSON',
      text: '{"apiVersion": "v1", "kind": "X",\n "kind": "Y"}',
      rule: 'yaml-duplicate-key',
      line: 2,
    },
    { say: 'a key that is a list', text: `${head}data:\n  [a]: b\n`, rule: 'yaml-syntax', line: 7 },
    { say: 'an alias without anchor', text: `${head}data:\n  a: *b\n`, rule: 'yaml-aliases', line: 7 },
    { say: 'an alias to itself', text: `${head}data: &d\n  a: *d\n`, rule: 'yaml-aliases', line: 7 },
    { say: 'an alias bomb', text: `${head}data:\n${bomb.map((row) => `  ${row}\n`).join('')}`, rule: 'yaml-aliases' },
    { say: 'a merge of no mapping', text: `${head}data:\n  <<: 3\n`, rule: 'yaml-syntax' },
    { say: '300 levels of brackets', text: `${head}data: ${'['.repeat(300)}${']'.repeat(300)}\n`, rule: 'yaml-depth' },
    { say: '100,000 levels of brackets', text: `${head}data: ${'['.repeat(100_000)}`, rule: 'yaml-depth' },
    { say: '20,000 levels of dashes', text: `${head}data:\n  ${'- '.repeat(20_000)}x\n`, rule: 'yaml-depth' },
    { say: '20,000 levels of question marks', text: '? - '.repeat(20_000), rule: 'yaml-depth' },
    {
      say: '2,000 levels of indentation',
      text: Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
      rule: 'yaml-depth',
    },
    { say: '100,000 levels of JSON', text: `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, rule: 'yaml-depth' },
    { say: 'a control character', text: `${head}data:\n  a: "\u0007"\n`, rule: 'yaml-characters', line: 7 },
    { say: 'a program', text: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), rule: 'yaml-characters' },
    { say: 'text in no UTF', text: Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]), rule: 'yaml-characters' },
    { say: 'a document of more than 10 MB', text: `${head}data:\n  a: ${'x'.repeat(10_000_000)}\n`, rule: 'yaml-size' },
    { say: 'more marks than a reader can hold', text: `${head}data: [${'a,'.repeat(600_000)}]\n`, rule: 'yaml-size' },
    { say: 'quotes and nothing else', text: "'".repeat(1_000_001), rule: 'yaml-size' },
  ])('$say is a finding, and exit code 2', async ({ text, rule, line, message }) => {
    const { code, stdout, stderr } = await cli.run(['check', '--format', 'json', '-'], text);
    expect(stderr).toBe('');
    expect(code).toBe(2);
    const { findings } = JSON.parse(stdout);
    expect(findings).toMatchObject([
      { rule, severity: 'error', object: '', ...(line && { line }), ...(message && { message }) },
    ]);
  });

  test('does not keep the other documents from being checked', async () => {
    cli.write({ 'mixed.yaml': documents('a: [1\n', vm('db')), 'bad.yaml': 'a: {' });
    const { code, stdout } = await cli.run(['check', '--format', 'json', 'mixed.yaml', 'bad.yaml']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule)).toEqual([
      'yaml-syntax',
      'yaml-syntax',
      'net-without-iface',
    ]);
  });

  test('says once that a file is a template', async () => {
    const { code, stdout } = await cli.run(['check', '--format', 'json', '-'], 'a: {{ .x }}\n---\nb: {{ .y }}\n');
    expect(code).toBe(2);
    expect(JSON.parse(stdout).findings.map(({ line }: { line: number }) => line)).toEqual([1]);
  });

  test('in the context ends with 2 as well', async () => {
    cli.write({ 'good.yaml': documents(nad, goodVm('one', '02:00:00:00:00:01')), 'bad.yaml': 'a: {' });
    expect((await cli.run(['check', '--context', 'bad.yaml', 'good.yaml'])).code).toBe(2);
  });

  test('in thousands is left at some point', async () => {
    const { code, stdout } = await cli.run(['check', '--format', 'json', '-'], '--- a: [\n'.repeat(5000));
    expect(code).toBe(2);
    expect(JSON.parse(stdout).findings).toHaveLength(1001);
  });

  test('shows no word of the text', async () => {
    const { stdout } = await cli.run(
      ['check', '-'],
      'apiVersion: v1\nkind: Secret\nstringData:\n  hunter2: [hunter2\n',
    );
    expect(stdout).not.toContain('hunter2');
  });
});

describe('what is odd and can be read', () => {
  test.each<Row>([
    { say: 'nothing', text: '', code: 0 },
    { say: 'comments', text: '# nothing\n---\n# here\n', code: 0 },
    { say: 'null', text: 'null\n', code: 0 },
    { say: 'a kind that nobody knows', text: 'apiVersion: example.org/v1\nkind: Thing\nspec: 3\n', code: 0 },
    { say: 'anchors and aliases', text: `${head}data: &d\n  a: x\nbinaryData: *d\n`, code: 1, rule: 'data-key' },
    { say: 'merge keys', text: `${head}data:\n  <<: {a: x}\n  b: z\n`, code: 0 },
    { say: 'a key called __proto__', text: `${head}data:\n  __proto__: x\n`, code: 0 },
    {
      say: 'a List',
      text: `apiVersion: v1\nkind: List\nitems:\n- ${head.replaceAll('\n', '\n  ')}data: {}\n`,
      code: 0,
    },
    { say: 'a text', text: 'just words\n', code: 1, rule: 'no-object' },
    { say: 'a list', text: '- apiVersion: v1\n  kind: ConfigMap\n', code: 1, rule: 'no-object' },
    { say: 'an object without kind', text: 'apiVersion: v1\nmetadata: {name: x}\n', code: 1, rule: 'no-object' },
    { say: 'a kind that is no text', text: 'apiVersion: v1\nkind: [VirtualMachine]\n', code: 1, rule: 'no-object' },
  ])('$say', async ({ text, code, rule }) => {
    const ran = await cli.run(['check', '--format', 'json', '-'], text);
    const { findings } = JSON.parse(ran.stdout) as { findings: { rule: string }[] };
    expect(ran.code).toBe(code);
    if (rule === undefined) expect(findings).toEqual([]);
    else expect(findings.map((finding) => finding.rule)).toContain(rule);
  });

  test('a folder that links to itself', async () => {
    cli.write({ 'round/good.yaml': documents(nad, goodVm('one', '02:00:00:00:00:01')) });
    symlinkSync('.', join(cli.folder, 'round/again'));
    expect(await cli.run(['check', 'round'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('2 objects in 1 file '),
    });
  });

  test('what is not there does not keep the rest from being checked', async () => {
    cli.write({ 'torn/good.yaml': documents(nad, goodVm('one', '02:00:00:00:00:01')) });
    symlinkSync('nowhere', join(cli.folder, 'torn/broken.yaml'));
    const { code, stdout, stderr } = await cli.run(['check', '--format', 'json', 'torn', 'nowhere.yaml']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { objects: 2 } });
    expect(stderr).toContain('torn/broken.yaml: there is no such file or folder');
    expect(stderr).toContain('nowhere.yaml: there is no such file or folder');
  });

  test('patches and the templates of a chart are passed over', async () => {
    cli.write({
      'repo/overlay/kustomization.yaml': 'resources: [good.yaml]\npatches: [{path: patch.yaml}]\n',
      'repo/overlay/patch.yaml': 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata: {name: one}\n',
      'repo/overlay/good.yaml': documents(nad, goodVm('one', '02:00:00:00:00:01')),
      'repo/chart/Chart.yaml': 'name: x\n',
      'repo/chart/templates/vm.yaml': 'a: {{ .Values.a }}\n',
    });
    expect(await cli.run(['check', 'repo'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('2 objects'),
    });
  });

  test('names with the signs of a terminal are shown, not obeyed', async () => {
    const { stdout } = await cli.run(['check', '-'], vm('db').replace('name: db', 'name: "\\e[31mred"'));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may come out
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
    expect(stdout).toContain('\\u001b[31mred');
  });
});
