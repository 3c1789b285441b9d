import type { VirtualMachineSpecTemplateSpec } from '../../imports/kubevirt.io';
import { ANTI_AFFINITY_GROUP, type AntiAffinity, type EvictionStrategy, type Toleration, type Vm } from '../model';
import { at, compact, type Data, data, list, text, unlessEmpty } from '../values';
import type { Plain } from './plain';

type Rendered = Pick<
  Plain<VirtualMachineSpecTemplateSpec>,
  'evictionStrategy' | 'affinity' | 'nodeSelector' | 'tolerations' | 'priorityClassName'
> & { readonly labels?: { readonly [key: string]: string } };

export function renderPlacement(vm: Vm): Rendered {
  return compact({
    labels: vm.antiAffinity && { [ANTI_AFFINITY_GROUP]: vm.antiAffinity.group },
    evictionStrategy: vm.evictionStrategy,
    affinity: vm.antiAffinity && { podAntiAffinity: renderAntiAffinity(vm.antiAffinity) },
    nodeSelector: vm.nodeSelector && unlessEmpty({ ...vm.nodeSelector }),
    tolerations: vm.tolerations && unlessEmpty(vm.tolerations.map((toleration) => ({ ...toleration }))),
    priorityClassName: vm.priorityClassName,
  });
}

function renderAntiAffinity({ group, required, topologyKey }: AntiAffinity) {
  const term = { labelSelector: { matchLabels: { [ANTI_AFFINITY_GROUP]: group } }, topologyKey };
  if (required) return { requiredDuringSchedulingIgnoredDuringExecution: [term] };
  return { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] };
}

export function withoutGroup({ [ANTI_AFFINITY_GROUP]: _, ...labels }: Record<string, string>): Record<string, string> {
  return labels;
}

export function readPlacement(template: Data): Partial<Vm> {
  const spec = data(template.spec) ?? {};
  return compact({
    evictionStrategy: text(spec.evictionStrategy) as EvictionStrategy | undefined,
    antiAffinity: readAntiAffinity(at(spec, 'affinity', 'podAntiAffinity')),
    nodeSelector: data(spec.nodeSelector) as Vm['nodeSelector'],
    tolerations: unlessEmpty(list(spec.tolerations) as readonly Toleration[]),
    priorityClassName: text(spec.priorityClassName),
  });
}

function readAntiAffinity(value: unknown): AntiAffinity | undefined {
  const [required] = list(at(value, 'requiredDuringSchedulingIgnoredDuringExecution'));
  const [preferred] = list(at(value, 'preferredDuringSchedulingIgnoredDuringExecution'));
  const term = required ?? at(preferred, 'podAffinityTerm');
  const group = text(at(term, 'labelSelector', 'matchLabels', ANTI_AFFINITY_GROUP));
  if (group === undefined) return undefined;
  return { group, required: required !== undefined, topologyKey: text(at(term, 'topologyKey')) ?? '' };
}
