// node bench/run.mjs [--smoke] [--rounds 3] [--write]
// Runs both sides of fleet.mjs in turn, a round after the other, so that a change of load hits them alike, and prints
// medians of CPU seconds of whole processes and their ratios. --write puts the tables into docs/PERFORMANCE.md.
// --smoke: small fleets once, to see that both sides still write the same; no figure fails it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const smoke = args.includes('--smoke');
const rounds = smoke ? 1 : Number(args[args.indexOf('--rounds') + 1] || 3);
const plan = smoke
  ? { 'one-chart': [50, 100], 'chart-per-vm': [20] }
  : { 'one-chart': [100, 1000, 10_000], 'chart-per-vm': [100, 300, 1000] };

const work = mkdtempSync(join(tmpdir(), 'wukong-bench-'));
const tables = [];
let failed = 0;
let passed = 0;

function side(name, layout, n) {
  const out = join(work, `${name}-${layout}-${n}`);
  rmSync(out, { recursive: true, force: true });
  const target = name === 'bare' ? join(work, `wukong-${layout}-${n}`) : out;
  // The bare side reads what the other left, and writes beside it.
  const argv = ['--max-old-space-size=8192', join(here, 'fleet.mjs'), name, layout, String(n), target];
  if (name === 'bare') rmSync(target, { recursive: true, force: true });
  return {
    ...JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
    out: target,
  };
}

const bytes = (folder) =>
  readdirSync(folder)
    .map((file) => `${file}\n${readFileSync(join(folder, file), 'utf8')}`)
    .join('');
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

function check(title, holds) {
  if (holds) passed += 1;
  else failed += 1;
  process.stdout.write(`${holds ? 'ok' : 'FAILED'}: ${title}\n`);
}

for (const [layout, sizes] of Object.entries(plan)) {
  const rows = [];
  for (const n of sizes) {
    const cpu = { wukong: [], bare: [] };
    let objects = 0;
    for (let round = 0; round < rounds; round++) {
      const ours = side('wukong', layout, n);
      const text = bytes(ours.out);
      const bare = side('bare', layout, n);
      if (round === 0) {
        check(`${layout}, ${n} VMs: both sides write the same bytes`, text === bytes(bare.out));
        check(`${layout}, ${n} VMs: no dependency edge`, ours.edges === 0);
      }
      cpu.wukong.push(ours.cpu);
      cpu.bare.push(bare.cpu);
      objects = ours.objects;
    }
    const [ours, bare] = [median(cpu.wukong), median(cpu.bare)];
    rows.push({ n, objects, ours, bare, ratio: ours / bare });
  }
  const header = `| VMs | objects | cdk8s-wukong, CPU s | bare ApiObjects, CPU s | ratio | ms per VM |\n| --- | --- | --- | --- | --- | --- |`;
  const lines = rows.map(
    ({ n, objects, ours, bare, ratio }) =>
      `| ${n.toLocaleString('en')} | ${objects.toLocaleString('en')} | ${ours.toFixed(2)} | ${bare.toFixed(2)} | ${ratio.toFixed(2)} | ${((1000 * ours) / n).toFixed(2)} |`,
  );
  tables.push(`### ${layout}\n\n${header}\n${lines.join('\n')}\n`);
  process.stdout.write(`\n${tables.at(-1)}\n`);
  if (smoke) continue;
  if (layout === 'chart-per-vm')
    for (const row of rows) check(`${row.n} charts: at most 3 times the bare objects`, row.ratio <= 3);
  else {
    const [, thousand, tenThousand] = rows;
    check('one chart: 10,000 VMs cost at most 12 times 1,000', tenThousand.ours <= 12 * thousand.ours);
  }
}

rmSync(work, { recursive: true, force: true });
if (args.includes('--write')) {
  const file = join(here, '../docs/PERFORMANCE.md');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/(<!-- figures -->\n)[\s\S]*$/, (_, mark) => `${mark}\n${tables.join('\n')}`),
  );
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
