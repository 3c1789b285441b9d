import type { Finding } from '../../src/findings';
import type { Document } from '../../src/manifest';
import type { WukongVmProps } from '../../src/model';

/** What a finding says: `message` and `fix` are parts of it, the rest is whole. */
export type Said = Pick<Finding, 'severity' | 'object' | 'field' | 'message' | 'fix'>;

/** A manifest that a rule finds something in, and the nearest one in which it finds nothing. */
export interface RuleCase {
  readonly rule: string;
  /** What is wrong with `hit`. */
  readonly say: string;
  readonly hit: readonly Document[];
  readonly finding: Said;
  /** Other rules that find something in `hit`. */
  readonly also?: readonly string[];
  /** Why there is nothing to find in `miss`. */
  readonly but: string;
  readonly miss: readonly Document[];
  /** Other rules that find something in `miss`. */
  readonly missAlso?: readonly string[];
  /** What the cluster has already, for both. */
  readonly context?: readonly Document[];
}

/** One row of a table of cases: what is found, in the order of a finding, then what hits and what does not. */
export function ruleCase(
  [rule, severity, object, field]: readonly [string, Said['severity'], string, string],
  [message, fix]: readonly [string, string],
  [say, hit]: readonly [string, readonly Document[]],
  [but, miss]: readonly [string, readonly Document[]],
  more: Pick<RuleCase, 'also' | 'missAlso' | 'context'> = {},
): RuleCase {
  return { rule, say, hit, finding: { severity, object, field, message, fix }, but, miss, ...more };
}

/** The props of a VM whose values do not go together, and the nearest ones that do. */
export interface FaultCase {
  readonly rule: string;
  readonly say: string;
  readonly hit: WukongVmProps;
  /** Namespace of the chart; '' for none. */
  readonly namespace?: string;
  readonly finding: Omit<Said, 'object'>;
  readonly also?: readonly string[];
  readonly but: string;
  readonly miss: WukongVmProps;
  readonly missNamespace?: string;
  readonly missAlso?: readonly string[];
}
