import { App, Chart } from 'cdk8s';
import { IpMode, Network, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'existing-nad', { namespace: 'vms' });

new WukongVm(chart, 'legacy-01', {
  cpu: 2,
  memory: '4Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '10Gi', boot: true }],
  networks: [Network.existing('lan', 'infra/legacy-lan', { mtu: 1400, ipConfig: { mode: IpMode.DHCP } })],
});

app.synth();
