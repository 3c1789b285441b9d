import { objectMetaFaults } from '../schema';
import { type Data, data, list } from '../values';
import { type AdmissionFault, type Flaw, faultsOf, flaw } from './rule';
import { keyed } from './template';

/** Whole numbers as the Go types of KubeVirt hold them. The CRD says no more than `integer`. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 31 - 1],
  int64: [-(2 ** 63), 2 ** 63],
  uint64: [0, 2 ** 64],
};

type Fields = readonly { readonly type: string; readonly steps: readonly string[] }[];

function fields(paths: Readonly<Record<string, readonly string[]>>): Fields {
  return Object.entries(paths).flatMap(([type, all]) => all.map((path) => ({ type, steps: path.split('.') })));
}

const DISK_SIZES = ['logical', 'physical', 'discardGranularity'];
const PROBE = [
  ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'],
  // A number or a text to the CRD.
  ...['httpGet.port', 'tcpSocket.port'],
];
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

const INSTANCE = fields({
  uint32: [
    ...['sockets', 'cores', 'threads', 'maxSockets'].map((key) => `domain.cpu.${key}`),
    'domain.features.hyperv.spinlocks.spinlocks',
    'domain.ioThreads.supplementalPoolThreadCount',
  ],
  uint64: [
    'domain.devices.disks[].bootOrder',
    'domain.devices.interfaces[].bootOrder',
    ...DISK_SIZES.map((key) => `domain.devices.disks[].blockSize.custom.${key}`),
  ],
  int32: [
    'domain.devices.interfaces[].ports[].port',
    'domain.devices.interfaces[].portRanges[].start',
    'domain.devices.interfaces[].portRanges[].end',
    ...['readinessProbe', 'livenessProbe'].flatMap((probe) => PROBE.map((key) => `${probe}.${key}`)),
    ...['nodeAffinity', 'podAffinity', 'podAntiAffinity'].map((key) => `affinity.${key}.${PREFERRED}[].weight`),
    'topologySpreadConstraints[].maxSkew',
    'topologySpreadConstraints[].minDomains',
    'volumes[].downwardAPI.fields[].mode',
  ],
  int64: [
    'domain.clock.utc.offsetSeconds',
    'domain.devices.interfaces[].acpiIndex',
    'domain.devices.interfaces[].dhcpOptions.privateOptions[].option',
    'terminationGracePeriodSeconds',
    'tolerations[].tolerationSeconds',
  ],
});

const INSTANCETYPE = fields({
  uint32: ['cpu.guest', 'cpu.maxSockets', 'ioThreads.supplementalPoolThreadCount'],
});

const PREFERENCE = fields({
  uint32: [
    'cpu.spreadOptions.ratio',
    'preferSpreadSocketToCoreRatio',
    'requirements.cpu.guest',
    'features.preferredHyperv.spinlocks.spinlocks',
  ],
  uint64: DISK_SIZES.map((key) => `devices.preferredDiskBlockSize.custom.${key}`),
  int64: ['clock.preferredClockOffset.utc.offsetSeconds', 'preferredTerminationGracePeriodSeconds'],
});

/** What a webhook cannot read into its types, and answers before it looks at any rule. */
export function instanceDecoding(spec: unknown, path: string): AdmissionFault[] {
  return [
    ...faultsOf('int-range', outOfRange(INSTANCE, spec, path)),
    ...faultsOf('unknown-field', clock(data(data(spec)?.domain)?.clock, `${path}.domain.clock`)),
  ];
}

export function instancetypeDecoding(spec: unknown): AdmissionFault[] {
  return faultsOf('int-range', outOfRange(INSTANCETYPE, spec, 'spec'));
}

export function preferenceDecoding(spec: unknown): AdmissionFault[] {
  return faultsOf('int-range', outOfRange(PREFERENCE, spec, 'spec'));
}

function* outOfRange(known: Fields, spec: unknown, path: string): Iterable<Flaw> {
  for (const { type, steps } of known) {
    const [least, most] = RANGES[type] ?? [0, 0];
    for (const { value, field } of valuesAt(spec, steps, path)) {
      if (typeof value !== 'number' || (value >= least && value <= most)) continue;
      const fix = value < least && least === 0 ? 'use a number from 0 on' : 'use a smaller number';
      yield flaw(field, `${value} does not fit: KubeVirt reads ${type}`, fix);
    }
  }
}

/** Every value that a path with `[]` for any entry of a list leads to. */
function valuesAt(from: unknown, steps: readonly string[], field: string, i = 0): { value: unknown; field: string }[] {
  const step = steps[i];
  if (step === undefined) return [{ value: from, field }];
  const key = step.replace('[]', '');
  const next = data(from)?.[key];
  if (next === undefined || next === null) return [];
  if (key === step) return valuesAt(next, steps, `${field}.${key}`, i + 1);
  return list(next).flatMap((entry, n) => valuesAt(entry, steps, `${field}.${key}[${n}]`, i + 1));
}

/** The CRD keeps what it does not know here; KubeVirt's webhooks do not. */
function clock(value: unknown, field: string): Iterable<Flaw> {
  return unknownKeys(data(value) ?? {}, field, ['timezone', 'utc', 'timer']);
}

function* unknownKeys(value: Data, field: string, known: readonly string[]): Iterable<Flaw> {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) yield flaw(keyed(field, key), `KubeVirt has no field ${key} here`, 'remove it');
  }
}

/** Metadata inside a spec: the CRD leaves it open, a webhook reads it as that of an object. */
export function metadataDecoding(value: unknown, field: string): AdmissionFault[] {
  return objectMetaFaults(value, field)
    .filter(({ rule }) => rule !== 'object-meta')
    .map(({ rule, ...found }) => ({ ...found, rule: rule === 'unknown-field' ? rule : 'wrong-type' }));
}
