import { at, type Data, data, text } from '../values';
import { admitVm, checkTemplate } from './admit-vm';
import { admitClone } from './clone';
import type { Cluster } from './cluster';
import { instanceDecoding } from './decoding';
import { specDefaults } from './defaults';
import { instanceDefaults } from './defaults-instance';
import { draft } from './draft';
import { admitInstancetype, admitPreference } from './instancetype-objects';
import { discontinuedRules } from './interface-bindings';
import { admitMigrationPolicy } from './migration-policy';
import { admitPool } from './pool';
import type { AdmissionFault } from './rule';
import { templateRules } from './table';
import { template } from './template';
import { vmPlace } from './vm';
import { enumerationFaults } from './webhook-schema';

type Admit = (doc: Data, cluster: Cluster) => readonly AdmissionFault[];

/**
 * What KubeVirt answers to a document whose schema is fine: nothing, or what the first group of rules that refuses it
 * finds. A VirtualMachine that passes is asked as its own instance too, which a cluster does only at start.
 */
export function admit(doc: Data, cluster: Cluster): readonly AdmissionFault[] {
  const kind = text(doc.kind) ?? '';
  const known = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  const group = (text(doc.apiVersion) ?? '').split('/')[0];
  return known === undefined || known.group !== group ? [] : known.admit(doc, cluster);
}

const INSTANCETYPE = 'instancetype.kubevirt.io';

const KINDS: Readonly<Record<string, { readonly group: string; readonly admit: Admit }>> = {
  VirtualMachine: { group: 'kubevirt.io', admit: (doc, cluster) => admitVm(vmPlace(doc, cluster)) },
  VirtualMachineInstance: { group: 'kubevirt.io', admit: admitInstance },
  VirtualMachineInstancetype: { group: INSTANCETYPE, admit: (doc) => admitInstancetype(doc.spec) },
  VirtualMachineClusterInstancetype: { group: INSTANCETYPE, admit: (doc) => admitInstancetype(doc.spec) },
  VirtualMachinePreference: { group: INSTANCETYPE, admit: (doc) => admitPreference(doc.spec) },
  VirtualMachineClusterPreference: { group: INSTANCETYPE, admit: (doc) => admitPreference(doc.spec) },
  VirtualMachinePool: { group: 'pool.kubevirt.io', admit: admitPool },
  MigrationPolicy: {
    group: 'migrations.kubevirt.io',
    admit: (doc, cluster) => admitMigrationPolicy(doc.spec, cluster),
  },
  VirtualMachineClone: { group: 'clone.kubevirt.io', admit: (doc) => admitClone(doc.spec) },
};

/** A bare instance: no instance type, and everything is asked at once. */
function admitInstance(doc: Data, cluster: Cluster): readonly AdmissionFault[] {
  const unreadable = instanceDecoding(doc.spec, 'spec');
  if (unreadable.length > 0) return unreadable;
  const enumerations = enumerationFaults(doc.spec, 'spec');
  if (enumerations.length > 0) return enumerations;
  const spec = draft(doc.spec);
  specDefaults(spec, cluster);
  instanceDefaults(spec);
  const view = template({
    given: data(doc.spec),
    spec,
    path: 'spec',
    metadata: at(doc, 'metadata'),
    metadataPath: 'metadata',
    cluster,
  });
  return checkTemplate([...discontinuedRules, ...templateRules], view);
}
