/**
 * Everything that can be wrong between the values that a program gave, by rule id. It leaves no trace in a manifest, so
 * no rule over manifests could find it. `refused`: the cluster would not take it, so it cannot be acknowledged.
 */
export const faultRules = {
  'two-primaries': { severity: 'error', refused: false },
  'two-default-routes': { severity: 'error', refused: false },
  'two-boot-disks': { severity: 'error', refused: false },
  'multus-default-once': { severity: 'error', refused: true },
  'multus-default-or-pod': { severity: 'error', refused: true },
  'multus-default-without-ipam': { severity: 'warning', refused: false },
  'gateway-beside-primary': { severity: 'warning', refused: false },
  'no-default-route': { severity: 'warning', refused: false },
  'wire-option-beside-nad': { severity: 'warning', refused: false },
  'unknown-namespace': { severity: 'warning', refused: false },
  'os-image-without-disk': { severity: 'error', refused: false },
  'os-image-unused': { severity: 'warning', refused: false },
  'pod-option-without-nic': { severity: 'warning', refused: false },
  'no-boot-source': { severity: 'warning', refused: false },
  'boot-disk-assumed': { severity: 'warning', refused: false },
  'boot-disk-without-image': { severity: 'warning', refused: false },
  'password-beside-hash': { severity: 'warning', refused: false },
  'guest-agent-off': { severity: 'warning', refused: false },
  'run-strategy-conflict': { severity: 'warning', refused: false },
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
