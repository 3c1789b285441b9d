import { ApiObject, App, Chart } from 'cdk8s';
import { IpMode, Network, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'user', { namespace: 'vms' });

const keys = new ApiObject(chart, 'keys', {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'ops-keys' },
  stringData: {
    anna: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIINEgY+nM4YVq5jKPDgL5gkTA9+X8UwhytR/NVY/1vIZ anna@example.org',
    bela: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAmaLkmNvLgoq0ETNJGCE3pyUhmGpl+Lm4he2G07FTuU bela@example.org',
  },
});

new WukongVm(chart, 'jump-01', {
  cpu: 1,
  memory: '2Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '10Gi', boot: true }],
  networks: [Network.bridge('mgmt', { vlanId: 100, ipConfig: { mode: IpMode.STATIC, address: '192.168.100.20/24' } })],
  cloudInitUser: {
    name: 'ops',
    passwordHash: '$6$9XfG2kQp$Z5EFVRQXHPKH4tK.LgYV35D3VBRFers1VE5d1nyM02KwXo52TmVhVDfr4TzvvlJULE5QqMRgH4lhtYJy4NDKg.',
    groups: ['sudo', 'adm'],
  },
  sshKeySecret: keys.name,
  cloudInit: { guestAgent: true, userData: '#cloud-config\npackages: [htop]\ntimezone: Europe/Berlin\n' },
});

app.synth();
