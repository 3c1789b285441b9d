// One VM all the way: program, synth, API server, CNI plugin, guest, and pings to it across the VLAN.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programs } from '../api-server/build.mjs';
import { withCleanup } from '../api-server/cleanup.mjs';
import { Cluster } from '../api-server/cluster.mjs';
import { difference, readObjects } from '../api-server/objects.mjs';
import { start, until } from '../api-server/start.mjs';
import { reportPython, yamlFiles } from '../report.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const top = join(here, '../..');

export async function suite({ report }) {
  if (process.env.E2E_TIER === 'ci') {
    report.note('story: in the full run only');
    report.pass(); // without words: the evidence is that of a full run
    return;
  }
  await withCleanup(async (later) => {
    const folder = mkdtempSync(join(tmpdir(), 'story-'));
    later(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    const objects = synth(join(folder, 'dist'), report);
    const kept = await withCleanup((end) => keep(objects, report, end));
    // Nothing below sees what the program wrote: only what the server gave back.
    const path = join(folder, 'kept.yaml');
    writeFileSync(path, kept.map((object) => JSON.stringify(object)).join('\n---\n'), { mode: 0o600 });
    await reportPython(report, join(here, 'story.py'), [path]);
  });
}

function synth(folder, report) {
  const command = ['--import', 'tsx', join(here, 'program.ts'), folder];
  const done = spawnSync(process.execPath, command, { cwd: top, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`program.ts ended with ${done.status}: ${done.stderr.trim().slice(-2000)}`);
  const files = yamlFiles(folder);
  const objects = files.flatMap(readObjects);
  report.note(`part: cdk8s ${JSON.parse(readFileSync(join(top, 'node_modules/cdk8s/package.json'), 'utf8')).version}`);
  report.note(`log: synth: ${files.map(({ name }) => name).join(', ')} with ${titles(objects)}`);
  report.pass(`synth of ${objects.length} objects`);
  return objects;
}

/** Applies the objects to a real API server; answers with what it gives back when asked for them. */
async function keep(objects, report, later) {
  const { clients, versions } = await start({ programs: await programs({ report, later }), users: [], later });
  for (const [name, version] of Object.entries(versions)) report.note(`part: ${name} ${version}`);
  const cluster = new Cluster(clients);
  const apply = (object) => cluster.apply({ ...object, user: 'admin' });

  for (const definition of yamlFiles(join(top, 'imports/crds')).flatMap(readObjects)) await apply(definition);
  for (const { sent, kind } of objects) {
    await until(kind, async () => {
      const { resource } = await cluster.resource(sent.apiVersion, kind);
      const group = sent.apiVersion === 'v1' ? '/api/v1' : `/apis/${sent.apiVersion}`;
      return (await cluster.admin.get(`${group}/${resource.name}`)).status === 200;
    });
  }
  for (const namespace of new Set(objects.map((object) => object.namespace))) {
    const sent = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
    await apply({ sent, kind: 'Namespace', name: namespace, text: JSON.stringify(sent) });
  }

  for (const object of objects) await apply(object);
  report.note('log: apply: the API server takes every object, in the order of the file, without a warning');
  const kept = [];
  for (const object of objects) {
    const back = await cluster.read({ ...object, user: 'admin' });
    const found = difference(object.sent, back);
    if (found) throw new Error(`${object.title} came back otherwise: ${found}`);
    kept.push(back);
  }
  report.note('log: read back: every object equal to what was sent; all that follows uses only what came back');
  report.pass(`${objects.length} objects applied and read back`, objects.length);
  return kept;
}

function titles(objects) {
  return objects.map(({ kind, name }) => `${kind} ${name}`).join(', ');
}
