import { FindingSeverity } from '../../src/findings';
import type { Data } from '../../src/values';
import { annotated, file, nad, secret, vm } from './documents';
import { type RuleCase, ruleCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

const DB = 'VirtualMachine/vms/db';
const NETWORK = 'spec.template.spec.networks[0].multus.networkName';
const VOLUME = 'spec.template.spec.volumes[0]';

const bridge = { type: 'bridge', bridge: 'br-lan' };
const attached = (name: string) => vm('db', { nics: [{ name: 'lan', nad: name }] });
const holding = (volume: Data, more: Data = {}) => vm('db', { volumes: [{ name: 'v', ...volume }], ...more });
const docsOf = (name: string) => holding({ cloudInitNoCloud: { secretRef: { name } } });
const login = { accessKeyId: 'robot', secretKey: 'c2VjcmV0' };
const documents = { userdata: '#cloud-config\n' };
const sized = (name: string): Data => {
  const guest = vm('db', {});
  return { ...guest, spec: { ...(guest.spec as Data), instancetype: { name } } };
};
const instancetype = (name: string): Data => ({
  apiVersion: 'instancetype.kubevirt.io/v1beta1',
  kind: 'VirtualMachineClusterInstancetype',
  metadata: { name },
  spec: { cpu: { guest: 1 }, memory: { guest: '1Gi' } },
});
const claim = (name: string): Data => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'vms' },
  spec: { accessModes: ['ReadWriteMany'] },
});

const SYSTEM = 'DataVolume/vms/system';
const dataVolume = (spec: Data, name = 'system'): Data => ({
  apiVersion: 'cdi.kubevirt.io/v1beta1',
  kind: 'DataVolume',
  metadata: { name, namespace: 'vms' },
  spec: { ...spec, storage: { resources: { requests: { storage: '10Gi' } } } },
});
const dataSource = (name: string): Data => ({
  apiVersion: 'cdi.kubevirt.io/v1beta1',
  kind: 'DataSource',
  metadata: { name, namespace: 'images' },
  spec: { source: { pvc: { name, namespace: 'images' } } },
});
const imports = (managedDataSource: string): Data => ({
  apiVersion: 'cdi.kubevirt.io/v1beta1',
  kind: 'DataImportCron',
  metadata: { name: 'weekly', namespace: 'images' },
  spec: { managedDataSource, schedule: '0 3 * * 0', template: { spec: {} } },
});
const fromSource = (name: string) => ({ sourceRef: { kind: 'DataSource', namespace: 'images', name } });
const fromClaim = (name: string) => ({ source: { pvc: { namespace: 'vms', name } } });
const fromRegistry = (secretRef: string) => ({
  source: { registry: { url: 'docker://quay.io/os/debian:12', secretRef } },
});

const ACKNOWLEDGED = 'metadata.annotations["cdk8s-wukong/acknowledge"]';
const saying = (text: string) => file(annotated(vm('db'), text));

