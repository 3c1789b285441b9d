/**
 * Everything that can be wrong between the values that a program gave, by rule id. It leaves no trace in a manifest, so
 * no rule over manifests could find it.
 */
export const faultRules = {
  'two-primaries': { severity: 'error' },
  'two-default-routes': { severity: 'error' },
  'two-boot-disks': { severity: 'error' },
  'multus-default-without-ipam': { severity: 'warning' },
  'gateway-beside-primary': { severity: 'warning' },
  'no-default-route': { severity: 'warning' },
  'wire-option-beside-nad': { severity: 'warning' },
  'unknown-namespace': { severity: 'warning' },
  'os-image-without-disk': { severity: 'error' },
  'os-image-unused': { severity: 'warning' },
  'pod-option-without-nic': { severity: 'warning' },
  'no-boot-source': { severity: 'warning' },
  'boot-disk-assumed': { severity: 'warning' },
  'boot-disk-without-image': { severity: 'warning' },
  'password-beside-hash': { severity: 'warning' },
  'guest-agent-off': { severity: 'warning' },
  'run-strategy-conflict': { severity: 'warning' },
} as const;

export type FaultRule = keyof typeof faultRules;

/** A fault between values that a program gave, found at synth and kept as data. */
export interface Fault {
  readonly rule: FaultRule;
  /** Path in the construct's props, `networks[1].primary`. */
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}
