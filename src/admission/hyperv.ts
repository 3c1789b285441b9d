import { at, data } from '../values';
import { featureOn, HYPERV } from './defaults-instance';
import { type Flaw, flaw, type TemplateRule } from './rule';
import type { Template } from './template';

/** Hyper-V enlightenments. KubeVirt asks when it makes the instance: the VirtualMachine is stored before. */
export const hypervRules: readonly TemplateRule[] = [
  { id: 'hyperv-modes', stage: 'vmi', check: modes },
  { id: 'hyperv-deps', stage: 'vmi', check: dependencies },
];

function* modes({ domain, path }: Template): Iterable<Flaw> {
  const features = data(domain.features) ?? {};
  if (data(features.hyperv) === undefined || data(features.hypervPassthrough) === undefined) return;
  const message = 'hyperv stands beside hypervPassthrough, whatever the two say';
  yield flaw(`${path}.domain.features.hyperv`, message, 'remove one of the two');
}

function* dependencies({ domain, path }: Template): Iterable<Flaw> {
  const hyperv = data(at(domain, 'features', 'hyperv'));
  if (hyperv === undefined) return;
  for (const [feature, needs] of HYPERV) {
    // What is not mentioned has been switched on: this one says that it is off.
    if (!featureOn(hyperv[feature]) || data(hyperv[needs])?.enabled !== false) continue;
    const message = `${feature} needs ${needs}, which is switched off`;
    yield flaw(`${path}.domain.features.hyperv.${feature}`, message, `remove ${needs}.enabled: false, or ${feature}`);
  }
}
