import { at, type Data, data, text } from '../values';
import { type Flaw, flaw, type VmRule } from './rule';
import { has, type Part, parts } from './template';
import type { Vm } from './vm';

/** dataVolumeTemplates of a VirtualMachine. */
export const dataVolumeTemplateRules: readonly VmRule[] = [
  { id: 'dvt-name', check: each(named) },
  { id: 'dvt-storage', check: each(storage) },
  { id: 'dvt-source', check: each(source) },
  { id: 'dvt-referenced', check: each(referenced) },
];

/** Asked last, when all else is fine. */
export const dataVolumeNamespaceRules: readonly VmRule[] = [{ id: 'dvt-namespace', check: each(namespace) }];

function each(check: (dvt: Part, spec: Data, vm: Vm) => Iterable<Flaw>): (vm: Vm) => Iterable<Flaw> {
  return (vm) =>
    parts(vm.spec.dataVolumeTemplates, `${vm.path}.dataVolumeTemplates`).flatMap((dvt) => [
      ...check({ ...dvt, name: text(at(dvt.value, 'metadata', 'name')) ?? '' }, data(dvt.value.spec) ?? {}, vm),
    ]);
}

function* named({ name, field }: Part): Iterable<Flaw> {
  if (name === '') yield flaw(`${field}.metadata.name`, 'the DataVolume has no name', 'set metadata.name');
}

function* storage({ name, field }: Part, spec: Data): Iterable<Flaw> {
  if (has(spec, 'pvc') !== has(spec, 'storage')) return;
  const message = `DataVolume "${name}" has ${has(spec, 'pvc') ? 'both pvc and storage' : 'neither storage nor pvc'}`;
  yield flaw(`${field}.spec`, message, 'set storage, which fills in what the class prefers');
}

const DATA_SOURCES = ['dataSource', 'dataSourceRef'];

function* source({ name, field }: Part, spec: Data): Iterable<Flaw> {
  const where = `${field}.spec`;
  const [own, ref] = [data(spec.source), data(spec.sourceRef)];
  const claims = ['pvc', 'storage'].flatMap((key) =>
    DATA_SOURCES.filter((one) => data(at(spec, key, one)) !== undefined).map((one) => `${key}.${one}`),
  );
  if (own === undefined && ref === undefined && claims.length === 0) {
    return yield flaw(`${where}.source`, `DataVolume "${name}" has no source`, 'set source or sourceRef');
  }
  if ((own || ref) && claims.length > 0) {
    const what = own ? 'source' : 'sourceRef';
    return yield flaw(`${where}.${what}`, `${what} stands beside ${claims.join(' and ')}`, 'keep one of them');
  }
  const members = own && Object.keys(own).filter((key) => own[key] !== null && own[key] !== undefined);
  if (members === undefined || members.length === 1) return;
  const message = `the source of DataVolume "${name}" is ${members.length === 0 ? 'empty' : members.join(' and ')}`;
  yield flaw(`${where}.source`, message, 'set exactly one member, such as http or pvc');
}

function* referenced({ name, field }: Part, _: Data, { template }: Vm): Iterable<Flaw> {
  if (name === '') return;
  const used = template.volumes.some(
    ({ value }) => at(value, 'dataVolume', 'name') === name || at(value, 'persistentVolumeClaim', 'claimName') === name,
  );
  if (!used) yield flaw(field, `no volume uses DataVolume "${name}"`, 'add a volume, or remove the template');
}

function* namespace({ field, value }: Part, _: Data, vm: Vm): Iterable<Flaw> {
  const found = text(at(value, 'metadata', 'namespace'));
  // A VM without a namespace takes the one of the request, which may be this.
  if (!found || vm.namespace === undefined || found === vm.namespace) return;
  const message = `the DataVolume is in namespace "${found}", the VM in "${vm.namespace}"`;
  yield flaw(`${field}.metadata.namespace`, message, 'remove the namespace');
}
