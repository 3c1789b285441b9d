// The package as its users have it: packed, installed in a project outside this tree, compiled and synthesized there,
// with the lowest and the newest cdk8s and constructs that it allows.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect, isDeepStrictEqual, promisify } from 'node:util';
import { checks, view } from './checks.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const template = fileURLToPath(new URL('consumer', import.meta.url));
// For one step on slow shared cores with a cold npm cache.
const timeout = 15 * 60_000;

const work = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-wukong-packed-')));
const temporary = join(work, 'tmp');
mkdirSync(temporary);
// With retries: a step that was stopped may still write.
process.once('exit', () => rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stop.abort());

let passed = 0;
let failed = 0;

const tarball = await check('pack: npm pack', pack);
if (tarball) {
  const floor = await consume('floor', { cdk8s: '2.70.0', constructs: '10.4.2' });
  const newest = await consume('newest', { cdk8s: 'latest', constructs: 'latest' });
  // Bytes, not data: cdk8s writes the same from 2.70.0 on, although it bundles another release of yaml since.
  if (floor && newest) await check('both: floor and newest write the same bytes', () => sameLines(newest, floor));
}
print(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function pack() {
  const built = ['lib/src/index.js', '.jsii', 'bin/cdk8s-wukong'].every((file) => existsSync(join(root, file)));
  if (!built) await succeed('npm', ['run', 'build'], root);
  const folder = join(work, 'tarball');
  mkdirSync(folder);
  await succeed('npm', ['pack', '--pack-destination', folder], root);
  return join(folder, only(readdirSync(folder)));
}

/** All checks of one set of versions; gives the files that the app wrote, by name. */
async function consume(set, versions) {
  const project = join(work, set);
  const bin = (name) => join(project, 'node_modules/.bin', name);
  const peers = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  cpSync(template, project, { recursive: true });

  const installed = await check(`${set}: npm install of the tarball, ${peers.join(', ')}`, async () => {
    await succeed('npm', ['install', '--no-audit', '--no-fund', tarball, ...peers], project);
    return true;
  });
  if (!installed) return undefined;

  await check(
    `${set}: ${installedVersions(project)} are what the package uses, its bundled packages came in the tarball`,
    () => {
      const own = join(project, 'node_modules/cdk8s-wukong/node_modules');
      same(existsSync(own) ? readdirSync(own).filter((name) => !name.startsWith('.')) : [], ['ipaddr.js', 'yaml']);
    },
  );
  await check(`${set}: the tarball holds no sources and no tests`, () => {
    const top = readdirSync(join(project, 'node_modules/cdk8s-wukong'));
    same(
      top.filter((name) => ['src', 'test', 'examples', 'dist', 'dist-jsii'].includes(name)),
      [],
    );
  });
  await check(`${set}: tsc under strict, with skipLibCheck: false`, () => succeed(bin('tsc'), ['--noEmit'], project));
  const unit = await check(`${set}: a unit test with Testing.synth`, () =>
    succeed(process.execPath, ['--import', 'tsx', 'unit.ts'], project),
  );
  if (unit !== undefined) {
    await check(`${set}: a warning is printed once, however often a chart is synthesized`, () =>
      same(linesOf(unit, 'container-disk-root').length, 1),
    );
  }
  await check(`${set}: a faulty app fails, names construct and rule and writes nothing`, () => failsWhole(project));

  await check(`${set}: the validation plugin passes a good VM`, () =>
    plugin(bin, project, 'no', 0, /Validations ended succesfully/),
  );
  await check(`${set}: the validation plugin fails cdk8s synth, and names the rule, the field and the construct`, () =>
    plugin(bin, project, 'yes', 2, /unknown-field[\s\S]*Construct Path: plain\/machine[\s\S]*interfaces\[0\]\.brigde/),
  );
  const help = await check(`${set}: the command line comes with the package`, () =>
    succeed(bin('cdk8s-wukong'), ['check', '--rules'], project),
  );
  if (help !== undefined)
    await check(`${set}: it lists its rules`, () => same(linesOf(help, 'duplicate-mac').length, 1));

  const output = await check(`${set}: cdk8s synth`, () =>
    succeed(bin('cdk8s'), ['synth', '--check-upgrade=false'], project),
  );
  if (output === undefined) return undefined;

  await check(`${set}: an acknowledged warning is not printed`, () => same(linesOf(output, 'container-disk-root'), []));
  return checkFiles(set, project);
}

function installedVersions(project) {
  const version = (name) =>
    JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')).version;
  return `cdk8s ${version('cdk8s')} and constructs ${version('constructs')}`;
}

async function failsWhole(project) {
  const { status, output } = await run(process.execPath, ['--import', 'tsx', 'faulty.ts'], project);
  const folder = join(project, 'faulty-dist');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  const got = {
    fails: status !== 0,
    says: linesOf(output, 'two-default-routes').some((line) => line.includes('second/bad')),
    files: files.filter((name) => name.endsWith('.yaml')),
  };
  const want = { fails: true, says: true, files: [] };
  if (!isDeepStrictEqual(got, want)) throw new Error(`${difference(got, want)}; output: ${output}`);
}

async function plugin(bin, project, faulty, status, says) {
  const folder = join(project, 'plugin');
  process.env.FAULTY = faulty;
  const ended = await run(bin('cdk8s'), ['synth', '--check-upgrade=false'], folder);
  const got = { status: ended.status, says: says.test(ended.output) };
  if (!isDeepStrictEqual(got, { status, says: true })) throw new Error(`${inspect(got)}; output: ${ended.output}`);
}

async function checkFiles(set, project) {
  const yaml = createRequire(join(project, 'package.json'))('yaml');
  const dist = join(project, 'dist');
  const files = Object.fromEntries(
    readdirSync(dist)
      .sort()
      .map((name) => [name, readFileSync(join(dist, name), 'utf8')]),
  );
  const app = await check(`${set}: one file for each chart, named after it`, () => {
    same(Object.keys(files), ['apps.k8s.yaml', 'shared.k8s.yaml']);
    return view(files, yaml);
  });
  if (!app) return files;
  for (const { say, got, want } of checks) {
    await check(`${set}: ${say}`, () => same(got(app), typeof want === 'function' ? want(app) : want));
  }
  return files;
}

/** Counts and prints one check; gives what its body gives, undefined when that throws. */
async function check(say, body) {
  try {
    const value = await body();
    passed += 1;
    print(`ok ${say}`);
    return value;
  } catch (error) {
    failed += 1;
    print(`FAILED ${say}: ${oneLine(error.message)}`);
    return undefined;
  }
}

async function succeed(command, args, cwd) {
  const { status, output } = await run(command, args, cwd);
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${status}: ${output}`);
  return output;
}

async function run(command, args, cwd) {
  const env = { ...process.env, TMPDIR: temporary };
  const options = { cwd, env, timeout, signal: stop.signal, maxBuffer: 64 * 1024 * 1024 };
  const running = promisify(execFile)(command, args, options);
  running.child.stdin.end();
  try {
    const { stdout, stderr } = await running;
    return { status: 0, output: stdout + stderr };
  } catch (error) {
    if (stop.signal.aborted) process.exit(1);
    return { status: error.code ?? error.signal, output: `${error.stdout ?? ''}${error.stderr ?? ''}` };
  }
}

function same(got, want) {
  if (!isDeepStrictEqual(got, want)) throw new Error(difference(got, want));
}

/** As `same` for whole files, but shows only the first line that differs of each. */
function sameLines(got, want) {
  const names = [...new Set([...Object.keys(got), ...Object.keys(want)])];
  const differing = names.filter((name) => got[name] !== want[name]);
  const first = (name) => {
    const [ours, theirs] = [got, want].map((files) => (files[name] ?? '').split('\n'));
    const at = ours.findIndex((line, index) => line !== theirs[index]);
    const index = at < 0 ? ours.length : at;
    return `${name}:${index + 1}: ${difference(ours[index], theirs[index])}`;
  };
  if (differing.length > 0) throw new Error(differing.map(first).join('; '));
}

function difference(got, want) {
  const shown = (value) => inspect(value, { compact: true, depth: null, maxArrayLength: null, breakLength: Infinity });
  return `got ${shown(got)}, want ${shown(want)}`;
}

function linesOf(output, word) {
  return output.split('\n').filter((line) => line.includes(word));
}

function only(names) {
  if (names.length !== 1) throw new Error(`one file expected, got ${JSON.stringify(names)}`);
  return names[0];
}

function oneLine(text) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' | ');
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
