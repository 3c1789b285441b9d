// The real CNI plugins bring every bridge and macvlan network up and down on a node that has what it names.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportPython, yamlFiles } from '../report.mjs';

const script = join(dirname(fileURLToPath(import.meta.url)), 'check.py');

export async function suite({ dist, report }) {
  yamlFiles(dist); // says what to do when there are none
  await reportPython(report, script, [dist]);
}
