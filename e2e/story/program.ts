// program.ts FOLDER: a VM with the pod network and a VLAN, and a network of another VLAN on the same bridge.
import { ApiObject, App, Chart } from 'cdk8s';
import { IpMode, Network, NetworkAttachment, WukongVm } from '../../src';

const app = new App({ outdir: process.argv[2] });
const chart = new Chart(app, 'story', { namespace: 'story' });

const keys = new ApiObject(chart, 'keys', {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'keys' },
  // Nobody has the other half.
  stringData: { ops: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAII6PuTx0sH4ezfxtB7Cwqp8xGGO+ppHZb0QNSmReMsHl story' },
});

new NetworkAttachment(chart, 'other', { bridgeName: 'br-lan', vlanId: 200 });

new WukongVm(chart, 'web-01', {
  cpu: 1,
  memory: '1Gi',
  osImage: 'quay.io/containerdisks/debian:13',
  disks: [{ name: 'system', size: '10Gi', boot: true }],
  networks: [
    Network.bridge('lan', {
      bridgeName: 'br-lan',
      vlanId: 100,
      ipConfig: { mode: IpMode.STATIC, address: '192.168.100.10/24' },
    }),
  ],
  cloudInitUser: { name: 'ops' },
  sshKeySecret: keys.name,
});

app.synth();
