import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { command, documents, goodVm, nad, vm } from './command';

const cli = command();
const root = join(__dirname, '../..');

const LINK = 'https://github.com/cdk8s-wukong/cdk8s-wukong/blob/main/docs/RULES.md';

// Two files; in the second one the refused VM is the third document, and begins in line 45.
beforeAll(() => {
  cli.write({
    'app/a & b.yaml': vm('db'),
    'app/fleet.yaml': documents(nad, goodVm('one', '02:00:00:00:00:01'), goodVm('two', '02:00:00:00:00:01')),
  });
});

describe('check, on two files with an error each,', () => {
  test('tells people object, place, message, fix and link', async () => {
    expect(await cli.run(['check', 'app'])).toEqual({
      code: 1,
      stderr: '',
      stdout: `VirtualMachine/vms/db
  app/a & b.yaml:15  error  spec.template.spec.networks[0].name
    network "lan" has no interface of that name
    fix: add an interface named "lan" or remove the network
    net-without-iface  ${LINK}#net-without-iface

VirtualMachine/vms/two
  app/fleet.yaml:59  error  spec.template.spec.domain.devices.interfaces[0].macAddress
    02:00:00:00:00:01 is also the MAC of "lan" of VirtualMachine/vms/one
    fix: give one of them another macAddress, also in its networkData
    duplicate-mac  ${LINK}#duplicate-mac

2 errors, 0 warnings; 4 objects in 2 files checked
`,
    });
  });

  test('prints JSON of the documented keys', async () => {
    const { code, stdout } = await cli.run(['check', '--format', 'json', 'app']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      findings: [
        {
          rule: 'net-without-iface',
          severity: 'error',
          object: 'VirtualMachine/vms/db',
          field: 'spec.template.spec.networks[0].name',
          message: 'network "lan" has no interface of that name',
          fix: 'add an interface named "lan" or remove the network',
          file: 'app/a & b.yaml',
          line: 15,
        },
        {
          rule: 'duplicate-mac',
          severity: 'error',
          object: 'VirtualMachine/vms/two',
          field: 'spec.template.spec.domain.devices.interfaces[0].macAddress',
          message: '02:00:00:00:00:01 is also the MAC of "lan" of VirtualMachine/vms/one',
          fix: 'give one of them another macAddress, also in its networkData',
          file: 'app/fleet.yaml',
          line: 59,
        },
      ],
      summary: { errors: 2, warnings: 0, acknowledged: 0, objects: 4, files: 2 },
    });
  });

  test('prints SARIF with file and line', async () => {
    const { code, stdout } = await cli.run(['check', '--format=sarif', 'app']);
    expect(code).toBe(1);
    const descriptor = (id: string) => ({
      id,
      shortDescription: { text: id.replaceAll('-', ' ') },
      helpUri: `${LINK}#${id}`,
    });
    const name = 'VirtualMachine/vms/db spec.template.spec.networks[0].name';
    expect(JSON.parse(stdout)).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'cdk8s-wukong',
              version,
              rules: [descriptor('duplicate-mac'), descriptor('net-without-iface')],
            },
          },
          results: [
            {
              ruleId: 'net-without-iface',
              ruleIndex: 1,
              level: 'error',
              message: {
                text: `${name}: network "lan" has no interface of that name; add an interface named "lan" or remove the network`,
              },
              locations: [
                {
                  physicalLocation: { artifactLocation: { uri: 'app/a%20%26%20b.yaml' }, region: { startLine: 15 } },
                  logicalLocations: [{ fullyQualifiedName: name }],
                },
              ],
              partialFingerprints: { 'ruleObjectField/v1': `net-without-iface ${name}` },
            },
            { ruleId: 'duplicate-mac', ruleIndex: 0 },
          ],
        },
      ],
    });
  });

  test('prints SARIF that has no key which the types of @types/sarif lack', async () => {
    const log = (await cli.run(['check', '--format=sarif', 'app', '--acknowledged'])).stdout;
    // What is not there keeps nothing of the rest back.
    const partly = await cli.run(['check', '--format=sarif', 'app', 'nothing.yaml', '--acknowledged']);
    expect(partly).toMatchObject({ code: 2, stdout: log });
    expect(mistakes(log)).toEqual([]);
    // The check itself finds a key too many.
    expect(mistakes(log.replace('"ruleIndex"', '"ruleNumber"'))).toHaveLength(1);
  }, 60_000);

  test('prints JUnit: a suite for each file, a case for each object', async () => {
    const { code, stdout } = await cli.run(['check', '--format', 'junit', 'app']);
    expect(code).toBe(1);
    const mac = '02:00:00:00:00:01 is also the MAC of &quot;lan&quot; of VirtualMachine/vms/one';
    const field = 'spec.template.spec.domain.devices.interfaces[0].macAddress';
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="cdk8s-wukong check" tests="4" failures="2" errors="0">',
    ]);
    expect(stdout).toContain(`  <testsuite name="app/fleet.yaml" tests="3" failures="1" errors="0">
    <testcase classname="app/fleet.yaml" name="NetworkAttachmentDefinition/vms/lan" file="app/fleet.yaml"/>
    <testcase classname="app/fleet.yaml" name="VirtualMachine/vms/one" file="app/fleet.yaml"/>
    <testcase classname="app/fleet.yaml" name="VirtualMachine/vms/two" file="app/fleet.yaml" line="59">
      <failure type="duplicate-mac" message="${mac}">app/fleet.yaml:59: error: ${field}: ${mac}; give one of them another macAddress, also in its networkData (duplicate-mac, ${LINK}#duplicate-mac)</failure>
    </testcase>
  </testsuite>
`);
    expect(stdout).toContain('<testsuite name="app/a &amp; b.yaml" tests="1" failures="1" errors="0">');
  });

  test('prints annotations of GitHub', async () => {
    const { code, stdout } = await cli.run(['check', '--format', 'github', 'app']);
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      '::error file=app/a & b.yaml,line=15,title=net-without-iface::VirtualMachine/vms/db spec.template.spec.networks[0].name: network "lan" has no interface of that name; add an interface named "lan" or remove the network',
      '::error file=app/fleet.yaml,line=59,title=duplicate-mac::VirtualMachine/vms/two spec.template.spec.domain.devices.interfaces[0].macAddress: 02:00:00:00:00:01 is also the MAC of "lan" of VirtualMachine/vms/one; give one of them another macAddress, also in its networkData',
      '',
    ]);
  });
});

/** What TypeScript says of a SARIF log that is written as a program. */
function mistakes(log: string): readonly string[] {
  const folder = join(cli.folder, 'types');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'log.ts');
  writeFileSync(file, `import type { Log } from 'sarif';\nexport const log: Log = ${log};\n`);
  const program = ts.createProgram([file], {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: ['sarif'],
    typeRoots: [join(root, 'node_modules/@types')],
    paths: { sarif: [join(root, 'node_modules/@types/sarif/index.d.ts')] },
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
