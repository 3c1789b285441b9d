import { ApiObject, App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataVolume } from '../../imports/cdi.kubevirt.io';
import { NetworkAttachmentDefinition } from '../../imports/k8s.cni.cncf.io';
import { VirtualMachine } from '../../imports/kubevirt.io';
import { PlainDataVolume, PlainNetworkAttachmentDefinition, PlainVirtualMachine } from '../../src/constructs/plain';

/** Any JSON that cdk8s itself can write: it drops null and undefined. */
const json = fc.jsonValue({ maxDepth: 4 }).map(withoutNulls);

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key, item]) => item !== null && key !== '__proto__');
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}

const known = fc.constantFrom(
  { template: { spec: { domain: { memory: { guest: '2Gi' } } } } },
  { status: { ready: true }, tomorrow: [1, { a: 'b' }] },
  { config: 5 },
);

describe('what passes through the imported class loses nothing', () => {
  test.each([
    ['VirtualMachine', PlainVirtualMachine, VirtualMachine],
    ['NetworkAttachmentDefinition', PlainNetworkAttachmentDefinition, NetworkAttachmentDefinition],
    ['DataVolume', PlainDataVolume, DataVolume],
  ] as const)('%s', (_, Plain, Imported) => {
    fc.assert(
      fc.property(fc.oneof(known, fc.record({ spec: json, status: json })), (given) => {
        const chart = new Chart(new App(), 'c');
        const props = { metadata: { name: 'x' }, ...given } as never;
        const object = new Plain(chart, 'o', props);
        const bare = new ApiObject(chart, 'p', { ...Imported.GVK, ...(props as object) });
        expect(object).toBeInstanceOf(Imported);
        expect(object.toJson()).toEqual(bare.toJson());
      }),
    );
  });
});
