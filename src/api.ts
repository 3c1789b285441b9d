import type { IConstruct } from 'constructs';
import { AppValidation } from './constructs';
import type { Finding } from './findings';

/** What the library can say of an app or its YAML. */
export class Wukong {
  /**
   * All findings about the app that a construct is in, as its synth would have them: for unit tests. Errors, warnings and
   * acknowledged ones, sorted by construct; nothing is printed and nothing thrown.
   *
   * @param scope a construct of the app: the app itself, a chart, a VM
   */
  public static check(scope: IConstruct): Finding[] {
    return [...AppValidation.of(scope).check()];
  }

  private constructor() {}
}
