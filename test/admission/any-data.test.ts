import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admit, defaultCluster } from '../../src/admission';
import type { Data } from '../../src/values';
import { having, instancetype, preference, vm } from './cases';
import { cpuMemoryCases } from './cases-cpu-memory';
import { deviceCases } from './cases-devices';
import { diskCases } from './cases-disks';
import { networkCases } from './cases-networks';
import { objectCases } from './cases-objects';
import { podCases } from './cases-pod';

const cases = [...networkCases, ...diskCases, ...cpuMemoryCases, ...deviceCases, ...podCases, ...objectCases];

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    -1,
    1e300,
    Number.NaN,
    true,
    [],
    {},
    [null],
    '__proto__',
    'constructor',
    '9'.repeat(90),
  ),
  fc.jsonValue(),
);

const RUNS = 500;

/** Replaces what stands at one path, found by walking `turns` at random. */
function mutate(doc: unknown, turns: readonly number[], value: unknown): unknown {
  const [turn, ...rest] = turns;
  if (turn === undefined || typeof doc !== 'object' || doc === null) return value;
  const keys = Object.keys(doc);
  const key = keys[turn % Math.max(keys.length, 1)];
  if (key === undefined) return value;
  const inner = mutate((doc as Data)[key], rest, value);
  if (Array.isArray(doc)) return doc.map((item, i) => (String(i) === key ? inner : item));
  return { ...doc, [key]: inner };
}

const turns = fc.array(fc.nat(20), { minLength: 1, maxLength: 9 });
const mutations = fc.array(fc.tuple(turns, odd), { minLength: 1, maxLength: 4 });

type Changes = readonly (readonly [readonly number[], unknown])[];

function changed(value: unknown, changes: Changes): unknown {
  return changes.reduce((now, [path, odd]) => mutate(now, path, odd), value);
}

test('no document makes a rule throw', () => {
  const documents = fc.constantFrom(
    ...cases.flatMap(({ hit, pass, cluster = defaultCluster() }) => [hit, pass].map((doc) => ({ doc, cluster }))),
  );
  const holds = fc.property(documents, mutations, ({ doc, cluster }, changes) => {
    const { apiVersion, kind } = doc;
    const faults = admit({ ...(changed(doc, changes) as Data), apiVersion, kind }, cluster);
    return faults.every((fault) => Object.values(fault).every((value) => typeof value === 'string'));
  });
  fc.assert(holds, { numRuns: RUNS });
});

test('nor does an object that the cluster has', () => {
  const type = instancetype({
    cpu: { guest: 4, dedicatedCPUPlacement: true, numa: { guestMappingPassthrough: {} } },
    memory: { guest: '4Gi', overcommitPercent: 10, hugepages: { pageSize: '2Mi' } },
    gpus: [{ name: 'g', deviceName: 'a/b' }],
    annotations: { a: 'b' },
    nodeSelector: { a: 'b' },
  });
  const preferred = preference({
    cpu: { preferredCPUTopology: 'spread', spreadOptions: { ratio: 2 }, preferredCPUFeatures: [{ name: 'a' }] },
    devices: { preferredDiskBus: 'virtio', preferredPanicDeviceModel: 'isa', preferredInputType: 'tablet' },
    features: { preferredSmm: {}, preferredHyperv: { evmcs: {}, vapic: {} } },
    firmware: { preferredEfi: {} },
    requirements: { cpu: { guest: 2 }, memory: { guest: '1Gi' } },
  });
  const named = { 'spec.instancetype': { name: 'it' }, 'spec.preference': { name: 'it' } };
  const doc = vm({ ...named, 'spec.template.spec.domain.memory': undefined });
  const holds = fc.property(mutations, mutations, (one, other) =>
    Array.isArray(
      admit(
        doc,
        having({ ...type, spec: changed(type.spec, one) }, { ...preferred, spec: changed(preferred.spec, other) }),
      ),
    ),
  );
  fc.assert(holds, { numRuns: RUNS });
});

test('a document that leads to itself ends', () => {
  const spec: Record<string, unknown> = { template: { spec: { domain: {} } } };
  spec.template = spec;
  spec.spec = spec;
  const doc = { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', spec };
  expect(() => admit(doc, defaultCluster())).not.toThrow();
});
