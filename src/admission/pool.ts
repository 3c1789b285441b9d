import { at, type Data, data, list, text } from '../values';
import { admitVm } from './admit-vm';
import type { Cluster } from './cluster';
import { type AdmissionFault, type Flaw, faultsOf, flaw } from './rule';
import { labelSelector } from './selectors';
import { vmPlace } from './vm';

/** What KubeVirt asks of a VirtualMachinePool: all that it asks of the VirtualMachine in it, and its own. */
export function admitPool(doc: Data, cluster: Cluster): readonly AdmissionFault[] {
  const template = data(at(doc, 'spec', 'virtualMachineTemplate')) ?? {};
  const vm = { ...vmPlace(doc, cluster), spec: data(template.spec) ?? {}, path: 'spec.virtualMachineTemplate.spec' };
  const own = faultsOf('pool', pool(data(doc.spec) ?? {}, data(at(template, 'metadata', 'labels')) ?? {}));
  return [...admitVm(vm), ...own];
}

function* pool(spec: Data, labels: Data): Iterable<Flaw> {
  const selector = data(spec.selector);
  const malformed = [...labelSelector(selector, 'spec.selector')];
  yield* malformed;
  if (selector !== undefined && malformed.length === 0 && !matches(selector, labels)) {
    const message = 'the selector does not match the labels of the template';
    yield flaw('spec.selector', message, 'use labels of virtualMachineTemplate.metadata');
  }
  if (spec.maxUnavailable !== undefined && spec.maxUnavailable !== null && !positive(spec.maxUnavailable)) {
    yield flaw(
      'spec.maxUnavailable',
      'no VM may be unavailable, so none can be replaced',
      'use 1 or more, or 1% to 100%',
    );
  }
  for (const key of ['scaleInStrategy', 'updateStrategy']) {
    const members = Object.entries(data(spec[key]) ?? {}).filter(([, member]) => data(member) !== undefined);
    if (members.length < 2) continue;
    const message = `the strategy is ${members.map(([name]) => name).join(' and ')} at once`;
    yield flaw(`spec.${key}`, message, 'keep one member');
  }
}

function matches(selector: Data, labels: Data): boolean {
  const has = (key: string) => Object.hasOwn(labels, key);
  const equal = Object.entries(data(selector.matchLabels) ?? {}).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    list(selector.matchExpressions).every((expression) => {
      const [key, operator] = [text(at(expression, 'key')) ?? '', at(expression, 'operator')];
      const among = has(key) && list(at(expression, 'values')).includes(labels[key]);
      if (operator === 'In') return among;
      if (operator === 'NotIn') return !among;
      return has(key) === (operator === 'Exists');
    })
  );
}

function positive(value: unknown): boolean {
  if (typeof value === 'number') return value > 0;
  const [, percent] = /^(\d+)%$/.exec(text(value) ?? '') ?? [];
  return percent !== undefined && Number(percent) >= 1 && Number(percent) <= 100;
}
