import { App, Chart } from 'cdk8s';
import { IpMode, Network, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'bridge', { namespace: 'routers' });

new WukongVm(chart, 'router-01', {
  cpu: 2,
  memory: '2Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '10Gi', boot: true }],
  networks: [
    Network.bridge('storage', {
      bridgeName: 'br-storage',
      mtu: 9000,
      macSpoofCheck: true,
      ipConfig: { mode: IpMode.STATIC, address: '10.40.0.11/24' },
    }),
    Network.bridge('lan', { bridgeName: 'br-lan', vlanId: 5, trunk: ['10', '20-30'] }),
  ],
});

app.synth();
