import { at, data, list, text, whole } from '../values';
import { dataVolumeNamespaceRules } from './data-volume-templates';
import { instanceDecoding, metadataDecoding } from './decoding';
import { diskDefaults, identityDefaults, interfaceDefaults, specDefaults } from './defaults';
import { instanceDefaults } from './defaults-instance';
import { type Draft, draft, fill, open } from './draft';
import { applyInstancetype, conflicts } from './instancetype';
import { discontinuedRules } from './interface-bindings';
import { type Match, match, matcherFlaws } from './matcher';
import { instanceMetadataRules } from './metadata';
import { applyAutoattach, applyPreference, machine } from './preference';
import { unmetRequirements } from './preference-requirements';
import { type AdmissionFault, faultsOf, flaw, type Matched, type TemplateRule, type VmRule } from './rule';
import { templateRules, vmRules } from './table';
import { type Template, template } from './template';
import { divisible, preferredTopology } from './topology';
import type { VmPlace } from './vm';
import { claimEnumerationFaults, enumerationFaults } from './webhook-schema';

type Matches = Readonly<Record<Matched, Match>>;
type Faults = readonly AdmissionFault[];

/** What KubeVirt answers to a VirtualMachine. It stops at the first group of rules that finds something, and so do we. */
export function admitVm(vm: VmPlace): Faults {
  const path = `${vm.path}.template.spec`;
  const given = at(vm.spec, 'template', 'spec');
  const matcher = firstOf(
    () => decoding(vm, given, path),
    () => faultsOf('matcher', matcherFlaws(vm)),
  );
  if (matcher.length > 0) return matcher;
  const matches: Matches = { instancetype: match(vm, 'instancetype'), preference: match(vm, 'preference') };
  return firstOf(
    () => inference(vm, matches),
    () => [
      ...enumerationFaults(given, path),
      ...claimEnumerationFaults(vm.spec.dataVolumeTemplates, `${vm.path}.dataVolumeTemplates`),
    ],
    () => request(vm, { instancetype: found(matches.instancetype), preference: found(matches.preference) }),
    () => start(vm, matches),
  );
}

function firstOf(...groups: readonly (() => Faults)[]): Faults {
  for (const group of groups) {
    const faults = group();
    if (faults.length > 0) return faults;
  }
  return [];
}

function decoding(vm: VmPlace, given: unknown, path: string): Faults {
  return [
    ...metadataDecoding(at(vm.spec, 'template', 'metadata'), `${vm.path}.template.metadata`),
    ...instanceDecoding(given, path),
    ...list(vm.spec.dataVolumeTemplates).flatMap((dvt, i) =>
      metadataDecoding(data(dvt)?.metadata, `${vm.path}.dataVolumeTemplates[${i}].metadata`),
    ),
  ];
}

function inference(vm: VmPlace, matches: Matches): Faults {
  return Object.entries(matches).flatMap(([matched, { refused }]) => {
    if (refused === undefined) return [];
    const fix = `name the ${matched}, or label what the volume comes from`;
    return faultsOf('infer', [flaw(`${vm.path}.${matched}.inferFromVolume`, refused, fix)]);
  });
}

/** The webhook looks past an object that is not there. */
function found(match: Match): Match {
  return match.absent === true ? { known: true } : match;
}

/** The webhook: instance type and preference on a copy, defaults, then the rules. */
function request(vm: VmPlace, matches: Matches): Faults {
  const spec = stored(vm, matches);
  const clashes = clash(vm, matches, spec);
  if (clashes.length > 0) return clashes;
  apply(matches, spec);
  specDefaults(spec, vm.cluster);
  const view = viewOf(vm, spec);
  const vmView = { ...vm, template: view };
  const asked = (rules: readonly VmRule[]) =>
    rules.filter((rule) => speaks(rule, matches)).flatMap(({ id, check }) => faultsOf(id, check(vmView)));
  return firstOf(
    () => requirements(vm, matches, spec, view.path),
    () => checkTemplate(discontinuedRules, view),
    () => [
      ...checkTemplate(
        templateRules.filter((rule) => rule.stage === 'vm' && speaks(rule, matches)),
        view,
      ),
      ...asked(vmRules),
    ],
    () => asked(dataVolumeNamespaceRules),
  );
}

