// kube-apiserver and etcd on 127.0.0.1. Nothing else: objects are checked and stored, and nobody acts on them.
import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from './client.mjs';

/** Starts both; answers with a client of each user: `admin`, who may do all, and `users`, who may do nothing yet. */
export async function start({ programs, users, later }) {
  const tokens = new Map(['admin', ...users].map((user) => [user, randomUUID()]));
  for (let tries = 1; ; tries += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-wukong-api-server-'));
    later(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    try {
      return await run({ programs, tokens, folder, later });
    } catch (error) {
      // Between the look for a free port and its use another program may have taken it.
      if (tries === 3 || !error.message.includes('address already in use')) throw error;
    }
  }
}

async function run({ programs, tokens, folder, later }) {
  const [etcdPort, port] = await freePorts(2);
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const file = (name) => join(folder, name);
  const launch = (name, flags) => {
    const log = openSync(file(`${name}.log`), 'w');
    const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    const child = spawn(join(programs, name), args, { stdio: ['ignore', log, log] });
    child.on('error', () => {}); // it has no pid then, and until() sees that
    later(() => child.kill('SIGKILL')); // its data go as well
    return { child, name };
  };

  const etcd = launch('etcd', {
    'data-dir': file('etcd'),
    'listen-client-urls': etcdUrl,
    'advertise-client-urls': etcdUrl,
    'listen-peer-urls': 'http://127.0.0.1:0',
    'unsafe-no-fsync': true,
    'log-level': 'warn',
  });

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(file('accounts.key'), privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });
  const logins = [...tokens].map(([user, token]) => `${token},${user},${user},"${groups(user)}"\n`);
  writeFileSync(file('tokens.csv'), logins.join(''), { mode: 0o600 });
  mkdirSync(file('tls'));
  const server = launch('kube-apiserver', {
    'etcd-servers': etcdUrl,
    'bind-address': '127.0.0.1',
    'advertise-address': '127.0.0.1',
    'secure-port': port,
    'cert-dir': file('tls'), // it makes its certificate there
    'endpoint-reconciler-type': 'none',
    'service-cluster-ip-range': '10.0.0.0/24',
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': file('accounts.key'),
    'service-account-signing-key-file': file('accounts.key'),
    'token-auth-file': file('tokens.csv'),
    'authorization-mode': 'RBAC',
  });

  const alive = () => {
    for (const { child, name } of [etcd, server]) {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) continue;
      throw new Error(`${name} ended: ${lastErrors(file(`${name}.log`))}`);
    }
  };
  const certificate = file('tls/apiserver.crt');
  await until('the certificate of kube-apiserver', () => existsSync(file('tls/apiserver.key')), alive); // the later file
  const clients = new Map([...tokens].map(([user, token]) => [user, new Client({ port, certificate, token })]));
  const admin = clients.get('admin');
  await until('kube-apiserver', async () => (await admin.get('/readyz')).status === 200, alive);

  const versions = {
    'kube-apiserver': (await admin.get('/version')).body.gitVersion.replace(/^v/, ''),
    etcd: (await (await fetch(`${etcdUrl}/version`)).json()).etcdserver,
  };
  return { clients, versions };
}

/** Looks until it is so. Generous: a machine may have much else to do. */
export async function until(what, isSo, alive = () => {}) {
  const end = Date.now() + 180_000;
  let why = '';
  do {
    alive();
    try {
      if (await isSo()) return;
    } catch (error) {
      why = `: ${error.message}`;
    }
    await setTimeout(100);
  } while (Date.now() < end);
  throw new Error(`${what} is not ready after three minutes${why}`);
}

function groups(user) {
  return user === 'admin' ? 'system:masters' : '';
}

async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      return new Promise((resolve, reject) => {
        const server = createServer().on('error', reject);
        server.listen(0, '127.0.0.1', () => resolve(server));
      });
    }),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function lastErrors(log) {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const errors = lines.filter((line) => /^[EF]\d|^Error|"level":"(error|fatal)"|in use/.test(line));
  return (errors.length > 0 ? errors : lines).slice(-5).join('\n');
}
