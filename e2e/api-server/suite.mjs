// A real kube-apiserver takes every object of every file, keeps it as it is, and refuses what is misspelt.
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { yamlFiles } from '../report.mjs';
import { programs } from './build.mjs';
import { withCleanup } from './cleanup.mjs';
import { Cluster } from './cluster.mjs';
import { defaults, difference, firstDifference, misspelt, namedBy, readObjects } from './objects.mjs';
import { start, until } from './start.mjs';

const crds = join(dirname(fileURLToPath(import.meta.url)), '../../imports/crds');

/** All rights that applying needs, on all that an app makes. */
const rules = [
  { apiGroups: [''], resources: ['secrets'] },
  { apiGroups: ['k8s.cni.cncf.io'], resources: ['network-attachment-definitions'] },
  { apiGroups: ['cdi.kubevirt.io'], resources: ['datavolumes'] },
  { apiGroups: ['kubevirt.io'], resources: ['virtualmachines'] },
].map((rule) => ({ ...rule, verbs: ['create', 'get', 'patch'] }));

const misspellings = [
  ['VirtualMachine', 'spec.template.spec.domain.cpu.sockets', 'sokets'],
  ['VirtualMachine', 'spec.template.spec.domain.devices.interfaces.bridge', 'brigde'],
  ['VirtualMachine', 'spec.template.spec.networks.multus.networkName', 'networkname'],
  ['NetworkAttachmentDefinition', 'spec.config', 'confg'],
  ['DataVolume', 'spec.storage', 'storge'],
  ['Secret', 'stringData', 'stringdata'],
];

export async function suite({ dist, report }) {
  const files = yamlFiles(dist).flatMap((file) => {
    try {
      const objects = readObjects(file).map((object) => ({ ...object, user: owner(object.namespace) }));
      return [{ name: file.name, objects }];
    } catch (error) {
      report.fail(file.name, error.message);
      return [];
    }
  });
  const namespaces = [...new Set(files.flatMap(({ objects }) => objects.map(({ namespace }) => namespace)))];
  await withCleanup(async (later) => {
    const folder = await programs({ report, later });
    const { clients, versions } = await start({ programs: folder, users: namespaces.map(owner), later });
    for (const [name, version] of Object.entries(versions)) report.note(`part: ${name} ${version}`);
    const cluster = new Cluster(clients);
    await prepare(cluster, namespaces, report);
    await check(cluster, files, report);
    await checkRights(cluster, files, namespaces, report);
  });
}

/** The user with rights in a namespace and nowhere else. */
function owner(namespace) {
  return `owner-of-${namespace}`;
}

async function prepare(cluster, namespaces, report) {
  const apply = (object) => cluster.apply({ ...object, user: 'admin' });
  const definitions = yamlFiles(crds).flatMap(readObjects);
  for (const definition of definitions) await apply(definition);
  const served = [];
  for (const { sent } of definitions) {
    const { group, names, versions } = sent.spec;
    for (const { name: version } of versions) {
      await until(`the CRD of ${names.kind}`, async () => {
        const { resource } = await cluster.resource(`${group}/${version}`, names.kind);
        return (await cluster.admin.get(`/apis/${group}/${version}/${resource.name}`)).status === 200;
      });
      served.push(`${names.kind} ${version}`);
    }
  }
  report.pass(`${served.length} CRDs applied and served: ${served.join(', ')}`, served.length);

  for (const namespace of namespaces) {
    for (const sent of rightsIn(namespace)) {
      await apply({ sent, kind: sent.kind, ...sent.metadata, text: JSON.stringify(sent) });
    }
    // The server takes up rights a moment after they are stored.
    const nothing = `/api/v1/namespaces/${namespace}/secrets/none`;
    const client = cluster.clients.get(owner(namespace));
    await until(`the rights in ${namespace}`, async () => (await client.get(nothing)).status === 404);
  }
}

function rightsIn(namespace) {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const apiGroup = 'rbac.authorization.k8s.io';
  const metadata = { name: 'apply', namespace };
  const roleRef = { apiGroup, kind: 'Role', name: 'apply' };
  const subjects = [{ apiGroup, kind: 'User', name: owner(namespace) }];
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion, kind: 'Role', metadata, rules },
    { apiVersion, kind: 'RoleBinding', metadata, roleRef, subjects },
  ];
}

