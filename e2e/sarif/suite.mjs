// What `check --format sarif` prints, held against the published schema and against the validator of those who wrote it, with
// the rules of GitHub's code scanning.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import Ajv from 'ajv/dist/2020.js';
import { stringify } from 'yaml';
import { multitool, PACKAGE, VERSION } from './multitool.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

export async function suite({ dist, report }) {
  const folder = multitool(report);
  const work = mkdtempSync(join(tmpdir(), 'wukong-sarif-'));
  try {
    report.note(`part: ${PACKAGE} ${VERSION}`);
    report.note(`part: ajv ${createRequire(import.meta.url)('ajv/package.json').version}`);
    const valid = validator(folder, work);
    for (const [name, log] of logs(work, dist)) {
      const results = log.runs[0].results.length;
      const faults = valid(log);
      if (faults.length > 0) report.fail(name, faults.slice(0, 3).join('; '));
      else report.pass(`${name}: ${results > 0 ? 'results' : 'no results'}, by the schema and the validator`);
    }
    controls(work, valid, report);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Logs of the program itself: of what is right, of what the cluster refuses, of files that cannot be read. */
function* logs(work, dist) {
  execFileSync(process.execPath, [join(root, 'scripts/bundle.mjs'), join(work, 'bin')]);
  const refused = join(work, 'refused');
  mkdirSync(refused);
  for (const { id, doc } of refusals()) writeFileSync(join(refused, `${id}.yaml`), stringify(doc));
  writeFileSync(join(work, 'not yaml #1.yaml'), 'a: [1\n');
  yield ['dist, acknowledged findings included', sarif(work, ['--acknowledged', dist])];
  yield ['documents that the cluster refuses, each by itself', sarif(work, ['--each', 'refused'])];
  yield ['the same by absolute paths', sarif(work, ['--each', refused])];
  yield ['a file that is no YAML, with a blank and a # in its name', sarif(work, ['not yaml #1.yaml'])];
}

function refusals() {
  const lines = gunzipSync(readFileSync(join(root, 'test/admission/corpus.jsonl.gz')))
    .toString()
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line)).filter(({ stage }, i) => stage !== 'accepted' && i % 10 === 0);
}

function sarif(cwd, args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(cwd, 'bin/cdk8s-wukong'), 'check', '--format', 'sarif', ...args],
    { cwd, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (![0, 1, 2].includes(status)) throw new Error(`check ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

/** What is wrong with a log. */
function validator(folder, work) {
  const schema = JSON.parse(readFileSync(join(folder, 'sarif-2.1.0.json'), 'utf8'));
  const fits = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  return (log) => [
    ...(fits(log) ? [] : fits.errors.map(({ instancePath, message }) => `schema: ${instancePath} ${message}`)),
    ...errors(folder, work, log),
  ];
}

function errors(folder, work, log) {
  const [file, output] = [join(work, 'log.sarif'), join(work, 'verdict.sarif')];
  writeFileSync(file, JSON.stringify(log));
  const options = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error', '--quiet', '--log', 'ForceOverwrite'];
  execFileSync(join(folder, 'Sarif.Multitool'), ['validate', file, '--output', output, ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return JSON.parse(readFileSync(output, 'utf8'))
    .runs.flatMap(({ results = [] }) => results)
    .map(({ ruleId, message }) => `${ruleId} ${message.id} ${message.arguments?.join(' ')}`);
}

/** Both must see what is wrong with a log that a hand has spoilt. */
function controls(work, valid, report) {
  const good = sarif(work, ['--each', 'refused']);
  const spoilt = (change) => {
    const log = structuredClone(good);
    change(log.runs[0]);
    return valid(log).length > 0;
  };
  const cases = {
    'a key that SARIF lacks': (run) => Object.assign(run.results[0], { field: 'spec' }),
    'a level of its own': (run) => Object.assign(run.results[0], { level: 'fatal' }),
    'a rule without a text of help': (run) => delete run.tool.driver.rules[0].help,
  };
  for (const [name, change] of Object.entries(cases)) {
    if (spoilt(change)) report.pass(`control: ${name} is refused`);
    else report.fail(`control: ${name}`, 'nobody said a word');
  }
}
