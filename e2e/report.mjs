import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';

/** What a suite found; it is printed as it comes. */
export class Report {
  counts = { passed: 0, failed: 0, skipped: 0 };

  /** Real parts that ran, `name version`. */
  parts = [];

  /** What was asked of them, and the answer: for docs/EVIDENCE.md. */
  cases = [];

  /** What the real parts said on the way, for the story. */
  log = [];

  constructor(suite) {
    this.suite = suite;
  }

  get empty() {
    return Object.values(this.counts).every((count) => count === 0);
  }

  pass(what, count = 1) {
    this.counts.passed += count;
    if (what) this.cases.push(`ok ${what}`);
    if (what) say(`ok    ${what}`);
  }

  fail(what, why) {
    this.counts.failed += 1;
    this.cases.push(`FAIL ${what}`);
    say(`FAIL  ${what}: ${why}`);
  }

  skip(what, why) {
    this.counts.skipped += 1;
    this.cases.push(`skip ${what}: ${why}`);
    say(`skip  ${what}: ${why}`);
  }

  note(text) {
    const part = /^part: (.*)$/.exec(text);
    if (part) this.parts.push(part[1]);
    if (/^log: /.test(text)) this.log.push(text.slice(5));
    say(`note  ${text}`);
  }
}

export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** The YAML files below a folder: `{ name, text }`, in a fixed order. */
export function yamlFiles(folder) {
  const found = [];
  const walk = (path) => {
    for (const name of readdirSync(path).sort()) {
      const child = join(path, name);
      if (statSync(child).isDirectory()) walk(child);
      else if (/\.ya?ml$/.test(name)) found.push({ name: relative(folder, child), text: readFileSync(child, 'utf8') });
    }
  };
  if (existsSync(folder)) walk(folder);
  if (found.length === 0) throw new Error(`no YAML file in ${folder}: run \`npm run synth\` first`);
  return found;
}

// Debian's own: it sees the modules that apt installs, which a python3 earlier in PATH may not.
const python = process.env.E2E_PYTHON ?? '/usr/bin/python3';

/** Runs a Python script and hands each line of its output, a JSON value, to `onLine`. */
export function runPython(script, args, { input = '', onLine }) {
  return run(python, ['-B', script, ...args], { input, onLine: (line) => onLine(JSON.parse(line)) });
}

/** A script whose lines are results for the report: `{ result, what, why?, count? }`. */
export function reportPython(report, script, args) {
  return runPython(script, args, {
    onLine: ({ result, what, why, count }) => {
      if (result === 'pass') report.pass(what, count);
      if (result === 'fail') report.fail(what, why);
      if (result === 'skip') report.skip(what, why);
      if (result === 'note') report.note(what);
    },
  });
}

function run(command, args, { input, onLine }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    child.on('error', reject);
    const lines = createInterface({ input: child.stdout });
    const ended = new Promise((done) => lines.on('close', done));
    lines.on('line', (line) => {
      try {
        onLine(line);
      } catch (error) {
        child.kill();
        reject(new Error(`${command} wrote a line that is no result: ${line}`, { cause: error }));
      }
    });
    child.on('close', async (code) => {
      await ended;
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}`));
    });
    child.stdin.on('error', () => {}); // the exit code tells
    child.stdin.end(input);
  });
}
