import { describe, expect, test } from 'vitest';
import { command, documents, nad, vm } from './command';

const cli = command();

/** The line that the finding about a network without interface names. */
async function line(text: string | Uint8Array): Promise<number | undefined> {
  const { stdout } = await cli.run(['check', '--format', 'json', '-'], text);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; line?: number }[] };
  return findings.find(({ rule }) => rule === 'net-without-iface')?.line;
}

/** The row of the network's name in `vm`, from 1. */
const OWN = 15;
const rows = (text: string): number => text.split('\n').length - 1;

const network = '{"name": "lan", "multus": {"networkName": "lan"}}';
const flow = (spec: string) => `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: db, namespace: vms}
spec:
  runStrategy: Always
  template: ${spec}
`;
const json = (indent: number | string | undefined) =>
  JSON.stringify(
    {
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachine',
      metadata: { name: 'db', namespace: 'vms' },
      spec: {
        runStrategy: 'Always',
        template: {
          spec: {
            domain: { memory: { guest: '1Gi' }, devices: {} },
            networks: [{ name: 'lan', multus: { networkName: 'lan' } }],
          },
        },
      },
    },
    undefined,
    indent,
  );
/** The row of the network's name in the JSON that is indented. */
const JSON_LINE = json(2).slice(0, json(2).indexOf('"name": "lan"')).split('\n').length;

const inList = vm('db').replace(/^/gm, '    ').replace('    ', '  - ').trimEnd();

describe('the line of a finding', () => {
  test.each<{ say: string; text: string | Uint8Array; line: number }>([
    { say: 'in the only document', text: vm('db'), line: OWN },
    { say: 'after a mark', text: `---\n${vm('db')}`, line: 1 + OWN },
    {
      say: 'in the third document',
      text: documents(nad, nad.replace('lan', 'x'), vm('db')),
      line: 2 * rows(nad) + 2 + OWN,
    },
    { say: 'after empty documents and comments', text: `---\n---\n# x\n\n---\n# y\n${vm('db')}`, line: 6 + OWN },
    { say: "after Helm's comment", text: `---\n# Source: app/templates/vm.yaml\n${vm('db')}`, line: 2 + OWN },
    { say: 'after a document with an end mark', text: `${nad}...\n${vm('db')}`, line: rows(nad) + 1 + OWN },
    { say: 'after a directive', text: `%YAML 1.2\n---\n${vm('db')}`, line: 2 + OWN },
    { say: 'after a document that cannot be read', text: documents('a: [1\n', vm('db')), line: 2 + OWN },
    {
      say: 'after a text with three dashes inside of a row',
      text: documents(
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  a: |\n    ---\n    b\n',
        vm('db'),
      ),
      line: 8 + OWN,
    },
    {
      say: 'with row ends of Windows',
      text: documents(nad, vm('db')).replaceAll('\n', '\r\n'),
      line: rows(nad) + 1 + OWN,
    },
    { say: 'with a byte order mark', text: `\ufeff${vm('db')}`, line: OWN },
    { say: 'in UTF-16', text: Buffer.from(`\ufeff${vm('db')}`, 'utf16le'), line: OWN },
    {
      say: 'with comments and blank rows inside',
      text: vm('db').replace('      networks:', '      # nets\n\n      networks: # here'),
      line: OWN + 2,
    },
    {
      say: 'in a flow mapping',
      text: flow(`{spec: {domain: {devices: {}},\n    networks: [\n      ${network}]}}`),
      line: 8,
    },
    {
      say: 'with anchors',
      text: flow(`\n    spec:\n      domain: &d\n        devices: {}\n      networks: [${network}]`),
      line: 10,
    },
    {
      say: 'of what a merge key brings in',
      text: flow(`\n    spec:\n      <<: {networks: [${network}]}\n      domain:\n        devices: {}`),
      line: 8,
    },
    { say: 'in JSON of one row', text: json(undefined), line: 1 },
    { say: 'in JSON with blanks', text: json(2), line: JSON_LINE },
    { say: 'in JSON with tabs', text: json('\t'), line: JSON_LINE },
    {
      say: 'in the second of two JSON objects',
      text: `${json(2)}\n${json(2).replace('"db"', '"other"')}`,
      line: JSON_LINE,
    },
    { say: 'in a List', text: `apiVersion: v1\nkind: List\nitems:\n${inList}\n`, line: 3 + OWN },
    {
      say: 'in a List of JSON',
      text: `{"kind": "List", "apiVersion": "v1", "items": [\n${json(undefined)},\n${json(undefined)}]}`,
      line: 2,
    },
  ])('$say', async ({ text, line: expected }) => {
    expect(await line(text)).toBe(expected);
  });

  test('of a missing field is that of what it should stand in', async () => {
    const { stdout } = await cli.run(
      ['check', '--format', 'json', '-'],
      documents(nad, vm('db').replace(/ +domain:\n(.*\n){3}/, '')),
    );
    const { findings } = JSON.parse(stdout) as { findings: { field: string; line: number }[] };
    expect(findings).toMatchObject([{ field: 'spec.template.spec.domain', line: rows(nad) + 1 + 9 }]);
  });
});
