import { credentialsIn } from '../cloud-init';
import { FindingSeverity } from '../findings';
import type { Manifests, VmView } from '../manifest';
import type { Found, Rule } from './rule';

/** A password that can be read in Git and by whoever may read the object. */
export const guestPasswords: readonly Rule[] = [{ id: 'plain-password', family: 'guest', check: plainPassword }];

function* plainPassword({ vms }: Manifests): Iterable<Found> {
  const seen = new Set<string>();
  for (const vm of vms) {
    const { userData } = vm;
    if (userData === undefined || !/passw|passwd/.test(userData.text) || seen.has(userData.object.id)) continue;
    seen.add(userData.object.id);
    for (const path of plainPaths(vm)) {
      yield {
        severity: FindingSeverity.WARNING,
        object: userData.object,
        field: userData.field,
        message: `${path} is a password in plain text`,
        fix: 'write its hash, as mkpasswd or openssl passwd -6 makes it, or make the Secret outside of Git',
        fixInProps:
          'write cloudInitUser.passwordHash, or keep it out of Git by passwordSecret or cloudInit.userDataSecret',
      };
    }
  }
}

function plainPaths(vm: VmView): readonly string[] {
  const config = vm.userConfig()?.config();
  return config === undefined ? [] : credentialsIn(config).flatMap(({ path, plain }) => (plain ? [path] : []));
}
