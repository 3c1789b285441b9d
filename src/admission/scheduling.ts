import { type Data, data, list, text, whole } from '../values';
import { isDnsLabel, isDnsSubdomain } from './names';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { labelSelector, type Operators, requirement, topologyKey } from './selectors';
import { parts, type Template } from './template';

/** Where the pod may run, by the rules of Kubernetes for pods. */
export const schedulingRules: readonly TemplateRule[] = [
  { id: 'affinity', stage: 'vm', check: affinity },
  { id: 'topology-spread', stage: 'vm', check: topologySpread },
];

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

function* affinity({ spec, path }: Template): Iterable<Flaw> {
  const rules = data(spec.affinity) ?? {};
  const field = `${path}.affinity`;
  const node = data(rules.nodeAffinity);
  if (node !== undefined) yield* nodeAffinity(node, `${field}.nodeAffinity`);
  for (const key of ['podAffinity', 'podAntiAffinity']) {
    const pod = data(rules[key]) ?? {};
    for (const term of parts(pod[REQUIRED], `${field}.${key}.${REQUIRED}`)) yield* podTerm(term.value, term.field);
    for (const { field: where, value } of parts(pod[PREFERRED], `${field}.${key}.${PREFERRED}`)) {
      yield* weight(value, where);
      yield* podTerm(data(value.podAffinityTerm) ?? {}, `${where}.podAffinityTerm`);
    }
  }
}

function* nodeAffinity(node: Data, field: string): Iterable<Flaw> {
  const required = data(node[REQUIRED]);
  const terms = `${field}.${REQUIRED}.nodeSelectorTerms`;
  if (required !== undefined && list(required.nodeSelectorTerms).length === 0) {
    yield flaw(terms, 'no node can match without a term', 'add a term');
  }
  for (const term of parts(required?.nodeSelectorTerms, terms)) yield* nodeTerm(term.value, term.field);
  for (const { field: where, value } of parts(node[PREFERRED], `${field}.${PREFERRED}`)) {
    yield* weight(value, where);
    yield* nodeTerm(data(value.preference) ?? {}, `${where}.preference`);
  }
}

const NODE_OPERATORS: Operators = {
  In: 'some',
  NotIn: 'some',
  Exists: 'none',
  DoesNotExist: 'none',
  Gt: 'one',
  Lt: 'one',
};

function* nodeTerm(term: Data, field: string): Iterable<Flaw> {
  for (const { field: where, value } of parts(term.matchExpressions, `${field}.matchExpressions`)) {
    yield* requirement(value, where, NODE_OPERATORS);
  }
  for (const { field: where, value } of parts(term.matchFields, `${field}.matchFields`)) {
    yield* requirement(value, where, { In: 'one', NotIn: 'one' });
    if (value.key !== 'metadata.name') {
      yield flaw(`${where}.key`, `nodes have no field "${text(value.key) ?? ''}" to match`, 'use metadata.name');
      continue;
    }
    for (const [i, name] of list(value.values).entries()) {
      if (isDnsSubdomain(text(name) ?? '')) continue;
      yield flaw(`${where}.values[${i}]`, `"${text(name)}" is no name of a node`, 'use the name of a node');
    }
  }
}

function* podTerm(term: Data, field: string): Iterable<Flaw> {
  yield* labelSelector(term.labelSelector, `${field}.labelSelector`);
  yield* labelSelector(term.namespaceSelector, `${field}.namespaceSelector`);
  for (const [i, name] of list(term.namespaces).entries()) {
    if (isDnsLabel(text(name) ?? '')) continue;
    yield flaw(`${field}.namespaces[${i}]`, `"${text(name)}" is no namespace`, 'use the name of a namespace');
  }
  yield* topologyKey(term.topologyKey, `${field}.topologyKey`);
}

function* weight(value: Data, field: string): Iterable<Flaw> {
  const found = whole(value.weight) ?? 0;
  if (found < 1 || found > 100) yield flaw(`${field}.weight`, `${found} is no weight`, 'use 1 to 100');
}

function* topologySpread({ spec, path }: Template): Iterable<Flaw> {
  for (const { field, value } of parts(spec.topologySpreadConstraints, `${path}.topologySpreadConstraints`)) {
    const skew = whole(value.maxSkew) ?? 0;
    if (skew < 1) yield flaw(`${field}.maxSkew`, `${skew} is no skew`, 'use 1 or more');
    yield* topologyKey(value.topologyKey, `${field}.topologyKey`);
    yield* labelSelector(value.labelSelector, `${field}.labelSelector`);
  }
}
