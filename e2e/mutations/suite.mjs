// Breaks a rendering in a copy of the tree and sees that the right suite turns red, for the right reason; the untouched copy
// must be green in the same run.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutations } from './mutations.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const COPIED = ['src', 'imports', 'examples', 'e2e', 'package.json', 'tsconfig.json'];

export async function suite({ report }) {
  const ci = process.env.E2E_TIER === 'ci';
  const rows = mutations.filter((row) => row.ci || !ci);
  const green = new Set();
  for (const row of rows) {
    const key = `${row.suite} ${row.dist.join()}`;
    if (!green.has(key)) {
      green.add(key);
      const { status, text } = run(row, false);
      if (status === 0) report.pass(`${row.suite} is green on the untouched ${row.dist.join()}`);
      else report.fail(`${row.suite} on the untouched ${row.dist.join()}`, failures(text));
    }
    const { status, text } = run(row, true);
    const said = text.split('\n').find((line) => line.startsWith('FAIL') && row.says.test(line));
    if (status !== 0 && said) report.pass(`${row.title}: ${row.suite} says so`);
    else report.fail(row.title, status === 0 ? `${row.suite} is green` : `${row.suite} says ${failures(text)}`);
    if (said) report.note(`log: ${row.title}: ${said.slice(0, 240)}`);
  }
}

/** The suite over a copy, with the row's edits or without. */
function run({ edits = [], yaml, suite: name, dist }, broken) {
  const copy = mkdtempSync(join(tmpdir(), 'wukong-mutation-'));
  try {
    for (const entry of COPIED) cpSync(join(root, entry), join(copy, entry), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    if (broken) for (const edit of edits) apply(copy, edit);
    const out = join(copy, 'dist');
    mkdirSync(out);
    for (const example of dist) {
      const env = { ...process.env, CDK8S_OUTDIR: out };
      const synth = node(copy, ['--import', 'tsx', `examples/${example}/main.ts`], env);
      if (synth.status !== 0) return { status: 1, text: `FAIL  synth: ${synth.text}` };
    }
    if (broken && yaml) for (const file of readdirSync(out)) rewrite(join(out, file), yaml);
    return node(copy, ['e2e/run.mjs', '--dist', out, name], { ...process.env, E2E_TIER: 'ci', E2E_CNI: 'dist' });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function apply(copy, { file, from, to }) {
  rewrite(join(copy, file), (text) => {
    if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)} any more`);
    return text.replace(from, to);
  });
}

function rewrite(file, change) {
  const text = readFileSync(file, 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`the edit of ${file} changes nothing`);
  writeFileSync(file, changed);
}

function node(cwd, args, env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status, text: `${stdout}${stderr}` };
}

function failures(text) {
  const lines = text.split('\n').filter((line) => line.startsWith('FAIL'));
  return lines.length > 0 ? lines.slice(0, 3).join(' | ') : text.slice(-400);
}
