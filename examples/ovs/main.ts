import { App, Chart } from 'cdk8s';
import { IpMode, Network, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'ovs', { namespace: 'vms' });

new WukongVm(chart, 'switch-01', {
  cpu: 2,
  memory: '4Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '10Gi', boot: true }],
  networks: [
    Network.ovs('front', {
      bridgeName: 'ovs-front',
      vlanId: 42,
      ipConfig: { mode: IpMode.STATIC, address: '10.70.0.5/24', dnsServers: ['10.70.0.53'] },
    }),
    Network.ovs('mirror', { bridgeName: 'ovs-back', trunk: ['100', '1000-1003'] }),
  ],
});

app.synth();
