import { App, Chart } from 'cdk8s';
import { IpMode, Network, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'ipv6', { namespace: 'vms' });

new WukongVm(chart, 'dual-01', {
  cpu: 2,
  memory: '4Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '10Gi', boot: true }],
  podNetwork: {
    ipv6: true,
    ports: [{ name: 'https', port: 443 }],
    clusterCidrs: ['10.244.0.0/16', '10.96.0.0/12', 'fd00:10:244::/56'],
  },
  networks: [
    Network.bridge('lan', {
      vlanId: 66,
      ipConfig: {
        mode: IpMode.STATIC,
        address: '10.66.0.10/24',
        addresses: ['2001:db8:66::10/64'],
        gateway: '10.66.0.1',
        gateways: ['fe80::1'],
        dnsServers: ['2001:db8:66::53', '10.66.0.53'],
      },
    }),
  ],
});

app.synth();
