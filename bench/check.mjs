// node bench/check.mjs [--rounds 3] [--sizes 1000,10000] [--smoke] [--write]
// Measures `cdk8s-wukong check` against what reading the same file with the npm package `yaml` alone takes, and the check of
// one small file against the start of node. CPU seconds (user and system) of whole processes, medians; the sides run in turn.
// --write puts the tables into docs/CHECK.md. Exits 1 where a figure is over its bound.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fleet } from './check-fleet.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const smoke = args.includes('--smoke');
const rounds = smoke ? 1 : Number(option('--rounds', 3));
const sizes = smoke ? [100, 200] : option('--sizes', '1000,10000').split(',').map(Number);

const BOUNDS = { ratio: 1.5, start: 2.5, growth: 12, memory: 1000 };
const work = mkdtempSync(join(tmpdir(), 'wukong-bench-'));
const bin = join(work, 'bin');
execFileSync(process.execPath, [join(root, 'scripts/bundle.mjs'), bin]);
const check = join(bin, 'cdk8s-wukong');

/** Reads a file with `yaml` alone, as a program that does nothing else would. */
const PARSE = `
const { parseAllDocuments } = require(${JSON.stringify(createRequire(import.meta.url).resolve('yaml'))});
for (const document of parseAllDocuments(require('node:fs').readFileSync(process.argv[1], 'utf8'))) document.toJS();
`;
/** CPU seconds of a whole process, as the shell counts them. */
function cpuOf(argv) {
  const script = `TIMEFORMAT='%U %S'; time "$@" > /dev/null 2>&1`;
  const { stderr } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...argv], { encoding: 'utf8' });
  const [user, system] = stderr.trim().split(' ').map(Number);
  return user + system;
}

const PRELOAD = join(work, 'memory.cjs');
writeFileSync(
  PRELOAD,
  `process.on('exit', () => require('node:fs').writeFileSync(process.env.MEMORY, String(process.resourceUsage().maxRSS / 1000)));`,
);

/** How a process ends, what it prints, and its peak memory in MB, which it tells itself. */
function run(argv) {
  const memory = join(work, 'memory');
  const { status, stdout } = spawnSync(process.execPath, ['--require', PRELOAD, ...argv], {
    encoding: 'utf8',
    env: { ...process.env, MEMORY: memory },
    maxBuffer: 1 << 28,
  });
  return { status, stdout, memory: Number(readFileSync(memory, 'utf8')) };
}

function inTurn(times, ...sides) {
  const cpu = sides.map(() => []);
  for (let round = 0; round < times; round++) for (const [place, side] of sides.entries()) cpu[place].push(cpuOf(side));
  return cpu.map((values) => values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]);
}

let failed = 0;
let passed = 0;

function holds(title, good) {
  if (good) passed += 1;
  else failed += 1;
  process.stdout.write(`${good ? 'ok' : 'FAILED'}: ${title}\n`);
}

const rows = [];
for (const size of sizes) {
  const file = join(work, `${size}.yaml`);
  writeFileSync(file, fleet(size));
  const { status, stdout, memory } = run([check, 'check', file]);
  holds(
    `${size} VMs: nothing to find in ${4 * size} objects`,
    status === 0 && stdout.startsWith('0 errors, 0 warnings'),
  );
  const [ours, alone] = inTurn(rounds, [check, 'check', file], ['-e', PARSE, file]);
  rows.push({ size, ours, alone, ratio: ours / alone, memory });
}

// One file of one VM, as people check before they commit.
const small = join(work, 'small.yaml');
writeFileSync(small, fleet(1));
const [one, nothing] = inTurn(7 * rounds, [check, 'check', small], ['-e', '0']);

// 50 MB in many documents; the objects of the second half have other names.
const large = join(work, 'large.yaml');
let big = { memory: 0, cpu: 0, status: 0 };
if (!smoke) {
  const bytes = fleet(100).length / 100;
  writeFileSync(large, fleet(Math.floor(50_000_000 / bytes)));
  big = { ...run([check, 'check', large]), cpu: cpuOf([check, 'check', large]) };
}
rmSync(work, { recursive: true, force: true });

const tables = [
  '| VMs | documents | check, CPU s | `yaml` alone, CPU s | ratio | memory, MB |',
  '| --- | --- | --- | --- | --- | --- |',
  ...rows.map(({ size, ours, alone, ratio, memory }) =>
    [size, 4 * size, ours.toFixed(2), alone.toFixed(2), ratio.toFixed(2), memory.toFixed(0)]
      .join(' | ')
      .replace(/.*/, '| $& |'),
  ),
  '',
  '| | |',
  '| --- | --- |',
  `| check of one VM, CPU ms | ${(1000 * one).toFixed(0)} |`,
  `| start of node, CPU ms | ${(1000 * nothing).toFixed(0)} |`,
  `| ratio | ${(one / nothing).toFixed(2)} |`,
  ...(smoke
    ? []
    : [`| 50 MB in many documents: memory, MB | ${big.memory.toFixed(0)} |`, `| CPU s | ${big.cpu.toFixed(1)} |`]),
  '',
].join('\n');
process.stdout.write(`\n${tables}\n`);

if (!smoke) {
  const [first, last] = [rows[0], rows.at(-1)];
  for (const { size, ratio } of rows)
    holds(`${size} VMs: at most ${BOUNDS.ratio} times \`yaml\` alone`, ratio <= BOUNDS.ratio);
  holds(`${last.size} VMs cost at most ${BOUNDS.growth} times ${first.size}`, last.ours <= BOUNDS.growth * first.ours);
  holds(`one VM: at most ${BOUNDS.start} times the start of node`, one <= BOUNDS.start * nothing);
  holds(`50 MB: less than ${BOUNDS.memory} MB`, big.status === 0 && big.memory < BOUNDS.memory);
}
if (args.includes('--write')) {
  const file = join(root, 'docs/CHECK.md');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/(<!-- figures -->\n)[\s\S]*$/, (_, mark) => `${mark}\n${tables}`),
  );
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
