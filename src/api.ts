import type { IConstruct } from 'constructs';
import { AppValidation } from './constructs';
import type { Finding } from './findings';

/** What `Wukong.check` gives. */
export interface CheckOptions {
  /**
   * Give acknowledged findings as well, with their reasons.
   *
   * @default false - as a synth and the command line, which do not speak of them
   */
  readonly acknowledged?: boolean;
}

/** What the library can say of an app or its YAML. */
export class Wukong {
  /**
   * All findings about the app that a construct is in, as its synth would have them: for unit tests. Errors and warnings that
   * nobody has acknowledged, sorted by construct; nothing is printed and nothing thrown.
   *
   * @param scope a construct of the app: the app itself, a chart, a VM
   */
  public static check(scope: IConstruct, options: CheckOptions = {}): Finding[] {
    const findings = AppValidation.of(scope).check();
    return findings.filter(({ acknowledged }) => options.acknowledged === true || acknowledged === undefined);
  }

  private constructor() {}
}
