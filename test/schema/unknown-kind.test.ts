import { expect, test } from 'vitest';
import { readCrds, schemaFaults } from '../../src/schema';

const said = (apiVersion: string, kind: string) =>
  schemaFaults({ apiVersion, kind, metadata: { name: 'a' } })
    .filter(({ rule }) => rule === 'unknown-kind')
    .map(({ rule, field, fix }) => `${rule} ${field}: ${fix}`);

test.each([
  ['kubevirt.io/v2', 'VirtualMachine', ['unknown-kind apiVersion: write kubevirt.io/v1']],
  ['v1', 'VirtualMachine', ['unknown-kind apiVersion: write kubevirt.io/v1']],
  ['v2', 'Secret', ['unknown-kind apiVersion: write v1']],
  ['cdi.kubevirt.io/v1', 'DataVolume', ['unknown-kind apiVersion: write cdi.kubevirt.io/v1beta1']],
  ['kubevirt.io/v1', 'Virtualmachine', ['unknown-kind kind: write VirtualMachine']],
  ['kubevirt.io/v1', 'VirtualMachin', ['unknown-kind kind: write VirtualMachine']],
  ['kubevirt.io/v1', 'VirtualMachinee', ['unknown-kind kind: write VirtualMachine']],
  ['kubevirt.io/v1', 'VirtualMaschine', ['unknown-kind kind: write VirtualMachine']],
  ['k8s.cni.cncf.io/v1', 'NetworkAttachementDefinition', ['unknown-kind kind: write NetworkAttachmentDefinition']],
])('%s has no %s', (apiVersion, kind, what) => {
  expect(said(apiVersion, kind)).toEqual(what);
});

test.each([
  ['kubevirt.io/v1', 'VirtualMachine'],
  ['kubevirt.io/v1', 'KubeVirt'],
  ['kubevirt.io/v1', 'VirtualMachineInstancePreset'],
  ['instancetype.kubevirt.io/v1alpha2', 'VirtualMachineInstancetype'],
  ['cdi.kubevirt.io/v1beta1', 'DataImportCron'],
  ['example.org/v1', 'DataSource'],
  ['apps/v1', 'Deployment'],
  ['v1', 'Pod'],
  ['', ''],
])('nobody here knows whether %s has no %s', (apiVersion, kind) => {
  expect(said(apiVersion, kind)).toEqual([]);
});

test('a kind of the user is known', () => {
  const crd = {
    kind: 'CustomResourceDefinition',
    spec: {
      group: 'kubevirt.io',
      scope: 'Namespaced',
      names: { kind: 'Virtualmachine' },
      versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  };
  expect(
    schemaFaults({ apiVersion: 'kubevirt.io/v1', kind: 'Virtualmachine', metadata: { name: 'a' } }, readCrds([crd])),
  ).toEqual([]);
});
