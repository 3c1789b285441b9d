import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at, list, text } from '../values';
import type { Found, Rule } from './rule';

const { ERROR: severity, WARNING } = FindingSeverity;

/** Names that KubeVirt makes labels and pod volumes of: 63 characters at most. */
export const guestNames: readonly Rule[] = [
  { id: 'name-too-long', family: 'guest', check: nameTooLong },
  { id: 'name-near-limit', family: 'guest', check: nameNearLimit },
  { id: 'access-secret-twice', family: 'guest', check: accessSecretTwice },
];

function* nameTooLong({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    for (const { field, name, most, why } of named(vm)) {
      if (name.length <= most) continue;
      const message = `the name "${name}" has ${name.length} characters: ${why}`;
      yield { severity, object: vm, field, message, fix: `use at most ${most} characters` };
    }
  }
}

/** persistent-state-for-<name>- and what Kubernetes puts behind it are 63 characters at most. */
const MOST_WITH_STATE = 36;

/** https://github.com/kubevirt/kubevirt/issues/16760 */
function* nameNearLimit({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    const kept =
      at(vm.spec, 'domain', 'devices', 'tpm', 'persistent') === true
        ? 'TPM'
        : at(vm.spec, 'domain', 'firmware', 'bootloader', 'efi', 'persistent') === true
          ? 'firmware'
          : undefined;
    if (kept === undefined || vm.name.length <= MOST_WITH_STATE || vm.name.length > 63) continue;
    yield {
      severity: WARNING,
      object: vm,
      field: 'metadata.name',
      message: `the name "${vm.name}" has ${vm.name.length} characters, and the VM keeps the state of its ${kept}: KubeVirt before 1.9 cuts the name of that claim, and then does not migrate or start the VM`,
      fix: `use at most ${MOST_WITH_STATE} characters, or acknowledge this where KubeVirt is newer`,
    };
  }
}

interface Named {
  readonly field: string;
  readonly name: string;
  readonly most: number;
  readonly why: string;
}

function* named(vm: Manifests['vms'][number]): Iterable<Named> {
  yield { field: 'metadata.name', name: vm.name, most: 63, why: 'KubeVirt makes a label of it' };
  for (const { field, name, value } of vm.volumes) {
    const documents = value.cloudInitNoCloud ?? value.cloudInitConfigDrive;
    if (at(documents, 'secretRef') === undefined && at(documents, 'networkDataSecretRef') === undefined) continue;
    yield { field: `${field}.name`, name, most: 57, why: 'KubeVirt makes the pod volume <name>-udata of it' };
  }
  for (const { field, name } of accessSecrets(vm)) {
    yield { field, name, most: 51, why: 'KubeVirt makes the pod volume <name>-access-cred of it' };
  }
}

/** Both would be one pod volume. */
function* accessSecretTwice({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    const seen = new Set<string>();
    for (const { field, name } of accessSecrets(vm)) {
      if (seen.has(name)) {
        const message = `the Secret "${name}" stands in two accessCredentials: their pod volumes have one name`;
        yield { severity, object: vm, field, message, fix: 'name each Secret once' };
      }
      seen.add(name);
    }
  }
}

function accessSecrets({ spec, specField }: Manifests['vms'][number]): readonly { field: string; name: string }[] {
  return list(spec.accessCredentials).flatMap((item, i) =>
    ['sshPublicKey', 'userPassword'].flatMap((key) => {
      const name = text(at(item, key, 'source', 'secret', 'secretName'));
      const field = `${specField}.accessCredentials[${i}].${key}.source.secret.secretName`;
      return name === undefined ? [] : [{ field, name }];
    }),
  );
}
