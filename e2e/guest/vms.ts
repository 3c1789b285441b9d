// vms.ts FOLDER PUBLIC_KEY_FILE: synthesizes the VM of each case into FOLDER/CASE, and as it is after the case's change
// into FOLDER/CASE/changed; writes FOLDER/cases.json, what the suite must know besides.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { WukongVm, type WukongVmProps } from '../../src';
import { CASES } from './cases';

const [folder = '', publicKey = ''] = process.argv.slice(2);
const key = readFileSync(publicKey, 'utf8').trim();

/** An app for each: the VMs have addresses in common. */
function synth(outdir: string, name: string, props: Partial<WukongVmProps>): void {
  const app = new App({ outdir });
  const chart = new Chart(app, name, { namespace: 'vms' });
  const keys = new ApiObject(chart, 'keys', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'keys' },
    stringData: { anna: key },
  });
  new WukongVm(chart, name, {
    cpu: 1,
    memory: '1Gi',
    osImage: 'quay.io/containerdisks/debian:13',
    disks: [{ name: 'system', size: '10Gi', boot: true }],
    sshKeySecret: keys.name,
    ...props,
  });
  app.synth();
}

const told = Object.entries(CASES).map(([name, { props, changed, ...rest }]) => {
  synth(join(folder, name), name, props);
  if (changed) synth(join(folder, name, 'changed'), name, changed.props);
  return { name, ...rest, changed: changed?.expected };
});
writeFileSync(join(folder, 'cases.json'), JSON.stringify(told));
