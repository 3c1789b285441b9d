import { App, Chart } from 'cdk8s';
import { IpMode, Network, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'sriov', { namespace: 'telco' });

new WukongVm(chart, 'upf-01', {
  cpu: 8,
  memory: '16Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '20Gi', boot: true }],
  networks: [
    Network.sriov('access', {
      resourceName: 'openshift.io/sriov_fast',
      vlanId: 200,
      mtu: 9000,
      ipConfig: { mode: IpMode.STATIC, address: '10.60.0.5/24' },
    }),
    Network.sriov('core', { resourceName: 'openshift.io/sriov_fast', vlanId: 201, ipConfig: { mode: IpMode.DHCP } }),
  ],
});

app.synth();