export const referenceCases: readonly RuleCase[] = [
  ruleCase(
    ['acknowledge-unknown', WARNING, DB, ACKNOWLEDGED],
    ['no rule has the id "container-disk-rot"', 'check --rules'],
    ['a slip in the id of a rule', saying('{"container-disk-rot": "made anew each night"}')],
    ['the id', saying('{"container-disk-root": "made anew each night"}')],
  ),
  ruleCase(
    ['acknowledge-unknown', WARNING, DB, ACKNOWLEDGED],
    ['nobody can acknowledge "mem-needed"', 'mend what it finds'],
    ['what the cluster refuses', saying('{"mem-needed": "later"}')],
    ['a field that it may know', saying('{"unknown-field": "our KubeVirt is newer"}')],
  ),
  ruleCase(
    ['reference-missing', ERROR, DB, NETWORK],
    ['the NAD "storage" is neither here nor in the cluster in "vms"', 'make it, or mend the name'],
    ['a NAD that the cluster does not have', file(attached('storage'))],
    ['one that it has', file(attached('backup'))],
    { context: file(nad('backup', bridge)) },
  ),
  ruleCase(
    ['reference-missing', ERROR, DB, 'spec.instancetype.name'],
    ['the instancetype "u1.smal" is neither here nor in the cluster', 'make it, or mend the name'],
    ['an instancetype that the cluster does not have', file(sized('u1.smal'))],
    ['one that it has', file(sized('u1.small'))],
    { context: file(instancetype('u1.small')) },
  ),
  ruleCase(
    ['reference-missing', ERROR, DB, `${VOLUME}.persistentVolumeClaim.claimName`],
    ['the claim "data" is neither here nor in the cluster', 'make it'],
    ['a claim that nobody made', file(holding({ persistentVolumeClaim: { claimName: 'data' } }))],
    [
      'a claim that a template of the VM makes',
      file(holding({ persistentVolumeClaim: { claimName: 'data' } }, madeHere('data'))),
    ],
    { context: file(claim('system')) },
  ),
  ruleCase(
    ['reference-near-miss', WARNING, DB, NETWORK],
    ['the NAD "storag-net" is not here, and "storage-net" is', 'write "storage-net"'],
    ['a letter short', file(nad('storage-net', bridge), attached('storag-net'))],
    ['another number is another name', file(nad('storage-net-1', bridge), attached('storage-net-2'))],
  ),
  ruleCase(
    ['reference-near-miss', WARNING, DB, `${VOLUME}.cloudInitNoCloud.secretRef.name`],
    ['the Secret "dbdocs" is not here, and "db-docs" is', 'write "db-docs"'],
    ['a hyphen short', file(secret('db-docs', documents), docsOf('dbdocs'))],
    ['another word is another name', file(secret('web-docs', documents), docsOf('db-docs'))],
  ),
  ruleCase(
    ['reference-in-other-namespace', WARNING, DB, `${VOLUME}.cloudInitNoCloud.secretRef.name`],
    ['the Secret "docs" is looked for in "vms", and the one here is in "infra"', 'make it in "vms"'],
    ['a Secret of another namespace', file(secret('docs', documents, 'infra'), docsOf('docs'))],
    ['of its own', file(secret('docs', documents), docsOf('docs'))],
  ),
  ruleCase(
    ['reference-in-other-namespace', WARNING, DB, NETWORK],
    ['the NAD "lan" is looked for in "default", and the one here is in "infra"', 'write "infra/lan"'],
    [
      'a NAD in another namespace than it is looked for in',
      file(nad('lan', bridge, { namespace: 'infra' }), attached('default/lan')),
    ],
    ['in that', file(nad('lan', bridge, { namespace: 'default' }), attached('default/lan'))],
  ),
  ruleCase(
    ['reference-missing', ERROR, SYSTEM, 'spec.sourceRef.name'],
    ['the DataSource "debian-13" is neither here nor in the cluster in "images"', 'make it, or mend the name'],
    ['a DataSource that the cluster does not have', file(dataVolume(fromSource('debian-13')))],
    ['one that it has', file(dataVolume(fromSource('debian-12')))],
    { context: file(dataSource('debian-12')) },
  ),
  ruleCase(
    ['reference-missing', ERROR, DB, 'spec.dataVolumeTemplates[0].spec.source.pvc.name'],
    ['the claim "golden" is neither here nor in the cluster in "vms"', 'make it, or mend the name'],
    ['a clone, in a VM, of a claim that nobody made', file(templated(fromClaim('golden')))],
    [
      'of one that a DataVolume makes',
      file(dataVolume({ source: { blank: {} } }, 'golden'), templated(fromClaim('golden'))),
    ],
    { context: file(claim('system')) },
  ),
  ruleCase(
    ['reference-near-miss', WARNING, SYSTEM, 'spec.sourceRef.name'],
    ['the DataSource "debain" is not here, and "debian" is', 'write "debian"'],
    ['two letters the other way round', file(imports('debian'), dataVolume(fromSource('debain')))],
    ['the name that the import gives', file(imports('debian'), dataVolume(fromSource('debian')))],
  ),
  ruleCase(
    ['reference-in-other-namespace', WARNING, SYSTEM, 'spec.source.registry.secretRef'],
    ['the Secret "quay" is looked for in "vms", and the one here is in "infra"', 'make it in "vms"'],
    [
      'the password of a registry in another namespace',
      file(secret('quay', login, 'infra'), dataVolume(fromRegistry('quay'))),
    ],
    ['in its own', file(secret('quay', login), dataVolume(fromRegistry('quay')))],
  ),
];

function templated(spec: Data): Data {
  return vm('db', {
    dataVolumeTemplates: [{ metadata: { name: 'system' }, spec: { ...spec, storage: {} } }],
    volumes: [{ name: 'system', dataVolume: { name: 'system' } }],
  });
}

function madeHere(name: string): Data {
  return { dataVolumeTemplates: [{ metadata: { name }, spec: { source: { blank: {} }, storage: {} } }] };
}
