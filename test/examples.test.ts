import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { hasSchema, schemaFaults } from './support/crd-schema';

const root = join(__dirname, '..');
const golden = join(root, 'examples/golden');
const goldenFiles = readdirSync(golden);

let out: string;

/** What the real cdk8s CLI writes of all examples. */
beforeAll(() => {
  out = join(mkdtempSync(join(tmpdir(), 'wukong-examples-')), 'dist');
  const args = ['cdk8s', 'synth', '--check-upgrade=false', '--output', out];
  execFileSync('npx', args, { cwd: root, stdio: 'pipe' });
}, 120_000);

afterAll(() => rmSync(join(out, '..'), { recursive: true, force: true }));

// biome-ignore lint/suspicious/noExplicitAny: YAML of any shape
function documents(file: string): any[] {
  return parseAllDocuments(readFileSync(join(golden, file), 'utf8')).map((document) => document.toJS());
}

describe('the examples', () => {
  test('write the files of examples/golden', () => {
    expect(readdirSync(out).sort()).toEqual([...goldenFiles].sort());
  });

  test.each(goldenFiles)('%s is byte for byte the golden one', (file) => {
    expect(readFileSync(join(out, file), 'utf8')).toBe(readFileSync(join(golden, file), 'utf8'));
  });

  test.each(goldenFiles)('%s holds what the CRDs take, and nothing that they do not know', (file) => {
    const known = documents(file).filter(hasSchema);
    expect(known.length).toBeGreaterThan(0);
    for (const doc of known) expect(schemaFaults(doc)).toEqual([]);
    expect(
      documents(file)
        .filter((doc) => !hasSchema(doc))
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'Secret'),
    ).toEqual([]);
  });

  test.each(goldenFiles)(
    '%s pairs networks and interfaces by name and lists every NIC for the guest by its MAC',
    (file) => {
      const docs = documents(file);
      for (const vm of docs.filter(({ kind }) => kind === 'VirtualMachine')) {
        const { domain, networks, volumes } = vm.spec.template.spec;
        const interfaces: { name: string; macAddress: string }[] = domain.devices.interfaces;
        expect(interfaces.map(({ name }) => name)).toEqual(networks.map(({ name }: { name: string }) => name));
        const { name } = volumes.at(-1).cloudInitNoCloud.networkDataSecretRef;
        const secret = docs.find((doc) => doc.kind === 'Secret' && doc.metadata.name === name);
        const [data] = parseAllDocuments(secret.stringData.networkdata).map((document) => document.toJS());
        const listed = Object.entries<{ match: { macaddress: string } }>(data.ethernets);
        expect(listed.map(([id, { match }]) => [id, match.macaddress])).toEqual(
          interfaces.map((nic) => [nic.name, nic.macAddress]),
        );
      }
    },
  );
});

describe("the seed's example", () => {
  test('writes its NADs, its Secret and its VM in this order', () => {
    expect(
      documents('web.k8s.yaml').map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`),
    ).toEqual([
      'NetworkAttachmentDefinition vms/web-01-mgmt-nad',
      'NetworkAttachmentDefinition vms/web-01-data-nad',
      'Secret vms/web-01-cloud-init',
      'VirtualMachine vms/web-01',
    ]);
  });

  test('has VLAN 100 on mgmt and no address in a NAD', () => {
    const [mgmt, data] = documents('web.k8s.yaml').map(({ spec }) => spec?.config && JSON.parse(spec.config));
    expect(mgmt).toEqual({
      cniVersion: '1.0.0',
      name: 'web-01-mgmt-nad',
      type: 'bridge',
      bridge: 'br-mgmt',
      vlan: 100,
      preserveDefaultVlan: false,
    });
    expect(data).toEqual({ cniVersion: '1.0.0', name: 'web-01-data-nad', type: 'bridge', bridge: 'br-data' });
  });

  test('has the pod NIC first', () => {
    const vm = documents('web.k8s.yaml').at(-1);
    expect(vm.spec.template.spec.domain.devices.interfaces[0]).toMatchObject({ name: 'default', masquerade: {} });
  });
});

describe('the schema walk', () => {
  test.each([
    {
      say: 'an unknown field',
      path: ['spec', 'template', 'spec', 'nope'],
      value: 1,
      fault: '.spec.template.spec.nope: unknown',
    },
    {
      say: 'a wrong type',
      path: ['spec', 'template', 'spec', 'domain', 'cpu', 'cores'],
      value: 'two',
      fault: 'string, not integer',
    },
    {
      say: 'a malformed quantity',
      path: ['spec', 'template', 'spec', 'domain', 'memory', 'guest'],
      value: '2GB',
      fault: 'no quantity',
    },
    { say: 'a missing field', path: ['spec', 'template'], value: undefined, fault: '.spec.template: missing' },
  ])('finds $say', ({ path, value, fault }) => {
    const vm = documents('web.k8s.yaml').at(-1);
    const owner = path.slice(0, -1).reduce((object, key) => object[key], vm);
    const key = path.at(-1) ?? '';
    if (value === undefined) delete owner[key];
    else owner[key] = value;
    expect(schemaFaults(vm).join()).toContain(fault);
  });
});
