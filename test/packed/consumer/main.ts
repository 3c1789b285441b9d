import { App, Chart } from 'cdk8s';
import { IpMode, NetworkAttachment, type NetworkConfig, NetworkType } from 'cdk8s-wukong';
import { GoldenVm } from './golden-vm';

const app = new App();

const shared = new Chart(app, 'shared', { namespace: 'infra' });
const backupLan = new NetworkAttachment(shared, 'backup-lan', {
  type: NetworkType.BRIDGE,
  bridgeName: 'br-backup',
  vlanId: 30,
  mtu: 9000,
});
new GoldenVm(shared, 'ops-01', {
  team: 'platform',
  backupNetwork: backupLan,
  metadata: { labels: { tier: 'ops' } },
  networks: [management('192.168.100.10/24')],
});

const apps = new Chart(app, 'apps', { namespace: 'apps' });
new GoldenVm(apps, 'app-01', {
  team: 'shop',
  backupNetwork: backupLan,
  metadata: { labels: { tier: 'app' } },
  networks: [management('192.168.100.11/24')],
});

app.synth();

function management(address: string): NetworkConfig {
  return {
    name: 'mgmt',
    type: NetworkType.BRIDGE,
    bridgeName: 'br-mgmt',
    vlanId: 100,
    ipConfig: { mode: IpMode.STATIC, address },
  };
}
