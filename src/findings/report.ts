import type { Finding } from './finding';

/** An object that was checked. */
export interface CheckedObject {
  /** `Kind/namespace/name`. */
  readonly object: string;
  readonly file: string;
}

/** What a check of files found: what every output format is made of. */
export interface Report {
  /** Sorted by file and line; acknowledged ones only where they were asked for. */
  readonly findings: readonly Finding[];
  readonly checked: readonly CheckedObject[];
  readonly summary: Summary;
  /** Version of this package. */
  readonly version: string;
}

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly acknowledged: number;
  /** Objects that were checked. */
  readonly objects: number;
  /** Files that were read. */
  readonly files: number;
}

export const HOMEPAGE = 'https://github.com/cdk8s-wukong/cdk8s-wukong';

/** Where a rule is explained: those about texts that cannot be read stand with the command. */
export function ruleLink(rule: string): string {
  const page = rule.startsWith('yaml-') || rule === 'no-object' ? 'CHECK.md' : 'RULES.md';
  return `${HOMEPAGE}/blob/main/docs/${page}#${rule}`;
}

/** Names and values from files, without what would move a terminal's cursor or end a line. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  return text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
