import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { networkDocuments } from './documents';
import type { Found, Rule } from './rule';

const severity = FindingSeverity.ERROR;

/** Renaming a NIC in the guest: one that fails takes the network of all others down. */
export const guestSetName: readonly Rule[] = [
  { id: 'set-name-invalid', family: 'guest', check: setNameInvalid },
  { id: 'mac-case-with-set-name', family: 'guest', check: macCase },
];

function* setNameInvalid(set: Manifests): Iterable<Found> {
  for (const { vm, document, config } of networkDocuments(set)) {
    const seen = new Map<string, string>();
    for (const { id, setName } of config.ethernets) {
      if (setName === undefined) continue;
      const other = seen.get(setName);
      seen.set(setName, other ?? id);
      const long = Buffer.byteLength(setName, 'utf8') > 15;
      if (other === undefined && !long) continue;
      yield {
        severity,
        object: document.object,
        field: document.field,
        message: long
          ? `"${id}" is to be named "${setName}": the kernel takes 15 characters`
          : `"${id}" is to be named "${setName}", and so is "${other}"`,
        fix: long ? 'use at most 15 characters' : 'give each NIC a name of its own',
        related: [vm],
      };
    }
  }
}

function* macCase(set: Manifests): Iterable<Found> {
  for (const { vm, document, config } of networkDocuments(set)) {
    for (const { id, setName, macText = '' } of config.version === 2 ? config.ethernets : []) {
      if (setName === undefined || macText === macText.toLowerCase()) continue;
      yield {
        severity,
        object: document.object,
        field: document.field,
        message: `"${id}" has set-name and a MAC in capitals: cloud-init finds no such NIC and configures none`,
        fix: `write the MAC as ${macText.toLowerCase()}`,
        related: [vm],
      };
    }
  }
}
