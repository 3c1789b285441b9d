import type { VirtualMachineSpecTemplateSpecAccessCredentials } from '../../imports/kubevirt.io';
import { SshKeyPropagation, type SshKeys, type Vm } from '../model';
import { at, compact, type Data, data, list, text } from '../values';
import type { Plain } from './plain';

/** The Secrets whose keys and passwords KubeVirt brings into the guest. */
export function renderAccess({
  sshKeys,
  passwordSecret,
}: Pick<Vm, 'sshKeys' | 'passwordSecret'>): readonly Plain<VirtualMachineSpecTemplateSpecAccessCredentials>[] {
  const keys = sshKeys && {
    sshPublicKey: {
      source: { secret: { secretName: sshKeys.secret } },
      propagationMethod: sshKeys.user === undefined ? { noCloud: {} } : { qemuGuestAgent: { users: [sshKeys.user] } },
    },
  };
  const passwords = passwordSecret !== undefined && {
    userPassword: { source: { secret: { secretName: passwordSecret } }, propagationMethod: { qemuGuestAgent: {} } },
  };
  return [...(keys ? [keys] : []), ...(passwords ? [passwords] : [])];
}

export function readAccess(spec: Data): Pick<Vm, 'sshKeys' | 'passwordSecret'> {
  const credentials = list(spec.accessCredentials).map((item) => data(item) ?? {});
  const secretOf = (key: string) =>
    credentials.map((item) => text(at(item, key, 'source', 'secret', 'secretName'))).find((name) => name !== undefined);
  const secret = secretOf('sshPublicKey');
  return compact({
    sshKeys: secret === undefined ? undefined : readKeys(credentials, secret),
    passwordSecret: secretOf('userPassword'),
  });
}

function readKeys(credentials: readonly Data[], secret: string): SshKeys {
  const method = credentials
    .map((item) => at(item, 'sshPublicKey', 'propagationMethod'))
    .find((item) => item !== undefined);
  const agent = data(at(method, SshKeyPropagation.GUEST_AGENT));
  return compact({
    secret,
    propagation: agent ? SshKeyPropagation.GUEST_AGENT : SshKeyPropagation.NO_CLOUD,
    user: text(list(agent?.users)[0]),
  });
}
