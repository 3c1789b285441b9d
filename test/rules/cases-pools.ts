import { FindingSeverity } from '../../src/findings';
import type { Data } from '../../src/values';
import { file, nad, networkConfig, networkDataInline, type VmParts, vm } from './documents';
import { type RuleCase, ruleCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

const POOL = 'VirtualMachinePool/vms/web';
const TEMPLATE = 'spec.virtualMachineTemplate.spec';
const lan = nad('lan', { type: 'bridge', bridge: 'br-lan' });
const onDevice = { annotations: { 'k8s.v1.cni.cncf.io/resourceName': 'openshift.io/nic' } };
const sriov = nad('lan', { type: 'sriov' }, onDevice);

/** A pool of two, by what its VM says. */
function pool(parts: VmParts): Data {
  return {
    apiVersion: 'pool.kubevirt.io/v1beta1',
    kind: 'VirtualMachinePool',
    metadata: { name: 'web', namespace: 'vms' },
    spec: { replicas: 2, selector: {}, virtualMachineTemplate: { metadata: {}, spec: vm('web', parts).spec } },
  };
}

const told = (entry: Data) =>
  file(
    lan,
    pool({
      nics: [{ name: 'lan', nad: 'lan' }],
      volumes: [networkDataInline(networkConfig({ eth0: entry }))],
    }),
  );
const filled = (source: Data) =>
  file(
    pool({
      dataVolumeTemplates: [{ metadata: { name: 'system' }, spec: { source, storage: {} } }],
      volumes: [{ name: 'system', dataVolume: { name: 'system' } }],
    }),
  );
const asking = (resource: string) =>
  file(sriov, vm('db', { nics: [{ name: 'lan', nad: 'lan', binding: 'sriov' }], requests: { [resource]: '1' } }));

/** Many machines by one template, and what asks for devices. */
export const poolCases: readonly RuleCase[] = [
  ruleCase(
    ['replicas-share-identity', WARNING, POOL, `${TEMPLATE}.template.spec.volumes[0].cloudInitNoCloud.networkData`],
    ['all 2 replicas get the same static address', 'the addresses of networkData'],
    ['a static address in a pool', told({ addresses: ['192.168.1.10/24'] })],
    ['DHCP', told({ dhcp4: true })],
  ),
  ruleCase(
    ['replicas-share-identity', WARNING, POOL, `${TEMPLATE}.template.spec.domain.firmware.serial`],
    ['all 2 replicas get the same firmware serial', 'leave serial out'],
    ['a serial number in a pool', file(pool({ spec: { domain: { devices: {}, firmware: { serial: 'A1' } } } }))],
    ['none', file(pool({ spec: { domain: { devices: {}, firmware: {} } } }))],
  ),
  ruleCase(
    ['registry-url', ERROR, POOL, `${TEMPLATE}.dataVolumeTemplates[0].spec.source.registry.url`],
    ['CDI takes docker:// and oci-archive:// alone', 'write docker://quay.io/os/debian:12'],
    ['a disk of a pool from a reference without a scheme', filled({ registry: { url: 'quay.io/os/debian:12' } })],
    ['with one', filled({ registry: { url: 'docker://quay.io/os/debian:12' } })],
  ),
  ruleCase(
    ['plain-http-image', WARNING, POOL, `${TEMPLATE}.dataVolumeTemplates[0].spec.source.http.url`],
    ['the image comes by plain http', 'use an https URL'],
    ['a disk of a pool by http', filled({ http: { url: 'http://images.example.org/a.qcow2' } })],
    ['by https', filled({ http: { url: 'https://images.example.org/a.qcow2' } })],
  ),
  ruleCase(
    ['sriov-without-resource', WARNING, 'VirtualMachine/vms/db', 'spec.template.spec.domain.devices.interfaces[0]'],
    ['asks the node for no device for the SR-IOV network "lan"', 'ask for openshift.io/nic'],
    ['another device than that of the NAD', asking('openshift.io/other')],
    ['that of the NAD', asking('openshift.io/nic')],
  ),
];
