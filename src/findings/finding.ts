/** How much a finding weighs. */
export enum FindingSeverity {
  /** The cluster refuses it, or it cannot work: the synth fails and writes nothing. */
  ERROR = 'error',
  /** It works, and will surprise: printed once. */
  WARNING = 'warning',
}

/** Something that is wrong, or will surprise, in what a program renders or a file holds. */
export interface Finding {
  /** Id of the rule, kebab-case. It is never renamed. */
  readonly rule: string;

  /** How much it weighs. */
  readonly severity: FindingSeverity;

  /** The object, `Kind/namespace/name`; `Kind/name` where no namespace is known or the kind has none. */
  readonly object: string;

  /**
   * Path in that object, `spec.template.spec.domain.devices.interfaces[1].name`; empty for the whole object. What does
   * not go together in a program has the path in the construct's props, `networks[1].primary`.
   */
  readonly field: string;

  /** What is. No value of a secret stands in it. */
  readonly message: string;

  /** What to write instead. */
  readonly fix: string;

  /**
   * Path of the construct, when found at synth.
   *
   * @default - not found in a program
   */
  readonly constructPath?: string;

  /**
   * The reason given, when the finding was acknowledged. It then neither fails a synth nor is it printed.
   *
   * @default - not acknowledged
   */
  readonly acknowledged?: string;

  /**
   * File that holds the object.
   *
   * @default - not found in a file
   */
  readonly file?: string;

  /**
   * Line in the file, from 1.
   *
   * @default - unknown
   */
  readonly line?: number;
}
