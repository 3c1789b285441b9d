import { App, Chart } from 'cdk8s';
import { EvictionStrategy, RunStrategy, WukongVm } from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'gpu', { namespace: 'ml' });

new WukongVm(chart, 'train-01', {
  cpuTopology: { sockets: 1, cores: 8, threads: 2 },
  memory: '64Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '100Gi', boot: true }],
  gpus: [{ name: 'gpu1', deviceName: 'nvidia.com/GA102GL_A10' }],
  startStrategy: { runStrategy: RunStrategy.RERUN_ON_FAILURE },
  highAvailability: { evictionStrategy: EvictionStrategy.NONE },
});

app.synth();
