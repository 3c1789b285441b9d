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
