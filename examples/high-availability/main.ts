import { App, Chart } from 'cdk8s';
import {
  AccessMode,
  EvictionStrategy,
  IpMode,
  Network,
  RestartPolicy,
  TaintEffect,
  TolerationOperator,
  WukongVm,
} from 'cdk8s-wukong';

const app = new App();
const chart = new Chart(app, 'ha', { namespace: 'databases' });

for (const i of [1, 2]) {
  new WukongVm(chart, `db-0${i}`, {
    cpu: 4,
    memory: '16Gi',
    metadata: { labels: { app: 'db' } },
    disks: [
      {
        name: 'system',
        size: '40Gi',
        image: 'docker://quay.io/containerdisks/debian:12',
        boot: true,
        accessModes: [AccessMode.READ_WRITE_MANY],
      },
    ],
    networks: [
      Network.bridge('db', { vlanId: 90, ipConfig: { mode: IpMode.STATIC, address: `10.90.0.${10 + i}/24` } }),
    ],
    highAvailability: {
      restartPolicy: RestartPolicy.ALWAYS,
      antiAffinity: true,
      antiAffinityGroup: 'db',
      antiAffinityRequired: true,
      nodeSelector: { 'node-role.kubernetes.io/worker': '' },
      tolerations: [
        { key: 'dedicated', operator: TolerationOperator.EQUAL, value: 'db', effect: TaintEffect.NO_SCHEDULE },
        { key: 'slow', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 300 },
      ],
      evictionStrategy: EvictionStrategy.LIVE_MIGRATE,
      priorityClassName: 'high',
    },
  });
}

app.synth();
