// node bench/check.mjs [--rounds 3]: `check` of one file against the start of node, and of 1,000 and 10,000 VMs (four documents
// each) against reading the same text with the `yaml` package alone. CPU seconds of whole processes, in turn, medians.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const args = process.argv.slice(2);
const rounds = Number(args[args.indexOf('--rounds') + 1] || 3);
const work = mkdtempSync(join(tmpdir(), 'wukong-check-'));
const cli = join(root, 'bin/cdk8s-wukong');
const parse = `const { parseDocument } = require(${JSON.stringify(join(root, 'node_modules/yaml'))});
for (const text of require('node:fs').readFileSync(process.argv[1], 'utf8').split(/^---$/m)) parseDocument(text).toJS();`;

let passed = 0;
let failed = 0;

compare('one file, start of node', 2.5, [cli, 'check', fleet(1)], ['-e', '0']);
const [thousand, tenThousand] = [1000, 10_000].map((n) => {
  const file = fleet(n);
  return compare(`${n} VMs, yaml alone`, 1.5, [cli, 'check', file], ['-e', parse, file]);
});
say(tenThousand <= 12 * thousand, `10,000 VMs cost ${(tenThousand / thousand).toFixed(1)} times 1,000`);
rmSync(work, { recursive: true, force: true });
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;

/** A file with the objects of n VMs, as the library writes them. */
function fleet(n) {
  const file = join(work, `${n}.yaml`);
  const program = `
const { App, Chart, Yaml } = require('cdk8s');
const { IpMode, Network, WukongVm } = require(${JSON.stringify(join(root, 'lib/src/index.js'))});
const chart = new Chart(new App(), 'fleet', { namespace: 'fleet' });
for (let i = 0; i < ${n}; i++) new WukongVm(chart, 'vm-' + i, {
  cpu: 2, memory: '4Gi', osImage: 'registry.example.org/debian:12', disks: [{ name: 'system', size: '20Gi', boot: true }],
  networks: [
    Network.bridge('mgmt', { bridgeName: 'br-mgmt', vlanId: 100, ipConfig: { mode: IpMode.STATIC, address: '10.' + (1 + (i >> 16)) + '.' + ((i >> 8) & 255) + '.' + (i & 255 || 255) + '/8' } }),
    Network.bridge('data', { bridgeName: 'br-data', ipConfig: { mode: IpMode.DHCP } }),
  ],
});
require('node:fs').writeFileSync(process.argv[1], Yaml.stringify(...chart.node.findAll().filter((c) => c.toJson && c.kind).map((c) => c.toJson())));`;
  const require = createRequire(join(root, 'package.json'));
  execFileSync(process.execPath, ['--max-old-space-size=8192', '-e', program, file], {
    cwd: dirname(require.resolve('cdk8s/package.json')),
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  return file;
}

/** Runs both in turn; fails where the ratio of the medians is over the bound. */
function compare(title, bound, ours, theirs) {
  const cpu = [[], []];
  for (let round = 0; round < rounds; round++) {
    cpu[0].push(cpuOf(ours));
    cpu[1].push(cpuOf(theirs));
  }
  const [one, other] = cpu.map((values) => values.sort((a, b) => a - b)[Math.floor((rounds - 1) / 2)]);
  say(
    one <= bound * other,
    `${title}: ${one.toFixed(2)} against ${other.toFixed(2)} CPU s, ratio ${(one / other).toFixed(2)} (at most ${bound})`,
  );
  return one;
}

function cpuOf(argv) {
  const file = join(work, 'cpu');
  const options = { env: { ...process.env, CPU_FILE: file }, stdio: 'ignore' };
  spawnSync(process.execPath, ['-r', join(here, 'cpu.cjs'), ...argv], options);
  return Number(readFileSync(file, 'utf8'));
}

function say(holds, text) {
  if (holds) passed += 1;
  else failed += 1;
  process.stdout.write(`${holds ? 'ok' : 'FAILED'}: ${text}\n`);
}
