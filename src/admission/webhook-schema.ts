import { at, type Data, data, list } from '../values';
import { PROBES } from './pod';
import { type AdmissionFault, type Flaw, faultsOf, flaw } from './rule';
import { parts } from './template';

/**
 * Enumerations of Kubernetes that KubeVirt's webhooks check against a schema of their own, before any rule. The CRD has
 * none of them, and the answer names no field.
 */
export function enumerationFaults(spec: unknown, path: string): AdmissionFault[] {
  const pod = data(spec) ?? {};
  return [
    ...faultsOf('dns-policy', said(pod, 'dnsPolicy', path, DNS_POLICIES)),
    ...parts(pod.tolerations, `${path}.tolerations`).flatMap(({ field, value }) => [
      ...faultsOf('tolerations', said(value, 'operator', field, OPERATORS)),
      ...faultsOf('tolerations', said(value, 'effect', field, EFFECTS)),
    ]),
    ...parts(pod.topologySpreadConstraints, `${path}.topologySpreadConstraints`).flatMap(({ field, value }) => [
      ...faultsOf('topology-spread', given(value, 'whenUnsatisfiable', field, UNSATISFIABLE)),
      ...faultsOf('topology-spread', given(value, 'nodeAffinityPolicy', field, INCLUSIONS)),
      ...faultsOf('topology-spread', given(value, 'nodeTaintsPolicy', field, INCLUSIONS)),
    ]),
    ...PROBES.flatMap((probe) => {
      const handler = data(at(pod, probe, 'httpGet')) ?? {};
      return faultsOf('probe-handler', said(handler, 'scheme', `${path}.${probe}.httpGet`, SCHEMES));
    }),
    ...parts(pod.volumes, `${path}.volumes`).flatMap(({ field, value }) =>
      pullPolicy(value.containerDisk, `${field}.containerDisk`),
    ),
    ...pullPolicy(
      at(pod, 'domain', 'firmware', 'kernelBoot', 'container'),
      `${path}.domain.firmware.kernelBoot.container`,
    ),
  ];
}

/** The same for the claims that dataVolumeTemplates describe. */
export function claimEnumerationFaults(templates: unknown, path: string): AdmissionFault[] {
  return parts(templates, path).flatMap(({ field, value }) =>
    ['pvc', 'storage'].flatMap((key) => {
      const claim = data(at(value, 'spec', key)) ?? {};
      const where = `${field}.spec.${key}`;
      const modes = list(claim.accessModes).flatMap((mode, i) => [
        ...among(`${where}.accessModes[${i}]`, mode, ACCESSES),
      ]);
      return faultsOf('enum', [...given(claim, 'volumeMode', where, MODES), ...modes]);
    }),
  );
}

function pullPolicy(image: unknown, field: string): AdmissionFault[] {
  return faultsOf('enum', said(data(image) ?? {}, 'imagePullPolicy', field, PULLS));
}

const DNS_POLICIES = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
// Lt and Gt came with Kubernetes 1.35.
const OPERATORS = ['Exists', 'Equal', 'Lt', 'Gt'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const UNSATISFIABLE = ['DoNotSchedule', 'ScheduleAnyway'];
const INCLUSIONS = ['Honor', 'Ignore'];
const SCHEMES = ['HTTP', 'HTTPS'];
const PULLS = ['Always', 'IfNotPresent', 'Never'];
const ACCESSES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
// The last one is CDI's own.
const MODES = ['Filesystem', 'Block', 'FromStorageProfile'];

/** For a field whose empty text is as good as none: the webhook before has dropped it. */
function said(value: Data, key: string, field: string, values: readonly string[]): Iterable<Flaw> {
  return value[key] === '' ? [] : given(value, key, field, values);
}

function given(value: Data, key: string, field: string, values: readonly string[]): Iterable<Flaw> {
  return among(`${field}.${key}`, value[key], values);
}

function* among(field: string, value: unknown, values: readonly string[]): Iterable<Flaw> {
  if (typeof value !== 'string' || values.includes(value)) return;
  yield flaw(field, `"${value}" is not among the values of Kubernetes`, `use one of ${values.join(', ')}`);
}
