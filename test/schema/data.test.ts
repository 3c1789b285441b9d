import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaRules } from '../../src/schema';
import { celRules } from '../../src/schema/cel';
import { kinds, table } from '../../src/schema/crd-table';
import { isKnown } from './support';

const root = join(__dirname, '../..');

test('the table is what the CRDs in imports/schemas say', () => {
  execFileSync('node', ['scripts/schema-data.mjs', '--check'], { cwd: root, stdio: 'pipe' });
});

test.each([
  ['kubevirt.io/v1', 'VirtualMachine'],
  ['kubevirt.io/v1alpha3', 'VirtualMachine'],
  ['kubevirt.io/v1', 'VirtualMachineInstance'],
  ['kubevirt.io/v1', 'VirtualMachineInstanceMigration'],
  ['pool.kubevirt.io/v1beta1', 'VirtualMachinePool'],
  ['instancetype.kubevirt.io/v1beta1', 'VirtualMachineClusterInstancetype'],
  ['instancetype.kubevirt.io/v1beta1', 'VirtualMachinePreference'],
  ['snapshot.kubevirt.io/v1beta1', 'VirtualMachineSnapshot'],
  ['snapshot.kubevirt.io/v1beta1', 'VirtualMachineRestore'],
  ['clone.kubevirt.io/v1beta1', 'VirtualMachineClone'],
  ['export.kubevirt.io/v1', 'VirtualMachineExport'],
  ['migrations.kubevirt.io/v1alpha1', 'MigrationPolicy'],
  ['cdi.kubevirt.io/v1beta1', 'DataVolume'],
  ['cdi.kubevirt.io/v1beta1', 'DataSource'],
  ['k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition'],
  ['nmstate.io/v1', 'NodeNetworkConfigurationPolicy'],
  ['v1', 'Secret'],
  ['v1', 'ConfigMap'],
])('%s %s is known', (apiVersion, kind) => {
  expect(isKnown(apiVersion, kind)).toBe(true);
});

test.each([
  ['kubevirt.io/v2', 'VirtualMachine'],
  ['apps/v1', 'Deployment'],
  ['constructor', ''],
  [undefined, 5],
])('%s %s is not', (apiVersion, kind) => {
  expect(isKnown(apiVersion, kind)).toBe(false);
});

test('the table is small and read in a moment', () => {
  expect(statSync(join(root, 'src/schema/crd-table.ts')).size).toBeLessThan(60_000);
  expect(Object.keys(kinds).length).toBe(26);
  const start = performance.now();
  JSON.parse(table);
  // 0.3 ms where nothing else runs.
  expect(performance.now() - start).toBeLessThan(50);
});

test('every CEL rule of the CRDs is written out', () => {
  const texts = (JSON.parse(table) as { 'x-kubernetes-validations'?: { rule: string }[] }[]).flatMap((schema) =>
    (schema['x-kubernetes-validations'] ?? []).map(({ rule }) => rule),
  );
  expect([...new Set(texts)].sort()).toEqual([...celRules.keys()].sort());
});

test('no CRD has a keyword that the walk passes over', () => {
  const walked = [
    'type items properties additionalProperties required enum pattern format nullable default minimum maximum',
    'maxItems maxLength maxProperties x-kubernetes-int-or-string x-kubernetes-preserve-unknown-fields',
    'x-kubernetes-list-type x-kubernetes-list-map-keys x-kubernetes-validations',
  ].flatMap((words) => words.split(' '));
  const used = new Set((JSON.parse(table) as object[]).flatMap((schema) => Object.keys(schema)));
  expect([...used].filter((key) => !walked.includes(key))).toEqual([]);
});

test('every rule has a case that hits', () => {
  const cases = readdirSync(__dirname).map((file) => readFileSync(join(__dirname, file), 'utf8'));
  expect(schemaRules.filter((id) => !cases.some((text) => text.includes(`['${id} `)))).toEqual([]);
});
