import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import type { Found, Rule } from './rule';

/** KubeVirt refuses a longer document in the VM itself. */
const MOST = 2048;

export const guestSize: readonly Rule[] = [
  { id: 'cloudinit-size', family: 'guest', refused: true, check: cloudInitSize },
];

function* cloudInitSize({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    for (const document of [vm.userData, vm.networkData]) {
      const bytes = document?.object.id === vm.id ? Buffer.byteLength(document.text, 'utf8') : 0;
      if (document === undefined || bytes <= MOST) continue;
      yield {
        severity: FindingSeverity.ERROR,
        object: vm,
        field: document.field,
        message: `the document has ${bytes} bytes, and KubeVirt takes ${MOST} in the VM itself`,
        fix: 'take cloudInit.inline away: a Secret has no such limit',
      };
    }
  }
}
