import { credentialsIn } from '../cloud-init';
import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at, data, text } from '../values';
import { userDocuments } from './documents';
import type { Found, Rule } from './rule';

const { ERROR, WARNING } = FindingSeverity;

/** Where documents and credentials are kept. */
export const guestSecrets: readonly Rule[] = [
  { id: 'credential-in-vm', family: 'guest', check: credentialInVm },
  { id: 'secret-without-document', family: 'guest', check: secretWithoutDocument },
];

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Whoever may get VMs may read it. A password in plain text is another finding, wherever it stands. */
function* credentialInVm(set: Manifests): Iterable<Found> {
  for (const { vm, document, user } of userDocuments(set)) {
    if (document.object.id !== vm.id) continue;
    const credentials = /\$[0-9a-z]{1,6}\$/.test(document.text) ? credentialsIn(user.config() ?? {}) : [];
    const hash = credentials.some(({ plain }) => plain) ? undefined : credentials[0];
    const what = PRIVATE_KEY.test(document.text) ? 'a private key' : hash && `${hash.path}, the hash of a password,`;
    if (what === undefined) continue;
    yield {
      severity: WARNING,
      object: vm,
      field: document.field,
      message: `${what} stands in the VM itself: whoever may read the VM reads it`,
      fix: 'put the user data into a Secret, and name it by secretRef',
    };
  }
}

const ENTRIES = { secretRef: ['userdata', 'userData'], networkDataSecretRef: ['networkdata', 'networkData'] };

/** KubeVirt starts a VM whose Secret has one of the documents only, and says nothing of the other. */
function* secretWithoutDocument({ vms, find }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    if (vm.cloudInit === undefined) continue;
    const { field, source } = vm.cloudInit;
    for (const [ref, entries] of Object.entries(ENTRIES)) {
      const name = text(at(source, ref, 'name'));
      const secret = name === undefined ? undefined : find('Secret', vm.namespace, name);
      const present = { ...data(secret?.doc.stringData), ...data(secret?.doc.data) };
      // A Secret without any entry is filled by somebody else.
      if (secret === undefined || Object.keys(present).length === 0 || entries.some((entry) => entry in present))
        continue;
      const isUser = ref === 'secretRef';
      yield {
        severity: isUser && vm.networkData === undefined ? ERROR : WARNING,
        object: vm,
        field: `${field}.${ref}.name`,
        message: `the Secret "${name}" has no entry ${entries[0]}: the guest gets no ${isUser ? 'user' : 'network'} data`,
        fix: `name the entry ${entries[0]}`,
        related: [secret],
      };
    }
  }
}
