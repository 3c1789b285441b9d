import { accessCredentialRules } from './access-credentials';
import { architectureRules } from './architectures';
import { cloudInitRules } from './cloud-init';
import { cpuRules } from './cpu';
import { cpuPinningRules } from './cpu-pinning';
import { dataVolumeNamespaceRules, dataVolumeTemplateRules } from './data-volume-templates';
import { deviceRules } from './devices';
import { diskValueRules } from './disk-values';
import { bootOrderRules, diskRules } from './disks';
import { firmwareRules } from './firmware';
import { gpuRules } from './gpus';
import { hypervRules } from './hyperv';
import { discontinuedRules, interfaceBindingRules } from './interface-bindings';
import { interfacePortRules } from './interface-ports';
import { interfaceRules } from './interfaces';
import { launchSecurityRules } from './launch-security';
import { liveMemoryRules, memoryRules } from './memory';
import { instanceMetadataRules, metadataRules } from './metadata';
import { networkRules } from './networks';
import { podRules } from './pod';
import { resourceClaimRules } from './resource-claims';
import type { Stage, TemplateRule, VmRule } from './rule';
import { runStrategyRules } from './run-strategy';
import { schedulingRules } from './scheduling';
import { volumeRules } from './volumes';

/** The rules about a template and its metadata; those of stage `vmi` are asked of the instance alone. */
export const templateRules: readonly TemplateRule[] = [
  ...metadataRules,
  ...networkRules,
  ...interfaceRules,
  ...interfaceBindingRules,
  ...interfacePortRules,
  ...resourceClaimRules,
  ...diskRules,
  ...bootOrderRules,
  ...diskValueRules,
  ...volumeRules,
  ...cloudInitRules,
  ...memoryRules,
  ...cpuRules,
  ...cpuPinningRules,
  ...firmwareRules,
  ...hypervRules,
  ...deviceRules,
  ...gpuRules,
  ...launchSecurityRules,
  ...architectureRules,
  ...podRules,
  ...schedulingRules,
  ...accessCredentialRules,
];

/** The rules about what stands around the template, asked together with it. */
export const vmRules: readonly VmRule[] = [...dataVolumeTemplateRules, ...runStrategyRules, ...liveMemoryRules];

export interface AdmissionRule {
  readonly id: string;
  readonly stage: Stage;
  /** Why no rule of this room has the id. */
  readonly elsewhere?: string;
}

const SCHEMA = 'the CRD schema says it';

/** Ids that KubeVirt answers for before or after these rules, or not at all. */
const ELSEWHERE: readonly AdmissionRule[] = [
  ...['required', 'quantity-pattern', 'list-max', 'list-keys-unique', 'list-set', 'container-path-cel'].map(
    (id): AdmissionRule => ({ id, stage: 'schema', elsewhere: SCHEMA }),
  ),
  { id: 'binding-plugin-name', stage: 'none', elsewhere: 'KubeVirt accepts any name' },
  { id: 'volume-without-disk', stage: 'none', elsewhere: 'accepted: the defaults add a disk' },
  { id: 'volume-must-be-mapped', stage: 'vmi', elsewhere: 'not reachable: the defaults add a disk' },
  { id: 'pin-count', stage: 'vm', elsewhere: 'not reachable: the defaults set one socket' },
  { id: 'instancetype-missing', stage: 'start', elsewhere: 'the webhooks accept it, and the start waits' },
  { id: 'grace-io', stage: 'vm', elsewhere: 'not reachable: permittedHostDevices is empty by default' },
];

/** Answered where a document is read into types, or a default is inferred. */
const READING: readonly AdmissionRule[] = [
  { id: 'unknown-field', stage: 'vm' },
  { id: 'wrong-type', stage: 'vm' },
  { id: 'int-range', stage: 'vm' },
  { id: 'enum', stage: 'vm' },
  { id: 'dns-policy', stage: 'vm' },
  { id: 'tolerations', stage: 'vm' },
  { id: 'matcher', stage: 'vm' },
  { id: 'infer', stage: 'vm' },
  { id: 'instancetype-conflict', stage: 'vm' },
  { id: 'preference-spread', stage: 'vm' },
  { id: 'preference-requirements', stage: 'vm' },
];

const OTHER_KINDS = ['overcommit', 'topology', 'pool', 'migration-policy', 'clone'];

/** Every rule of KubeVirt that is known here, once by its id, at the earliest stage that answers. */
export const admissionRules: readonly AdmissionRule[] = unique([
  ...READING,
  ...discontinuedRules.map(templateStage),
  ...templateRules.map(templateStage),
  ...vmRules.map(vmStage),
  ...dataVolumeNamespaceRules.map(vmStage),
  ...instanceMetadataRules.map(templateStage),
  ...OTHER_KINDS.map((id): AdmissionRule => ({ id, stage: 'self' })),
  ...ELSEWHERE,
]);

function vmStage({ id }: VmRule): AdmissionRule {
  return { id, stage: 'vm' };
}

function templateStage({ id, stage }: TemplateRule): AdmissionRule {
  return { id, stage };
}

function unique(rules: readonly AdmissionRule[]): readonly AdmissionRule[] {
  const early = [...rules].sort((one, other) => Number(one.stage === 'vmi') - Number(other.stage === 'vmi'));
  return [...new Map([...early].reverse().map((rule) => [rule.id, rule])).values()].reverse();
}
