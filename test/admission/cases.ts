import { type Cluster, defaultCluster } from '../../src/admission';
import type { Data } from '../../src/values';

/** A fact about one rule: a document that it refuses, and the nearest one that KubeVirt takes. */
export interface Case {
  readonly rule: string;
  /** Where the fault stands in the document. */
  readonly field: string;
  readonly hit: Data;
  readonly pass: Data;
  readonly cluster?: Cluster;
}

/** What a case writes into the template of the VM below, by path: `domain.cpu.cores`, `volumes.1`. */
export type Changes = Readonly<Record<string, unknown>>;

const T = 'spec.template.spec';

/** A case about the template of a VirtualMachine; paths count from its spec. */
export function template(rule: string, field: string, hit: Changes, pass: Changes, cluster?: Cluster): Case {
  return { rule, field: `${T}.${field}`, hit: vm(under(hit)), pass: vm(under(pass)), cluster };
}

/** A case about the VirtualMachine around its template; paths count from the document. */
export function whole(rule: string, field: string, hit: Changes, pass: Changes, cluster?: Cluster): Case {
  return { rule, field, hit: vm(hit), pass: vm(pass), cluster };
}

export function gates(...enabled: string[]): Cluster {
  return defaultCluster({ gates: { enabled, disabled: [] } });
}

export function without(...disabled: string[]): Cluster {
  return defaultCluster({ gates: { enabled: [], disabled } });
}

/** A cluster that has these objects. */
export function having(...objects: readonly Data[]): Cluster {
  const name = (object: Data) => (object.metadata as Data).name;
  return defaultCluster({
    find: (kind, _, wanted) => objects.find((object) => object.kind === kind && name(object) === wanted),
  });
}

export function instancetype(spec: Data): Data {
  return object('instancetype.kubevirt.io/v1beta1', 'VirtualMachineClusterInstancetype', spec);
}

export function preference(spec: Data): Data {
  return object('instancetype.kubevirt.io/v1beta1', 'VirtualMachineClusterPreference', spec);
}

export function object(apiVersion: string, kind: string, spec: Data): Data {
  return { apiVersion, kind, metadata: { name: 'it' }, spec };
}

function under(changes: Changes): Changes {
  return Object.fromEntries(Object.entries(changes).map(([path, value]) => [`${T}.${path}`, value]));
}

/** A VM that every rule takes, with changes; undefined removes. */
export function vm(changes: Changes = {}): Data {
  const doc = structuredClone(PLAIN);
  for (const [path, value] of Object.entries(changes)) set(doc, path.split('.'), value);
  return doc;
}

function set(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    into[key] = structuredClone(value);
    return;
  }
  const next = into[key] ?? (/^\d+$/.test(rest[0] ?? '') ? [] : {});
  into[key] = next;
  set(next as Record<string, unknown>, rest, value);
}

const PLAIN: Record<string, unknown> = {
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name: 'db', namespace: 'prod' },
  spec: {
    runStrategy: 'Always',
    template: {
      metadata: {},
      spec: {
        domain: {
          devices: {
            disks: [{ name: 'root', disk: { bus: 'virtio' } }],
            interfaces: [{ name: 'default', masquerade: {} }],
          },
          memory: { guest: '2Gi' },
        },
        networks: [{ name: 'default', pod: {} }],
        volumes: [{ name: 'root', containerDisk: { image: 'quay.io/containerdisks/debian:12' } }],
      },
    },
  },
};
