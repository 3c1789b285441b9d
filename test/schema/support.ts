import { type Kinds, schemaFaults } from '../../src/schema';

type Fields = Record<string, unknown>;

/** The smallest VM that a server takes, with `fields` in `spec.template.spec`. */
export function vm(fields: Fields = {}): Fields {
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name: 'db' },
    spec: { template: { spec: { domain: { devices: {} }, ...fields } } },
  };
}

export function object(apiVersion: string, kind: string, fields: Fields = {}): Fields {
  return { apiVersion, kind, metadata: { name: 'db' }, ...fields };
}

/** Rule and field of every fault; the long beginning of a VM's fields is cut. */
export function found(document: unknown): string[] {
  return schemaFaults(document).map(({ rule, field }) => `${rule} ${field.replace(/^spec\.template\.spec\./, '…')}`);
}

/** Whether documents of a kind are held against a schema. */
export function isKnown(apiVersion: unknown, kind: unknown, kinds?: Kinds): boolean {
  const faults = schemaFaults({ apiVersion, kind, metadata: { name: 'a' }, nonsense: 1 }, kinds);
  return faults.some(({ field }) => field === 'nonsense');
}
