// A Debian guest boots with the documents and MACs of VMs that the library synthesizes, and is asked and logged in to.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportPython } from '../report.mjs';

const script = join(dirname(fileURLToPath(import.meta.url)), 'check.py');
const cases = (process.env.E2E_GUEST ?? '').split(',').filter(Boolean);

/** E2E_TIER=ci: the one boot that CI always runs. E2E_GUEST: these cases only, `ipv6,primary@trixie-netplan`. */
export async function suite({ report }) {
  await reportPython(report, script, cases);
}
