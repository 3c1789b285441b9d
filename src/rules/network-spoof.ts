import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import type { Found, Rule } from './rule';
import { pluginOf, wiredNics } from './segment';

/** A port with the source check passes frames of one MAC. */
export const networkSpoof: readonly Rule[] = [
  { id: 'mac-spoof-second-mac', family: 'network', check: macSpoofSecondMac },
];

/** Programs that send with a MAC of their own. */
const SENDERS = /\b(keepalived|vrrp|ucarp|carp|libvirt-daemon|libvirtd|lxd)\b/i;

function* macSpoofSecondMac(set: Manifests): Iterable<Found> {
  for (const { vm, nic, nad, ethernet } of wiredNics(set)) {
    if (nad?.cni?.macspoofchk !== true || pluginOf(nad) !== 'bridge') continue;
    const joined = ethernet !== undefined && vm.netConfig()?.joined.has(ethernet.id);
    const program = SENDERS.exec(vm.userData?.text ?? '')?.[1];
    if (!joined && program === undefined) continue;
    const why = joined ? 'a bond or bridge of the guest takes it' : `the guest runs ${program}`;
    yield {
      severity: FindingSeverity.WARNING,
      object: vm,
      field: nic.field,
      message: `macspoofchk of the NAD "${nad.name}" drops frames of any second MAC on "${nic.name}", and ${why}`,
      fix: 'take macspoofchk out of the NAD',
      related: [nad],
    };
  }
}
