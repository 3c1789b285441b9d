import { data, list, text } from '../values';
import { gateOn } from './cluster';
import { word } from './draft';
import { isDnsLabel, isDnsSubdomain } from './names';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, type Part, parts, type Template } from './template';

/** Dynamic resource allocation: the claims of a VM, and the networks that use one. */
export const resourceClaimRules: readonly TemplateRule[] = [
  { id: 'resource-claims', stage: 'vm', check: claims },
  { id: 'net-dra-gate', stage: 'vm', check: networkClaims },
];

function* claims({ spec, path }: Template): Iterable<Flaw> {
  for (const { name, field, value } of parts(spec.resourceClaims, `${path}.resourceClaims`)) {
    if (!isDnsLabel(name)) {
      const fix = 'use at most 63 lower-case letters, digits and inner hyphens';
      yield flaw(`${field}.name`, `"${name}" is no name of a claim`, fix);
    }
    const sources = SOURCES.filter((key) => word(value[key]) !== undefined);
    if (sources.length !== 1) {
      const message = `claim "${name}" has ${sources.length === 0 ? 'no' : 'more than one'} source`;
      yield flaw(field, message, `set exactly one of ${SOURCES.join(', ')}`);
    }
    for (const key of sources.filter((source) => !isDnsSubdomain(text(value[source]) ?? ''))) {
      yield flaw(`${field}.${key}`, `"${text(value[key])}" is no name of an object`, 'use the name of the object');
    }
  }
}

const SOURCES = ['resourceClaimName', 'resourceClaimTemplateName'];

/** Whether the spec lists a claim of that name. */
export function listsClaim({ spec }: Template, name: string): boolean {
  return list(spec.resourceClaims).some((claim) => data(claim)?.name === name);
}

function* networkClaims(template: Template): Iterable<Flaw> {
  const claimed = template.networks.filter(({ value }) => has(value, 'resourceClaim'));
  if (claimed.length === 0) return;
  if (!gateOn(template.cluster, 'NetworkDevicesWithDRA')) {
    for (const { field } of claimed) {
      const fix = 'use multus, or switch the gate on';
      yield flaw(`${field}.resourceClaim`, 'the feature gate NetworkDevicesWithDRA is off', fix);
    }
    return;
  }
  const multus = template.networks.find(({ value }) => has(value, 'multus'));
  if (multus) yield flaw(multus.field, 'a Multus network stands beside one of a resource claim', 'keep one kind');
  const seen = new Set<string>();
  for (const network of claimed) yield* networkClaim(template, network, seen);
}

function* networkClaim(template: Template, { name, field, value }: Part, seen: Set<string>): Iterable<Flaw> {
  const nic = template.interfaces.find((part) => part.name === name);
  if (nic && !has(nic.value, 'sriov') && !has(nic.value, 'binding')) {
    yield flaw(nic.field, `"${name}" is on a resource claim`, 'use sriov or a binding plugin');
  }
  const claim = data(value.resourceClaim) ?? {};
  const [claimName, requestName] = [word(claim.claimName), word(claim.requestName)];
  for (const key of ['claimName', 'requestName'].filter((one) => word(claim[one]) === undefined)) {
    yield flaw(`${field}.resourceClaim.${key}`, `${key} is missing`, `set ${key}`);
  }
  if (claimName === undefined || requestName === undefined) return;
  if (!listsClaim(template, claimName)) {
    const fix = `add it to ${template.path}.resourceClaims`;
    yield flaw(`${field}.resourceClaim.claimName`, `the VM lists no claim "${claimName}"`, fix);
  }
  const pair = `${claimName}/${requestName}`;
  if (seen.has(pair)) yield flaw(`${field}.resourceClaim`, `${pair} is used twice`, 'use each request once');
  seen.add(pair);
}
