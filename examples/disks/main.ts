import { App, Chart } from 'cdk8s';
import { VolumeMode, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'disks', { namespace: 'vms' });

const vm = new WukongVm(chart, 'store-01', {
  cpu: 2,
  memory: '4Gi',
  osImage: 'https://cloud.debian.org/images/cloud/bookworm/latest/debian-12-generic-amd64.qcow2',
  disks: [
    { name: 'system', size: '20Gi', boot: true, storageClassName: 'fast' },
    { name: 'data', size: '500Gi', keepOnDelete: true, volumeMode: VolumeMode.BLOCK },
  ],
});
vm.addDisk({ name: 'media', existingClaim: 'media-archive' });

app.synth();
