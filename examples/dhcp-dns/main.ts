import { App, Chart } from 'cdk8s';
import { IpMode, Network, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'dhcp-dns', { namespace: 'vms' });

new WukongVm(chart, 'app-01', {
  cpu: 2,
  memory: '4Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '10Gi', boot: true }],
  networks: [
    Network.bridge('office', {
      vlanId: 60,
      ipConfig: {
        mode: IpMode.DHCP,
        dnsServers: ['10.60.0.53', '10.60.1.53'],
        searchDomains: ['office.example.org'],
        routes: [{ to: '10.61.0.0/16', via: '10.60.0.1' }],
      },
    }),
  ],
});

app.synth();
