import { App, Chart } from 'cdk8s';
import { IpMode, Network, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'primary', { namespace: 'vms' });

new WukongVm(chart, 'mail-01', {
  cpu: 2,
  memory: '4Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '10Gi', boot: true }],
  networks: [
    Network.bridge('dmz', {
      vlanId: 80,
      primary: true,
      ipConfig: {
        mode: IpMode.STATIC,
        address: '203.0.113.10/28',
        gateway: '203.0.113.1',
        dnsServers: ['203.0.113.2'],
      },
    }),
    Network.bridge('backup', { vlanId: 81, ipConfig: { mode: IpMode.DHCP } }),
  ],
});

app.synth();
