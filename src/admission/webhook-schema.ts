import { data } from '../values';
import { PROBES } from './pod';
import { type AdmissionFault, type Flaw, faultsOf, flaw } from './rule';
import { parts } from './template';

/**
 * Enumerations of Kubernetes that KubeVirt's webhooks check against a schema of their own, before any rule. The CRD has
 * none of them, and the answer names no field.
 */
export function enumerationFaults(spec: unknown, path: string): AdmissionFault[] {
  const pod = data(spec) ?? {};
  const check = (field: string, value: unknown, values: readonly string[]) => [...notAmong(field, value, values)];
  return [
    ...faultsOf('dns-policy', check(`${path}.dnsPolicy`, pod.dnsPolicy, DNS_POLICIES)),
    ...parts(pod.tolerations, `${path}.tolerations`).flatMap(({ field, value }) => [
      ...faultsOf('tolerations', check(`${field}.operator`, value.operator, OPERATORS)),
      ...faultsOf('tolerations', check(`${field}.effect`, value.effect, EFFECTS)),
    ]),
    ...parts(pod.topologySpreadConstraints, `${path}.topologySpreadConstraints`).flatMap(({ field, value }) =>
      faultsOf('topology-spread', check(`${field}.whenUnsatisfiable`, value.whenUnsatisfiable, UNSATISFIABLE)),
    ),
    ...PROBES.flatMap((probe) => {
      const scheme = data(data(pod[probe])?.httpGet)?.scheme;
      return faultsOf('probe-handler', check(`${path}.${probe}.httpGet.scheme`, scheme, SCHEMES));
    }),
  ];
}

const DNS_POLICIES = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
// Lt and Gt came with Kubernetes 1.35.
const OPERATORS = ['Exists', 'Equal', 'Lt', 'Gt'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const UNSATISFIABLE = ['DoNotSchedule', 'ScheduleAnyway'];
const SCHEMES = ['HTTP', 'HTTPS'];

function* notAmong(field: string, value: unknown, values: readonly string[]): Iterable<Flaw> {
  if (typeof value !== 'string' || value === '' || values.includes(value)) return;
  yield flaw(field, `"${value}" is not among the values of Kubernetes`, `use one of ${values.join(', ')}`);
}
