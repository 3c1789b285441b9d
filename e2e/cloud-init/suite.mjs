// Debian 12's and Debian 13's own cloud-init reads the documents of every VM and renders its network configuration.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportPython, yamlFiles } from '../report.mjs';

const script = join(dirname(fileURLToPath(import.meta.url)), 'check.py');

export async function suite({ dist, report }) {
  yamlFiles(dist); // says what to do when there are none
  await reportPython(report, script, [dist]);
}
