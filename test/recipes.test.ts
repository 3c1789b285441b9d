import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = join(__dirname, '..');
const node = process.execPath;

let copy: string;

/** A copy of the tree, as somebody who changes it has one. */
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'wukong-recipe-'));
  for (const entry of ['src', 'imports', 'examples', 'test', 'package.json', 'tsconfig.json', 'vitest.config.mts']) {
    cpSync(join(root, entry), join(copy, entry), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(copy, file), 'utf8');
  expect(text, `${file} holds the text that is edited`).toContain(from);
  writeFileSync(join(copy, file), text.replace(from, to));
}

function run(args: readonly string[], outdir = join(copy, 'dist')): string {
  const env = { ...process.env, CDK8S_OUTDIR: outdir };
  return execFileSync(node, args, { cwd: copy, encoding: 'utf8', env, stdio: 'pipe' });
}

function seed(): string {
  run(['--import', 'tsx', 'examples/seed/main.ts']);
  return readFileSync(join(copy, 'dist/web.k8s.yaml'), 'utf8');
}

const kinds = (yaml: string) => [...yaml.matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind);

describe("the README's four tasks", () => {
  test('name the files', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const file of ['networks/bridge', 'resolve/names', 'manifest/order', 'values/numbers']) {
      expect(readme).toContain(`\`src/${file}.ts\``);
    }
  });

  test("change the bridge's CNI config", () => {
    edit('src/networks/bridge.ts', "type: 'bridge',\n", "type: 'bridge',\n      hairpinMode: true,\n");
    expect(seed()).toContain('"type":"bridge","hairpinMode":true,"bridge":"br-mgmt"');
  });

  test('change a default name', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    edit('src/resolve/names.ts', '${prefix}-${network}-nad', '${prefix}-${network}-net');
    const yaml = seed();
    expect(yaml).toContain('  name: web-01-mgmt-net\n');
    expect(yaml).toContain('networkName: web-01-mgmt-net\n');
  });

  test('change the order of the YAML', () => {
    const networks = "  { id: 'networks', kinds: ['NetworkAttachmentDefinition'] },\n";
    const volumes = "  { id: 'volumes', kinds: ['Secret', 'DataVolume'] },\n";
    edit('src/manifest/order.ts', networks + volumes, volumes + networks);
    expect(kinds(seed())).toEqual([
      'Secret',
      'NetworkAttachmentDefinition',
      'NetworkAttachmentDefinition',
      'VirtualMachine',
    ]);
  });

  test('change one message', () => {
    edit('src/values/numbers.ts', 'use a whole number from', 'choose a whole number from');
    edit('examples/seed/main.ts', 'vlanId: 100', 'vlanId: 5000');
    expect(() => seed()).toThrow(
      'web/web-01: networks[0].vlanId: 5000 is not valid; choose a whole number from 1 to 4094',
    );
  });
}, 60_000);

describe("CONTRIBUTING's recipe for a new network type", () => {
  test('gives a type that compiles, obeys the laws and synthesizes', () => {
    edit(
      'src/model/network-config.ts',
      "  OVS = 'ovs',\n",
      "  OVS = 'ovs',\n  /** A port of a VXLAN device of the node. */\n  VXLAN = 'vxlan',\n",
    );
    writeFileSync(join(copy, 'src/networks/vxlan.ts'), vxlan);
    edit('src/networks/index.ts', 'bridge, macvlan, sriov, ovs }', 'bridge, macvlan, sriov, ovs, vxlan }');
    edit(
      'src/networks/index.ts',
      "import { sriov } from './sriov';\n",
      "import { sriov } from './sriov';\nimport { vxlan } from './vxlan';\n",
    );
    edit('src/constructs/network.ts', '  private constructor() {}\n', factory);
    edit('examples/seed/main.ts', 'type: NetworkType.BRIDGE, ipConfig', 'type: NetworkType.VXLAN, ipConfig');
    writeFileSync(
      join(copy, 'tsconfig.json'),
      JSON.stringify({
        ...JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')),
        include: ['src', 'imports', 'examples'],
      }),
    );

    run(['node_modules/typescript/bin/tsc', '-p', '.']);
    const laws = run([
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=verbose',
      '--root',
      copy,
      'test/networks/laws.test.ts',
      'test/manifest/laws.test.ts',
    ]);
    expect(laws).toMatch(/vxlan/);
    expect(seed()).toContain('"name":"web-01-data-nad","type":"vxlan","bridge":"br-data"');
  }, 240_000);
});

const vxlan = `import { NetworkType } from '../model';
import { compact, derivedLinkName, linkName, mtu, text, whole } from '../values';
import type { NetworkKind } from './network-kind';

export const vxlan: NetworkKind = {
  binding: 'bridge',
  keys: ['bridgeName', 'mtu'],
  refuses: [],
  resolve: (at, options, name) =>
    compact({
      type: NetworkType.VXLAN,
      bridgeName: linkName(\`\${at}bridgeName\`, options.bridgeName ?? derivedLinkName(\`br-\${name}\`)),
      mtu: mtu(\`\${at}mtu\`, options.mtu),
    }),
  render: (wire) => compact({ type: 'vxlan', bridge: wire.bridgeName, mtu: wire.mtu }),
  read: (cni) =>
    cni.type !== 'vxlan'
      ? undefined
      : compact({ type: NetworkType.VXLAN, bridgeName: text(cni.bridge), mtu: whole(cni.mtu) }),
  resourceName: () => undefined,
  segment: (wire) => \`vxlan \${wire.bridgeName}\`,
};
`;

const factory = `  /**
   * A network on a VXLAN device of the node.
   *
   * @param name the network's name in the VM
   * @param options what VXLAN can use
   */
  public static vxlan(name: string, options: BridgeNetworkOptions = {}): NetworkConfig {
    return { ...options, name, type: NetworkType.VXLAN };
  }

  private constructor() {}
`;
