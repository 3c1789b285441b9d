import { App, Chart } from 'cdk8s';
import { IpMode, MacvlanMode, Network, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'macvlan', { namespace: 'capture' });

const vm = new WukongVm(chart, 'probe-01', {
  cpu: 2,
  memory: '2Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '10Gi', boot: true }],
  networks: [
    Network.macvlan('tap', {
      physicalInterface: 'eth1',
      macvlanMode: MacvlanMode.PASSTHRU,
      vlanId: 100,
      ipConfig: { mode: IpMode.STATIC, address: '10.50.0.5/24' },
    }),
  ],
  highAvailability: { nodeSelector: { 'example.org/spare-nic': 'eth1' } },
});
vm.acknowledge('macvlan-exclusive', 'eth1 is a spare NIC on the nodes with the label example.org/spare-nic');

app.synth();
