import { FindingSeverity } from '../findings';
import type { ManifestObject, Manifests } from '../manifest';
import { at, list, text } from '../values';
import { NearNames } from './near-names';
import { EVERYWHERE, type Reference, references } from './references';
import type { Found, Rule } from './rule';
import { byId } from './segment';

const { ERROR, WARNING } = FindingSeverity;

/** What VMs and their disks name. It is taken to exist, unless somebody said what the cluster has. */
export const fleetReferences: readonly Rule[] = [
  { id: 'reference-missing', family: 'fleet', check: referenceMissing },
  { id: 'reference-near-miss', family: 'fleet', check: referenceNearMiss },
  { id: 'reference-in-other-namespace', family: 'fleet', check: referenceInOtherNamespace },
];

/** Names of one kind: who has them, and what is near them. */
interface Names {
  readonly objects: Map<string, Named[]>;
  /** Made when something is missing. */
  near?: NearNames;
}

interface Named {
  readonly object: ManifestObject;
  readonly namespace?: string;
}

interface Index {
  readonly app: ReadonlyMap<string, Names>;
  readonly cluster: ReadonlyMap<string, Names>;
  readonly missing: readonly Reference[];
  /** Kinds of which the cluster lists an object: of others nobody knows what it has. */
  readonly listed: ReadonlySet<string>;
}

const remembered = new WeakMap<Manifests, Index>();

function indexOf(set: Manifests): Index {
  const known = remembered.get(set);
  if (known !== undefined) return known;
  const [app, cluster] = [namesIn(set.objects), namesOfContext(set.context)];
  const missing = [...references(set)].filter((reference) => !isIn(app, reference) && !isIn(cluster, reference));
  const listed = new Set((set.context ?? []).map(({ kind }) => kind));
  const made = { app, cluster, missing, listed };
  remembered.set(set, made);
  return made;
}

const contexts = new WeakMap<readonly ManifestObject[], ReadonlyMap<string, Names>>();

/** Read once, however many files are held against it. */
function namesOfContext(context: readonly ManifestObject[] = []): ReadonlyMap<string, Names> {
  const known = contexts.get(context) ?? namesIn(context);
  contexts.set(context, known);
  return known;
}

function namesIn(objects: readonly ManifestObject[]): ReadonlyMap<string, Names> {
  const names = new Map<string, Names>();
  const add = (kind: string, name: string, named: Named) => {
    const known = names.get(kind) ?? { objects: new Map<string, Named[]>() };
    names.set(kind, known);
    const others = known.objects.get(name);
    if (others === undefined) known.objects.set(name, [named]);
    else others.push(named);
  };
  for (const object of byId(objects, ({ id }) => id)) {
    if (object.name === '') continue;
    const named = { object, namespace: object.namespace };
    add(object.kind, object.name, named);
    const target = object.kind === 'ExternalSecret' ? text(at(object.doc, 'spec', 'target', 'name')) : undefined;
    if (target !== undefined) add('Secret', target, named);
    if (object.kind === 'SopsSecret') {
      for (const template of list(at(object.doc, 'spec', 'secretTemplates'))) {
        const name = text(at(template, 'name')) ?? text(at(template, 'metadata', 'name'));
        if (name !== undefined) add('Secret', name, named);
      }
    }
    const sealed =
      object.kind === 'SealedSecret' ? text(at(object.doc, 'spec', 'template', 'metadata', 'name')) : undefined;
    if (sealed !== undefined) add('Secret', sealed, named);
    const imported = object.kind === 'DataImportCron' ? text(at(object.doc, 'spec', 'managedDataSource')) : undefined;
    if (imported !== undefined) add('DataSource', imported, named);
    const templates = [
      ...list(at(object.doc, 'spec', 'dataVolumeTemplates')),
      ...list(at(object.doc, 'spec', 'virtualMachineTemplate', 'spec', 'dataVolumeTemplates')),
    ];
    for (const template of templates) {
      const name = text(at(template, 'metadata', 'name'));
      if (name !== undefined) add('DataVolume', name, named);
    }
  }
  return names;
}

function isIn(names: ReadonlyMap<string, Names>, reference: Reference): boolean {
  return reference.kinds.some((kind) =>
    names
      .get(kind)
      ?.objects.get(reference.name)
      ?.some((named) => EVERYWHERE.includes(kind) || isNear(named, reference)),
  );
}

/** In one namespace, as far as anybody knows: kubectl and kustomize fill in what is left out. */
function isNear(named: Named, { namespace }: Reference): boolean {
  return named.namespace === undefined || namespace === undefined || named.namespace === namespace;
}

function* referenceMissing(set: Manifests): Iterable<Found> {
  for (const reference of indexOf(set).missing) {
    if (!isListed(set, reference)) continue;
    const { object, what, name, namespace, field } = reference;
    const where = namespace === undefined ? '' : ` in "${namespace}"`;
    const meant = nearest(set, reference)?.name;
    yield {
      severity: ERROR,
      object,
      field,
      message: `the ${what} "${name}" is neither here nor in the cluster${where}`,
      fix: meant === undefined ? 'make it, or mend the name' : `write "${meant}", if that is meant`,
    };
  }
}

/** What a context is for; other kinds it need not list, and where it lists none nobody knows them. */
const EXPECTED = ['NAD', 'Secret', 'instancetype', 'preference'];

function isListed(set: Manifests, { what, kinds }: Reference): boolean {
  if (set.context === undefined) return false;
  return EXPECTED.includes(what) || kinds.some((kind) => indexOf(set).listed.has(kind));
}

function* referenceNearMiss(set: Manifests): Iterable<Found> {
  for (const reference of indexOf(set).missing) {
    if (isListed(set, reference)) continue;
    const meant = nearest(set, reference);
    if (meant === undefined) continue;
    yield {
      severity: WARNING,
      object: reference.object,
      field: reference.field,
      message: `the ${reference.what} "${reference.name}" is not here, and "${meant.name}" is`,
      fix: `write "${meant.name}", if that is meant`,
      related: [meant.object],
    };
  }
}

function nearest(
  set: Manifests,
  reference: Reference,
): { readonly name: string; readonly object: ManifestObject } | undefined {
  const { app } = indexOf(set);
  for (const kind of reference.kinds) {
    const names = app.get(kind);
    if (names === undefined) continue;
    names.near ??= new NearNames(names.objects.keys());
    const name = names.near.near(reference.name);
    const named = names.objects.get(name ?? '')?.find((item) => isNear(item, reference));
    if (name !== undefined && named !== undefined) return { name, object: named.object };
  }
  return undefined;
}

/** A bare reference to a NAD is a finding of its own. */
function* referenceInOtherNamespace(set: Manifests): Iterable<Found> {
  const { app, missing } = indexOf(set);
  for (const reference of missing) {
    const { object, what, kinds, name, namespace, field, bare } = reference;
    if (isListed(set, reference)) continue;
    const [other] = kinds.flatMap((kind) => app.get(kind)?.objects.get(name) ?? []);
    if (other?.namespace === undefined || (what === 'NAD' && bare)) continue;
    yield {
      severity: WARNING,
      object,
      field,
      message: `the ${what} "${name}" is looked for in "${namespace}", and the one here is in "${other.namespace}"`,
      fix:
        what === 'NAD'
          ? `write "${other.namespace}/${name}"`
          : bare
            ? `make it in "${namespace}"`
            : `write namespace: "${other.namespace}", if that is meant`,
      related: [other.object],
    };
  }
}