/** What the controller does with an accepted VirtualMachine: default devices first, then instance type and preference. */
function start(vm: VmPlace, matches: Matches): Faults {
  const spec = stored(vm, matches);
  if (matches.preference.spec) applyAutoattach(matches.preference.spec, spec);
  interfaceDefaults(spec);
  diskDefaults(spec);
  apply(matches, spec);
  specDefaults(spec, vm.cluster);
  instanceDefaults(spec);
  const view = viewOf(vm, spec);
  const rules = templateRules.filter((rule) => speaks(rule, matches) && known(rule.assumesAtStart, matches));
  const faults = firstOf(
    () => checkTemplate(instanceMetadataRules, view),
    () => checkTemplate(rules, view),
  );
  return faults.map((fault) => ({ ...fault, message: `${fault.message} (the VM is stored, and does not start)` }));
}

export function checkTemplate(rules: readonly TemplateRule[], view: Template): Faults {
  return rules.flatMap(({ id, check }) => faultsOf(id, check(view)));
}

/** A rule is silent where the answer hangs on an instance type or preference that we cannot see. */
function speaks({ assumes }: TemplateRule | VmRule, matches: Matches): boolean {
  return known(assumes, matches);
}

function known(assumed: readonly Matched[] = [], matches: Matches): boolean {
  return assumed.every((matched) => matches[matched].known);
}

/** The spec as the first webhook leaves it: architecture and machine type are stored. */
function stored(vm: VmPlace, { instancetype, preference }: Matches): Draft {
  const spec = draft(at(vm.spec, 'template', 'spec'));
  // Where a default is inferred and may fail to be, KubeVirt takes the memory of the template for a fallback.
  if (instancetype.inPlaceOfMemory) open(spec, 'domain').memory = undefined;
  if (preference.spec) machine(preference.spec, spec);
  fill(spec, 'architecture', sourceArchitecture(vm));
  identityDefaults(spec, vm.cluster);
  return spec;
}

/** A DataSource may say what its image is made for. */
function sourceArchitecture(vm: VmPlace): string | undefined {
  for (const dvt of list(vm.spec.dataVolumeTemplates)) {
    const ref = data(at(dvt, 'spec', 'sourceRef'));
    const source = ref && vm.cluster.find('DataSource', text(ref.namespace) || vm.namespace, text(ref.name) ?? '');
    const label = text(at(source, 'metadata', 'labels', 'template.kubevirt.io/architecture'));
    if (label !== undefined && ['amd64', 'arm64', 's390x'].includes(label)) return label;
  }
  return undefined;
}

function clash(vm: VmPlace, { instancetype, preference }: Matches, spec: Draft): Faults {
  const type = instancetype.spec;
  if (type === undefined) return [];
  const metadata = data(at(vm.spec, 'template', 'metadata')) ?? {};
  const [path, metadataPath] = [`${vm.path}.template.spec`, `${vm.path}.template.metadata`];
  const found = faultsOf('instancetype-conflict', conflicts(type, spec, metadata, path, metadataPath));
  const count = whole(at(type, 'cpu', 'guest')) ?? 0;
  if (preferredTopology(preference.spec) !== 'spread' || divisible(count, preference.spec)) return found;
  const message = `the preference spreads vCPUs, and the ${count} of the instance type cannot be divided so`;
  const fix = 'choose an instance type with an even number of vCPUs, or another preference';
  return [...found, ...faultsOf('preference-spread', [flaw(`${vm.path}.instancetype`, message, fix)])];
}

function apply({ instancetype, preference }: Matches, spec: Draft): void {
  if (instancetype.spec) applyInstancetype(instancetype.spec, preference.spec, spec);
  if (preference.spec) applyPreference(preference.spec, spec);
}

function requirements(vm: VmPlace, { instancetype, preference }: Matches, spec: Draft, path: string): Faults {
  if (preference.spec === undefined || !instancetype.known) return [];
  const unmet = unmetRequirements(preference.spec, instancetype.spec, spec, path, vm.path);
  return faultsOf('preference-requirements', unmet);
}

function viewOf(vm: VmPlace, spec: Draft): Template {
  return template({
    given: at(vm.spec, 'template', 'spec'),
    spec,
    path: `${vm.path}.template.spec`,
    metadata: at(vm.spec, 'template', 'metadata'),
    metadataPath: `${vm.path}.template.metadata`,
    cluster: vm.cluster,
  });
}
