import { App, Chart } from 'cdk8s';
import { IpMode, NetworkAttachment, WukongVm } from 'cdk8s-wukong';

const app = new App();

const infra = new Chart(app, 'shared-infra', { namespace: 'infra' });
const backup = new NetworkAttachment(infra, 'backup', { bridgeName: 'br-backup', vlanId: 30, mtu: 9000 });

new WukongVm(infra, 'vault-01', {
  cpu: 2,
  memory: '4Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '20Gi', boot: true }],
  networks: [{ name: 'backup', attachment: backup, ipConfig: { mode: IpMode.STATIC, address: '10.30.0.2/24' } }],
});

new WukongVm(new Chart(app, 'shared-shop', { namespace: 'shop' }), 'shop-01', {
  cpu: 4,
  memory: '8Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '20Gi', boot: true }],
  networks: [{ name: 'backup', attachment: backup, ipConfig: { mode: IpMode.STATIC, address: '10.30.0.11/24' } }],
});

app.synth();
