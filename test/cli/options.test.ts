import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { command, documents, goodVm, nad, vm } from './command';

const cli = command();
const mac = (last: number) => `02:00:00:00:00:0${last}`;

/** Rules found, as `object rule`. */
async function found(...args: readonly string[]): Promise<{ code: number; rules: readonly string[] }> {
  const { code, stdout, stderr } = await cli.run(['check', '--format', 'json', ...args]);
  if (stdout === '') throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as { findings: { object: string; rule: string }[] };
  return { code, rules: findings.map(({ object, rule }) => `${object} ${rule}`) };
}

const unknownField = goodVm('field', mac(4)).replace('bridge: {}', 'bridge: {}\n              vlan: 5');
const osImage = goodVm('image', mac(5)).replace(
  /persistentVolumeClaim:\n.*/,
  'containerDisk:\n            image: quay.io/os:1',
);

beforeAll(() => {
  cli.write({
    'all.yaml': documents(nad, unknownField, vm('db'), osImage, goodVm('one', mac(1)), goodVm('two', mac(1))),
    'left.yaml': documents(nad, goodVm('one', mac(1))),
    'right.yaml': documents(nad, goodVm('two', mac(1))),
    'good.yaml': documents(nad, goodVm('one', mac(1))),
    'deep/er/good.yml': documents(nad, goodVm('one', mac(2))),
    'deep/bad.json': JSON.stringify({
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachine',
      metadata: { name: 'x' },
      spec: {},
    }),
    'deep/values.yaml': 'replicas: 3\n',
    'deep/notes.txt': ': : :',
    'deep/.git/config.yaml': ': : :',
    'deep/node_modules/x.yaml': ': : :',
    'values.yaml': 'replicas: 3\n',
    'host-disk.yaml': goodVm('disk', mac(6)).replace(/persistentVolumeClaim:\n.*/, 'hostDisk: {path: /d, type: Disk}'),
    'instancetype.yaml': `apiVersion: instancetype.kubevirt.io/v1beta1
kind: VirtualMachineClusterInstancetype
metadata:
  name: small
spec:
  cpu:
    guest: 1
  memory:
    guest: 1Gi
`,
    'typed.yaml': goodVm('typed', mac(7)).replace('spec:\n', 'spec:\n  instancetype:\n    name: small\n'),
    'crds/widget.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.org
spec:
  group: example.org
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                size: {type: integer}
`,
    'widget.yaml':
      'apiVersion: example.org/v1\nkind: Widget\nmetadata:\n  name: w\n  namespace: vms\nspec:\n  size: big\n',
  });
});

const ALL = {
  schema: 'VirtualMachine/vms/field unknown-field',
  admission: 'VirtualMachine/vms/db net-without-iface',
  guest: 'VirtualMachine/vms/image container-disk-root',
  fleet: 'VirtualMachine/vms/two duplicate-mac',
};

describe('families', () => {
  test('all are asked where none is named', async () => {
    const { code, rules } = await found('all.yaml');
    expect(code).toBe(1);
    for (const rule of Object.values(ALL)) expect(rules).toContain(rule);
  });

  test.each(Object.entries(ALL))('--only %s', async (family, rule) => {
    const { code, rules } = await found('--only', family, 'all.yaml');
    expect(rules).toContain(rule);
    expect(rules.filter((other) => Object.values(ALL).includes(other))).toEqual([rule]);
    expect(code).toBe(family === 'guest' ? 0 : 1);
  });

  test('--only takes several, with commas and repeated', async () => {
    const { rules } = await found('--only', 'schema,admission', '--only=fleet', 'all.yaml');
    expect(rules).toEqual([ALL.schema, ALL.admission, ALL.fleet]);
  });

  test('--skip leaves families out, of those that --only names', async () => {
    const { rules } = await found('--skip', 'network,guest', 'all.yaml');
    expect(rules).toEqual([ALL.schema, ALL.admission, ALL.fleet]);
    expect((await found('--only', 'schema,fleet', '--skip', 'fleet', 'all.yaml')).rules).toEqual([ALL.schema]);
  });
});

describe('files', () => {
  test('are one app together', async () => {
    const { code, rules } = await found('left.yaml', 'right.yaml');
    expect(code).toBe(1);
    expect(rules).toEqual(['NetworkAttachmentDefinition/vms/lan duplicate-object', ALL.fleet]);
  });

  test('are an app each with --each', async () => {
    expect(await found('--each', 'left.yaml', 'right.yaml')).toEqual({ code: 0, rules: [] });
  });

  test('are found in folders, but for hidden ones, other names and what is no object', async () => {
    const { stdout } = await cli.run(['check', '--format', 'json', 'deep']);
    const { findings, summary } = JSON.parse(stdout);
    expect(new Set(findings.map(({ file }: { file: string }) => file))).toEqual(new Set(['deep/bad.json']));
    expect(summary).toMatchObject({ objects: 3, files: 3 });
  });

  test('come on the standard input as -', async () => {
    const { code, stdout } = await cli.run(['check', '--format', 'json', '-'], vm('db'));
    expect(code).toBe(1);
    expect(JSON.parse(stdout).findings).toMatchObject([{ rule: 'net-without-iface', file: '-', line: 15 }]);
  });

  test('that are no objects are errors where they are named', async () => {
    const { code, stdout } = await cli.run(['check', '--format', 'json', 'values.yaml']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).findings).toMatchObject([{ rule: 'no-object', file: 'values.yaml', line: 1 }]);
  });

  test('do not change the answer by their order', async () => {
    const [one, other] = [
      ['left.yaml', 'all.yaml'],
      ['all.yaml', 'left.yaml'],
    ];
    expect((await found(...(one ?? []))).rules.length).toBe((await found(...(other ?? []))).rules.length);
  });
});

describe('the cluster', () => {
  test('--context names what is there: it is looked up, not checked', async () => {
    const alone = await cli.run(['check', '--format', 'json', 'typed.yaml']);
    expect(JSON.parse(alone.stdout).findings).toEqual([]);
    const { code, rules } = await found('--context', 'instancetype.yaml', '--context', 'left.yaml', 'typed.yaml');
    expect(code).toBe(1);
    // Its memory and the type's: known only with the type.
    expect(rules).toContain('VirtualMachine/vms/typed instancetype-conflict');
    expect(rules.every((rule) => rule.startsWith('VirtualMachine/vms/typed '))).toBe(true);
  });

  test('--context with an error in it says nothing of it', async () => {
    expect(await found('--only', 'admission', '--context', 'all.yaml', 'good.yaml')).toEqual({ code: 0, rules: [] });
  });

  test('--crds brings kinds of the user', async () => {
    expect((await found('widget.yaml')).rules).toEqual([]);
    expect(await found('--crds', 'crds', 'widget.yaml')).toEqual({ code: 1, rules: ['Widget/vms/w wrong-type'] });
  });

  test('--gates and --disable-gates say which feature gates are on', async () => {
    expect((await found('--only', 'admission', 'host-disk.yaml')).rules).toEqual(['VirtualMachine/vms/disk host-disk']);
    expect((await found('--only', 'admission', '--gates', 'HostDisk,Sidecar', 'host-disk.yaml')).rules).toEqual([]);
    const off = await found('--only', 'admission', '--gates=HostDisk', '--disable-gates=HostDisk', 'host-disk.yaml');
    expect(off.rules).toEqual(['VirtualMachine/vms/disk host-disk']);
  });

  test('--kubevirt-version takes a release', async () => {
    expect((await found('--kubevirt-version', 'v1.8.2', 'good.yaml')).code).toBe(0);
  });
});

describe('acknowledged findings', () => {
  const reason = { 'container-disk-root': 'made anew each night' };
  const acknowledged = osImage.replace(
    'namespace: vms',
    `namespace: vms\n  annotations:\n    cdk8s-wukong/acknowledge: '${JSON.stringify(reason)}'`,
  );

  beforeAll(() => cli.write({ 'acknowledged.yaml': documents(nad, acknowledged) }));

  test('are counted and not shown', async () => {
    const { code, stdout } = await cli.run(['check', 'acknowledged.yaml']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '0 errors, 0 warnings, 1 acknowledged; 2 objects in 1 file checked\n',
    });
  });

  test('are shown with --acknowledged, in every format', async () => {
    const shown = async (format: string) =>
      (await cli.run(['check', '--acknowledged', '--format', format, 'acknowledged.yaml'])).stdout;
    expect(await shown('text')).toContain('    acknowledged: made anew each night\n');
    expect(JSON.parse(await shown('json')).findings).toMatchObject([{ acknowledged: 'made anew each night' }]);
    expect(JSON.parse(await shown('sarif')).runs[0].results).toMatchObject([
      { suppressions: [{ kind: 'inSource', justification: 'made anew each night' }] },
    ]);
    expect(await shown('junit')).toContain('failures="0"');
    expect(await shown('github')).toMatch(/^::notice .*\(acknowledged: made anew each night\)\n$/);
  });

  test('never are what the cluster refuses', async () => {
    cli.write({ 'refused.yaml': vm('db', { acknowledge: { 'net-without-iface': 'we like it so' } }) });
    const told = 'VirtualMachine/vms/db acknowledge-unknown';
    expect(await found('refused.yaml')).toEqual({ code: 1, rules: [told, ALL.admission] });
  });
});

describe('what is said of itself', () => {
  test('--rules lists every rule once, with its family', async () => {
    const { code, stdout } = await cli.run(['check', '--rules', '--format', 'json']);
    expect(code).toBe(0);
    const { rules } = JSON.parse(stdout) as { rules: { rule: string; family: string; acknowledgeable: boolean }[] };
    expect(new Set(rules.map(({ rule }) => rule)).size).toBe(rules.length);
    for (const [family, rule] of Object.entries(ALL)) {
      expect(rules).toContainEqual(expect.objectContaining({ rule: rule.split(' ')[1], family }));
    }
    const { stdout: text } = await cli.run(['check', '--rules']);
    expect(text.split('\n')).toHaveLength(rules.length + 1);
    expect(text).toMatch(/^net-without-iface +admission +refused$/m);
  });

  test('every rule has its place in the documentation', async () => {
    const { stdout } = await cli.run(['check', '--rules', '--format', 'json']);
    const { rules } = JSON.parse(stdout) as { rules: { rule: string; link: string }[] };
    const missing = rules.filter(({ rule, link }) => {
      const page = readFileSync(join(__dirname, '../../docs', link.replace(/^.*\/docs\/|#.*$/g, '')), 'utf8');
      return !page.includes(`\n### ${rule}\n`) && !page.includes(`<a id="${rule}"></a>`);
    });
    expect(missing).toEqual([]);
  });

  test('--help and --version', async () => {
    expect(await cli.run(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('--kubevirt-version') });
    expect(await cli.run(['check', '-h'])).toMatchObject({ code: 0, stdout: expect.stringContaining('--context') });
    expect(await cli.run(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  test.each([
    { args: [], says: 'no command is given' },
    { args: ['plan9'], says: 'there is no command "plan9"' },
    { args: ['check'], says: 'no file is given; - is the standard input' },
    { args: ['check', '--fromat', 'json', 'good.yaml'], says: "Unknown option '--fromat'" },
    {
      args: ['check', '--format', 'xml', 'good.yaml'],
      says: '--format xml: write one of text, json, sarif, junit, github',
    },
    { args: ['check', '--format', 'toString', 'good.yaml'], says: '--format toString: write one of text, json' },
    { args: ['check', '--only', 'nets', 'good.yaml'], says: '--only nets: write some of schema, admission' },
    {
      args: ['check', '--only', 'guest', '--skip', 'guest', 'good.yaml'],
      says: '--only and --skip leave nothing to check',
    },
    { args: ['check', '--kubevirt-version', 'new', 'good.yaml'], says: '--kubevirt-version new: write a release' },
    { args: ['check', '--context', 'nowhere', 'good.yaml'], says: 'nowhere: there is no such file or folder' },
  ])('$args ends with 2', async ({ args, says }) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`cdk8s-wukong: ${says}`);
  });
});
