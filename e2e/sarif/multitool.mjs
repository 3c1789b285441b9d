// Microsoft's SARIF Multitool and the published schema beside it, from one npm package; nothing of it is installed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const PACKAGE = '@microsoft/sarif-multitool-linux';
export const VERSION = '5.7.0';
const SHA512 = 'NxUbpq6ISCWoTQ/NfOYEwEDKq1Heka/rMoJ5R5LMydcAZQX/X7g5mWHcgxDub+0M07LC96tZ5LZHvF1Qy3gjTA==';

const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const cache = join(process.env.CDK8S_WUKONG_E2E_CACHE || join(caches, 'cdk8s-wukong-e2e'), 'sarif');

/** The folder of `Sarif.Multitool` and `sarif-2.1.0.json`. */
export function multitool(report) {
  const folder = join(cache, VERSION);
  if (existsSync(folder)) return folder;
  report.note('fetching the SARIF Multitool, once on this machine: 44 MB');
  mkdirSync(cache, { recursive: true });
  const aside = mkdtempSync(join(cache, 'fetch-'));
  try {
    const options = ['--pack-destination', aside, '--json'];
    const out = execFileSync('npm', ['pack', `${PACKAGE}@${VERSION}`, ...options], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const tarball = join(aside, fileOf(JSON.parse(out)));
    const sum = createHash('sha512').update(readFileSync(tarball)).digest('base64');
    if (sum !== SHA512) throw new Error(`${PACKAGE}@${VERSION} has another checksum: ${sum}`);
    execFileSync('tar', ['xzf', tarball, '-C', aside]);
    chmodSync(join(aside, 'package/Sarif.Multitool'), 0o755);
    renameSync(join(aside, 'package'), folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another run was as quick
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}

/** npm has printed a list of packages, and prints a mapping of them since version 12. */
function fileOf(printed) {
  const [packed] = Array.isArray(printed) ? printed : Object.values(printed);
  return packed.filename.replace('@', '').replaceAll('/', '-');
}
