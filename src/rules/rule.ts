import type { FindingSeverity } from '../findings';
import type { ManifestObject, Manifests } from '../manifest';

export type Family = 'network' | 'guest' | 'fleet';

/** One fault that manifests can have. Its id is public: it names the fault and never changes. */
export interface Rule {
  readonly id: string;
  readonly family: Family;
  check(set: Manifests): Iterable<Found>;
}

/** What a rule found: data, neither thrown nor printed. */
export interface Found {
  readonly severity: FindingSeverity;
  readonly object: ManifestObject;
  readonly field: string;
  readonly message: string;
  readonly fix: string;
  /** The fix in the words of our props, where the object comes from a construct and those are others. */
  readonly fixInProps?: string;
  /** Other objects of the same fault: an acknowledgement on any of them counts. */
  readonly related?: readonly ManifestObject[];
}
