import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(__dirname, '../..');

/** Words that are reserved in one of the languages, and that the field uses all the same. */
const RESERVED = ['type', 'interface', 'namespace', 'object', 'operator'];

/** What the package shows: a name that comes or goes is a decision. */
const TYPES = [
  'AccessMode',
  'BridgeNetworkOptions',
  'CheckOptions',
  'CloudInitConfig',
  'CloudInitUser',
  'CniConfigOptions',
  'CpuTopology',
  'DiskConfig',
  'EvictionStrategy',
  'ExistingAttachmentOptions',
  'ExistingNetworkOptions',
  'Finding',
  'FindingSeverity',
  'GpuConfig',
  'HighAvailability',
  'INetworkAttachment',
  'InterfaceModel',
  'InterfaceState',
  'IpAssignedBy',
  'IpConfig',
  'IpMode',
  'MacvlanMode',
  'MacvlanNetworkOptions',
  'Network',
  'NetworkAttachment',
  'NetworkAttachmentOptions',
  'NetworkAttachmentProps',
  'NetworkConfig',
  'NetworkStatus',
  'NetworkType',
  'NicOptions',
  'OvsNetworkOptions',
  'PodNetworkConfig',
  'PodPort',
  'PortProtocol',
  'RestartPolicy',
  'RouteConfig',
  'RunStrategy',
  'SriovNetworkOptions',
  'SshKeyPropagation',
  'StartStrategy',
  'TaintEffect',
  'Toleration',
  'TolerationOperator',
  'VolumeMode',
  'Wukong',
  'WukongValidation',
  'WukongVm',
  'WukongVmProps',
];

interface Member {
  readonly name: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
  readonly optional?: boolean;
}

interface Type {
  readonly name: string;
  readonly kind: string;
  readonly docs?: { readonly summary?: string };
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly members?: Member[];
}

let copy: string;
let output: string;
let types: Type[];

/** Compiles a copy, so that the tree's own lib/ stays as it is. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'wukong-jsii-'));
  const left = ['node_modules', 'lib', 'dist', '.git', 'test', 'examples', 'e2e', 'bench', 'docs', 'tsconfig.json'];
  for (const entry of readdirSync(root).filter((name) => !left.includes(name))) {
    cpSync(join(root, entry), join(copy, entry), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const jsii = join(root, 'node_modules/.bin/jsii');
  const script = `"${jsii}" --generate-tsconfig tsconfig.jsii.json 2>&1`;
  output = execFileSync('sh', ['-c', script], { cwd: copy, encoding: 'utf8' });
  types = Object.values(JSON.parse(readFileSync(join(copy, '.jsii'), 'utf8')).types as Record<string, Type>);
}, 240_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the jsii compile', () => {
  test('warns of nothing but the reserved words that we use on purpose', () => {
    const warnings = output.split('\n').filter((line) => /JSII\d+|error TS/.test(line));
    const allowed = new RegExp(`"(${RESERVED.join('|')})" is a reserved word`);
    expect(warnings.filter((line) => !allowed.test(line))).toEqual([]);
    expect(warnings.length).toBeGreaterThan(0);
  });

  test('shows the types of the list', () => {
    expect(types.map(({ name }) => name).sort()).toEqual(TYPES);
  });

  test('documents every type, member and default', () => {
    const bare = types.flatMap(({ name, kind, docs, properties = [], methods = [], members = [] }) => [
      ...(docs?.summary ? [] : [name]),
      ...[...properties, ...methods, ...members]
        .filter((member) => !member.docs?.summary)
        .map((member) => `${name}.${member.name}`),
      ...(kind === 'interface' ? properties : [])
        .filter((property) => property.optional && !property.docs?.default)
        .map((property) => `${name}.${property.name}: no default`),
    ]);
    expect(bare).toEqual([]);
  });
});
