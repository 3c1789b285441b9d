// kube-apiserver and etcd from their Go modules, built once on a machine. go.mod says which.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const cache = join(process.env.CDK8S_WUKONG_E2E_CACHE || join(caches, 'cdk8s-wukong-e2e'), 'api-server');

/** The folder of the programs `kube-apiserver` and `etcd`. */
export async function programs({ report, later }) {
  const key = createHash('sha256').update(process.arch);
  for (const name of ['go.mod', 'go.sum', 'build.mjs']) key.update(readFileSync(join(here, name)));
  const folder = join(cache, key.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;

  report.note('building kube-apiserver and etcd, once on this machine: 5 to 10 minutes on two cores');
  mkdirSync(cache, { recursive: true });
  // Built aside and moved at the end: what is in the cache is whole.
  const aside = mkdtempSync(join(cache, 'build-'));
  later(() => rmSync(aside, { recursive: true, force: true, maxRetries: 5 }));
  // What was fetched and compiled before a failure is kept: another try only goes on.
  for (let tries = 1; ; tries += 1) {
    try {
      await goBuild(aside, later);
      break;
    } catch (error) {
      if (tries === 3 || error.code === 'ENOENT') throw error;
      report.note(`another try after this: ${error.message}`);
    }
  }
  renameSync(join(aside, 'bin/server'), join(aside, 'bin/etcd')); // its main package is called so
  try {
    renameSync(join(aside, 'bin'), folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another run was as quick
  }
  return folder;
}

function goBuild(folder, later) {
  const [, version] = /k8s\.io\/kubernetes (v\S+)/.exec(readFileSync(join(here, 'go.mod'), 'utf8'));
  // Static and stripped links soonest. The server itself knows its version only from the linker.
  const flags = `-s -w -X k8s.io/component-base/version.gitVersion=${version}`;
  const options = ['-mod=readonly', '-trimpath', '-buildvcs=false', `-ldflags=${flags}`, '-o', join(folder, 'bin/')];
  const packages = ['k8s.io/kubernetes/cmd/kube-apiserver', 'go.etcd.io/etcd/server/v3'];
  const PATH = `${process.env.PATH}:/usr/local/go/bin`;
  const env = { ...process.env, PATH, CGO_ENABLED: '0', GOWORK: 'off', GOTMPDIR: folder };
  return new Promise((resolve, reject) => {
    const child = spawn('go', ['build', ...options, ...packages], {
      cwd: here,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    later(() => child.kill('SIGINT')); // go then starts no more compilers
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
    child.on('error', (error) => {
      if (error.code === 'ENOENT') error.message = 'Go 1.26 or newer is needed to build kube-apiserver and etcd';
      reject(error);
    });
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`go build ended with ${code}: ${log.trim().split('\n').slice(-5).join('\n')}`));
    });
  });
}
