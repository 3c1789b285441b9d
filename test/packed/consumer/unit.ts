import assert from 'node:assert/strict';
import { Chart, Testing } from 'cdk8s';
import { IpMode, NetworkAttachment, NetworkType, WukongVm } from 'cdk8s-wukong';

const chart = new Chart(Testing.app(), 'unit', { namespace: 'apps' });
const existing = NetworkAttachment.fromNadName(chart, 'storage', 'infra/storage-lan');
const vm = new WukongVm(chart, 'db', {
  cpu: 1,
  memory: '2Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  networks: [
    { name: 'lan', type: NetworkType.BRIDGE, ipConfig: { mode: IpMode.STATIC, address: '192.168.1.10/24' } },
    { name: 'storage', attachment: existing, macAddress: '02:00:00:00:00:01' },
  ],
});

const manifests: { kind: string; metadata: { name: string } }[] = Testing.synth(chart);
assert.deepEqual(
  manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`),
  ['NetworkAttachmentDefinition/db-lan-nad', 'Secret/db-cloud-init', 'VirtualMachine/db'],
);
assert.deepEqual(Testing.synth(chart), manifests);

assert.ok(WukongVm.isWukongVm(vm));
assert.equal(vm.virtualMachine.name, 'db');
assert.deepEqual(
  vm.networkStatus.map(({ name, nadName, ipAddress }) => ({ name, nadName, ipAddress })),
  [
    { name: 'lan', nadName: 'db-lan-nad', ipAddress: '192.168.1.10' },
    { name: 'storage', nadName: 'infra/storage-lan', ipAddress: undefined },
  ],
);
assert.equal(vm.networkStatus[1]?.macAddress, '02:00:00:00:00:01');
