import { at, type Data, data, text } from '../values';
import type { Cluster } from './cluster';
import type { Template } from './template';

/** A VirtualMachine, or the template of a pool, as the rules around its template look at it. */
export interface Vm {
  readonly spec: Data;
  /** `spec`, or `spec.virtualMachineTemplate.spec` of a pool. */
  readonly path: string;
  readonly name: string;
  readonly namespace?: string;
  readonly cluster: Cluster;
  readonly template: Template;
}

/** Where a VirtualMachine stands in its document. */
export type VmPlace = Omit<Vm, 'template'>;

export function vmPlace(doc: Data, cluster: Cluster): VmPlace {
  return {
    spec: data(doc.spec) ?? {},
    path: 'spec',
    name: text(at(doc, 'metadata', 'name')) ?? '',
    namespace: text(at(doc, 'metadata', 'namespace')),
    cluster,
  };
}
