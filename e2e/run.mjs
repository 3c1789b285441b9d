// node e2e/run.mjs [--dist DIR] [--evidence FILE] [--compare FILE] [SUITE…]: a suite is a folder here with a suite.mjs;
// without names all of them run. E2E_TIER=ci leaves out what takes long: the suites say what that is.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareEvidence, writeEvidence } from './evidence.mjs';
import { Report, say, summary } from './report.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const existing = readdirSync(here).filter((name) => existsSync(join(here, name, 'suite.mjs')));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dist: { type: 'string', default: join(here, '..', 'dist') },
    evidence: { type: 'string' },
    compare: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !existing.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no suite named ${unknown.join(', ')}; there are: ${existing.join(', ')}\n`);
  process.exit(2);
}

const dist = resolve(values.dist);
const suites = [];
for (const name of positionals.length > 0 ? positionals : existing) {
  const report = await run(name);
  say(`${name}: ${summary(report.counts)}`);
  suites.push({ name, report });
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const { report } of suites) for (const key of Object.keys(total)) total[key] += report.counts[key];
if (values.evidence) writeEvidence(values.evidence, suites);
if (values.compare) {
  const { faults, news } = compareEvidence(values.compare, suites);
  for (const line of news) say(`note  another version than in ${values.compare}: ${line}`);
  for (const line of faults) say(`FAIL  not in ${values.compare}: ${line}`);
  total.failed += faults.length;
}
say(summary(total));
process.exitCode = total.failed > 0 ? 1 : 0;

async function run(name) {
  const report = new Report(name);
  try {
    const { suite } = await import(`./${name}/suite.mjs`);
    await suite({ dist, report });
    // A suite that looks at nothing would stay green for ever.
    if (report.empty) report.fail('nothing to check', `no fitting object in ${dist}: has \`npm run synth\` run?`);
  } catch (error) {
    report.fail('the suite itself', error instanceof Error ? error.message : String(error));
  }
  return report;
}
