// The real CNI plugins bring every network up and down on a node that has what it names, and VMs on it are pinged.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportPython, yamlFiles } from '../report.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** E2E_CNI=dist: only what is in `dist`, as for a folder that matrix.ts wrote; else the matrix is generated and run too. */
export async function suite({ dist, report }) {
  yamlFiles(dist); // says what to do when there are none
  const alone = process.env.E2E_CNI === 'dist' || existsSync(join(dist, 'model.json'));
  const generated = alone ? undefined : mkdtempSync(join(tmpdir(), 'cni-matrix-'));
  try {
    const written = generated === undefined || generate(generated, report);
    await reportPython(report, join(here, 'check.py'), [dist, ...(generated && written ? [generated] : [])]);
  } finally {
    if (generated !== undefined) rmSync(generated, { recursive: true, force: true });
  }
}

function generate(folder, report) {
  const command = ['--import', 'tsx', join(here, 'matrix.ts'), folder];
  const done = spawnSync(process.execPath, command, { cwd: join(here, '../..'), encoding: 'utf8' });
  if (done.status === 0) return true;
  // Warnings of the library are meant here, so they are shown only with an error.
  report.fail('the generated matrix', `matrix.ts ended with ${done.status}: ${done.stderr.trim().slice(-2000)}`);
  return false;
}
