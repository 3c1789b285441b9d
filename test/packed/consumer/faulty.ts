import { App, Chart } from 'cdk8s';
import { IpMode, type NetworkConfig, WukongVm } from 'cdk8s-wukong';

const app = new App({ outdir: 'faulty-dist' });
const common = { cpu: 1, memory: '1Gi', osImage: 'quay.io/containerdisks/debian:12' };

new WukongVm(new Chart(app, 'first', { namespace: 'apps' }), 'good', {
  ...common,
  networks: [gatewayNetwork('lan', 1)],
});
new WukongVm(new Chart(app, 'second', { namespace: 'apps' }), 'bad', {
  ...common,
  networks: [gatewayNetwork('lan', 2), gatewayNetwork('wan', 3)],
});

app.synth();

function gatewayNetwork(name: string, subnet: number): NetworkConfig {
  return {
    name,
    ipConfig: { mode: IpMode.STATIC, address: `192.168.${subnet}.10/24`, gateway: `192.168.${subnet}.1` },
  };
}
