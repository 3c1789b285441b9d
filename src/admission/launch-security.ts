import { data } from '../values';
import { gateOn } from './cluster';
import { efi, securelyBooted } from './firmware';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, type Template } from './template';

/** Encrypted guests. */
export const launchSecurityRules: readonly TemplateRule[] = [
  { id: 'launch-security', stage: 'vm', assumes: ['preference', 'instancetype'], check: launchSecurity },
];

const TYPES = ['sev', 'snp', 'tdx'];

function* launchSecurity(template: Template): Iterable<Flaw> {
  const security = data(template.domain.launchSecurity);
  if (security === undefined) return;
  // On s390x it asks for Secure Execution, whatever its members say.
  if (template.architecture === 's390x') return;
  if (template.architecture !== 'amd64') {
    const message = `${template.architecture} has no encrypted guests`;
    return yield flaw(`${template.path}.architecture`, message, 'remove launchSecurity');
  }
  const field = `${template.path}.domain.launchSecurity`;
  const found = TYPES.filter((type) => has(security, type));
  const [type] = found;
  if (type === undefined || found.length > 1) {
    return yield flaw(field, `${found.length === 0 ? 'no type' : found.join(' and ')} is set`, 'set exactly one type');
  }
  for (const [message, fix] of faults(template, type)) yield flaw(field, message, fix);
}

const GATES: Readonly<Record<string, string>> = {
  sev: 'WorkloadEncryptionSEV',
  snp: 'WorkloadEncryptionSEV',
  tdx: 'WorkloadEncryptionTDX',
};

function* faults(template: Template, type: string): Iterable<readonly [message: string, fix: string]> {
  const gate = GATES[type] ?? '';
  const name = type.toUpperCase();
  if (!gateOn(template.cluster, gate)) {
    yield [`the feature gate ${gate} is off`, 'remove it, or switch the gate on'];
    return;
  }
  const loader = efi(template);
  if (loader === undefined) yield [`${name} boots by EFI only`, 'set firmware.bootloader.efi: {secureBoot: false}'];
  if (type !== 'tdx' && securelyBooted(template)) yield [`${name} excludes secure boot`, 'set efi.secureBoot: false'];
  if (type !== 'sev' && loader?.persistent === true) yield [`${name} excludes persistent EFI`, 'remove efi.persistent'];
  const { sev } = data(template.domain.launchSecurity) ?? {};
  if (has(data(sev) ?? {}, 'attestation') && template.spec.startStrategy !== 'Paused') {
    yield ['attestation needs a guest that waits', 'set startStrategy: Paused'];
  }
  for (const nic of template.interfaces.filter(({ value }) => value.bootOrder !== undefined)) {
    yield [`interface "${nic.name}" is in the boot order, which ${name} excludes`, 'remove its bootOrder'];
  }
}
