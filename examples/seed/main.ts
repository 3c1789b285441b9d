import { App, Chart } from 'cdk8s';
import { IpMode, NetworkType, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'web', { namespace: 'vms' });

new WukongVm(chart, 'web-01', {
  cpu: 2,
  memory: '4Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  networks: [
    {
      name: 'mgmt',
      type: NetworkType.BRIDGE,
      vlanId: 100,
      ipConfig: { mode: IpMode.STATIC, address: '192.168.100.10/24', dnsServers: ['8.8.8.8'] },
    },
    { name: 'data', type: NetworkType.BRIDGE, ipConfig: { mode: IpMode.DHCP } },
  ],
});

app.synth();
