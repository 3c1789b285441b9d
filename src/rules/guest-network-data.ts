import type { NetFault } from '../cloud-init';
import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { networkDocuments } from './documents';
import type { Found, Rule } from './rule';

const { ERROR, WARNING } = FindingSeverity;

/**
 * Network data by themselves. cloud-init takes much that it cannot use:
 * https://cloudinit.readthedocs.io/en/latest/reference/network-config-format-v2.html
 */
export const guestNetworkData: readonly Rule[] = [
  { id: 'network-data-syntax', family: 'guest', check: (set) => faults(set, { syntax: ERROR }) },
  { id: 'network-data-version', family: 'guest', check: (set) => faults(set, { version: ERROR }) },
  { id: 'network-data-key', family: 'guest', check: (set) => faults(set, { key: ERROR, 'unknown-key': WARNING }) },
  { id: 'network-data-value', family: 'guest', check: (set) => faults(set, { value: ERROR, 'odd-value': WARNING }) },
  { id: 'network-data-address', family: 'guest', check: (set) => faults(set, { address: ERROR }) },
  { id: 'config-drive-network-data', family: 'guest', check: configDriveNetworkData },
];

const OF_VALUES: readonly NetFault['kind'][] = ['value', 'odd-value', 'address'];

function* faults(
  set: Manifests,
  severities: { readonly [kind in NetFault['kind']]?: FindingSeverity },
): Iterable<Found> {
  for (const { vm, document, config } of networkDocuments(set)) {
    // A config drive with these data is read by nobody at all, and a template is no document yet.
    if (vm.cloudInit?.configDrive || document.text.includes('{{')) continue;
    const unfilled = /\$\{/.test(document.text);
    for (const { kind, path, message, fix } of config.faults) {
      const severity = severities[kind];
      // Of a value it is known whether it is to be filled in.
      if (severity === undefined || (unfilled && !OF_VALUES.includes(kind))) continue;
      const full = path === '' ? message : `${path}: ${message}`;
      yield { severity, object: document.object, field: document.field, message: full, fix, related: [vm] };
    }
  }
}

/** That datasource wants OpenStack's network_data.json, calls the drive broken otherwise, and drops the user data too. */
function* configDriveNetworkData(set: Manifests): Iterable<Found> {
  for (const { vm, document, config } of networkDocuments(set)) {
    if (!vm.cloudInit?.configDrive || config.openStack) continue;
    yield {
      severity: ERROR,
      object: document.object,
      field: document.field,
      message:
        'a config drive wants network data in the JSON of OpenStack: with these the guest loses its user data too',
      fix: 'write cloudInitNoCloud in place of cloudInitConfigDrive',
      related: [vm],
    };
  }
}