async function check(cluster, files, report) {
  const results = new Map(); // of the first apply
  for (const { name, objects } of files) {
    const users = [...new Set(objects.map(({ namespace }) => owner(namespace)))].join(', ');
    await each(report, name, `applied in the order of the file, by ${users}`, objects, async (object) => {
      results.set(object, await cluster.apply(object));
    });
    await each(report, name, 'in the file before the VM that names it', [...pairs(objects)], ({ first, vm }) => {
      if (objects.indexOf(first) > objects.indexOf(vm)) throw new Error(`it comes after the ${vm.title} that names it`);
    });
  }
  const taken = files.map(({ name, objects }) => ({ name, objects: objects.filter((object) => results.has(object)) }));

  for (const { what } of defaults) report.note(`the server's own, left out of the comparison: ${what}`);
  for (const { name, objects } of taken) {
    await each(report, name, 'read back equal to what was sent', objects, async (object) => {
      const found = difference(object.sent, await cluster.read(object));
      if (found) throw new Error(`read back: ${found}`);
    });
  }

  const all = taken.flatMap(({ objects }) => objects);
  for (const [kind, path, wrong] of misspellings) {
    const attempts = all.flatMap((object) => {
      const copy = object.kind === kind && misspelt(object.sent, path.split('.'), wrong);
      return copy ? [{ ...object, text: JSON.stringify(copy) }] : [];
    });
    const what = `${kind} with ${path} misspelt as ${wrong}`;
    await refused(cluster, report, what, attempts, `.${wrong}: field not declared in schema`);
  }
  // Apply refuses unknown fields always; a field twice shows that the validation is strict.
  const vms = all.filter(({ kind }) => kind === 'VirtualMachine');
  const twice = vms.map((vm) => ({ ...vm, text: `${vm.text}\nkind: VirtualMachine\n` }));
  await refused(cluster, report, 'VirtualMachine with a field written twice', twice, 'key "kind" already set');

  // The server's times are whole seconds: within one, a write of nothing but a time would not show.
  await setTimeout(1100);
  for (const { name, objects } of taken) {
    await each(report, name, 'unchanged by a second apply', objects, async (object) => {
      const again = await cluster.apply(object);
      const found = firstDifference(results.get(object), again, '');
      if (found) throw new Error(`a second apply changes it: ${found}`);
    });
  }
}

/** Each VM with each object of its file that it names. */
function* pairs(objects) {
  for (const vm of objects.filter(({ kind }) => kind === 'VirtualMachine')) {
    const names = new Set(namedBy(vm));
    for (const first of objects) if (names.has(first.title)) yield { first, vm, title: first.title };
  }
}

async function checkRights(cluster, files, namespaces, report) {
  const places = [...namespaces, 'default', 'kube-system'];
  for (const namespace of namespaces) {
    const other = places.find((place) => place !== namespace);
    const own = files.flatMap(({ objects }) => objects.filter((object) => object.namespace === namespace));
    const moved = own.map((object) => {
      const metadata = { ...object.sent.metadata, namespace: other };
      return { ...object, namespace: other, text: JSON.stringify({ ...object.sent, metadata }) };
    });
    await refused(
      cluster,
      report,
      `${owner(namespace)} in namespace ${other}, without rights there`,
      moved,
      'cannot patch resource',
    );
  }
}

/** Runs a check on each object, reports the failures, and then how many passed. */
async function each(report, name, what, objects, run) {
  let passed = 0;
  for (const object of objects) {
    try {
      await run(object);
      passed += 1;
    } catch (error) {
      report.fail(`${name}: ${object.title}`, error.message);
    }
  }
  if (passed > 0) report.pass(`${name}: ${passed} ${passed === 1 ? 'object' : 'objects'} ${what}`, passed);
}

/** The server must refuse each object, and say why. */
async function refused(cluster, report, what, objects, why) {
  if (objects.length === 0) report.skip(what, 'no object has it');
  await each(report, what, 'refused', objects, async (object) => {
    const answer = await cluster.apply(object).then(
      () => 'accepted',
      (error) => error.message,
    );
    if (!answer.includes(why)) throw new Error(`the server should say "${why}": ${answer}`);
  });
}
