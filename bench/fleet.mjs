// node bench/fleet.mjs SIDE LAYOUT N OUTDIR
//   SIDE:   wukong | bare      this library, or the very same objects as bare ApiObjects of cdk8s
//   LAYOUT: one-chart | chart-per-vm
// Makes N virtual machines in the stock App and prints {"cpu": seconds of the whole process, "objects": …}.
// Both sides write the same bytes. `bare` reads its objects from the file that `wukong` left beside OUTDIR.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { ApiObject, App, Chart } = require('cdk8s');

const [side, layout, count, outdir] = process.argv.slice(2);
const n = Number(count);
const objectsFile = `${outdir}.objects.json`;

/** Two or three networks, a system disk in every second VM, a user in every third. */
function props(i) {
  const { IpMode, Network } = require('../lib/src/index.js');
  const [a, b] = [Math.floor(i / 250), (i % 250) + 2];
  const networks = [
    Network.bridge('mgmt', {
      bridgeName: 'br-mgmt',
      vlanId: 100,
      ipConfig: {
        mode: IpMode.STATIC,
        address: `10.${10 + Math.floor(a / 250)}.${a % 250}.${b}/8`,
        gateway: '10.255.255.254',
        dnsServers: ['10.0.0.53'],
      },
    }),
    Network.ovs('data', { bridgeName: 'ovs-data', vlanId: 1000 + (i % 3000), ipConfig: { mode: IpMode.DHCP } }),
  ];
  if (i % 2 === 1) networks.push(Network.sriov('fast', { resourceName: 'example.org/fast', vlanId: 7 }));
  return {
    cpu: 1 + (i % 8),
    memory: `${2 + (i % 14)}Gi`,
    osImage: 'registry.example.org/disks/debian:12',
    networks,
    disks: [{ name: 'system', size: '20Gi', boot: true }],
    cloudInitUser: i % 3 === 0 ? { name: 'ops', passwordHash: '$6$abcdefgh$abcdefghijklmnopqrstuvwxyz' } : undefined,
  };
}

const app = new App({ outdir });
const name = (i) => `vm-${String(i).padStart(5, '0')}`;
const shared = layout === 'one-chart' ? new Chart(app, 'fleet', { namespace: 'fleet' }) : undefined;
const charts = (i) => shared ?? new Chart(app, name(i), { namespace: 'fleet' });

if (side === 'wukong') {
  const { WukongVm } = require('../lib/src/index.js');
  for (let i = 0; i < n; i++)
    new WukongVm(charts(i), shared ? name(i) : 'vm', { ...props(i), metadata: { name: name(i) } });
} else {
  const objects = JSON.parse(readFileSync(objectsFile, 'utf8'));
  for (let i = 0; i < n; i++) {
    const chart = charts(i);
    for (const object of objects[i]) new ApiObject(chart, `${object.kind}-${object.metadata.name}`, object);
  }
}
mkdirSync(outdir, { recursive: true });
app.synth();
const { user, system } = process.cpuUsage();

let edges = 0;
const all = app.node.findAll();
for (const { node } of all) edges += node.dependencies.length;
if (side === 'wukong') {
  const byVm = [];
  for (const object of all.filter((construct) => ApiObject.isApiObject(construct))) {
    const json = object.toJson();
    if (json.kind === 'VirtualMachine') byVm.at(-1).push(json);
    else if (byVm.length === 0 || byVm.at(-1).at(-1).kind === 'VirtualMachine') byVm.push([json]);
    else byVm.at(-1).push(json);
  }
  writeFileSync(objectsFile, JSON.stringify(byVm));
}
const objects = all.filter((construct) => ApiObject.isApiObject(construct)).length;
process.stdout.write(`${JSON.stringify({ cpu: (user + system) / 1e6, objects, edges })}\n`);
