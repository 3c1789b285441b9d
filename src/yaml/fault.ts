/** Why a text, or a document in it, cannot be read. */
export interface YamlFault {
  /** Id of the rule, kebab-case. It is never renamed. */
  readonly rule: string;
  /** What is. No word of the text stands in it: it may hold a secret. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** How far documents may go. What a cluster takes is far below: an object of etcd has at most 1.5 MB. */
export const LIMITS = { bytes: 10_000_000, depth: 200, aliases: 10_000, aliased: 100_000, marks: 500_000 };

export const yamlFaults = {
  syntax: {
    rule: 'yaml-syntax',
    message: 'the document is no valid YAML',
    fix: 'correct the line, or the quotes and the indentation above it',
  },
  template: {
    rule: 'yaml-syntax',
    message: 'the document is a template, not yet YAML',
    fix: 'render it first: helm template … | cdk8s-wukong check -',
  },
  duplicateKey: {
    rule: 'yaml-duplicate-key',
    message: 'a mapping has a key twice: some readers refuse it, others keep one value without a word',
    fix: 'remove one of the two',
  },
  keyOfMany: {
    rule: 'yaml-syntax',
    message: 'a key is a list or a mapping itself',
    fix: 'write a text for the key, or put what begins with a bracket in quotes',
  },
  depth: {
    rule: 'yaml-depth',
    message: `the document is nested deeper than ${LIMITS.depth} levels`,
    fix: 'leave the file out: no Kubernetes object is that deep',
  },
  size: {
    rule: 'yaml-size',
    message: `the document has more than ${LIMITS.bytes / 1_000_000} MB, far more than a cluster stores in one object`,
    fix: 'split it into documents with --- between them',
  },
  marks: {
    rule: 'yaml-size',
    message: 'the document is too large for what it has of anchors, tags, or lists and mappings in one row',
    fix: 'split it into documents with --- between them, or write it as kubectl get -o yaml does',
  },
  aliases: {
    rule: 'yaml-aliases',
    message: `the aliases of the document are more than ${LIMITS.aliases}, or stand for more than ${LIMITS.aliased} values`,
    fix: 'write out what they stand for, where it is needed',
  },
  ownAlias: {
    rule: 'yaml-aliases',
    message: 'an alias stands inside of what it names',
    fix: 'write out what it stands for',
  },
  missingAnchor: {
    rule: 'yaml-aliases',
    message: 'an alias has no anchor before it in its document',
    fix: 'set the anchor (&name) in the same document, before the alias',
  },
  characters: {
    rule: 'yaml-characters',
    message: 'the text has control characters, as binary files have',
    fix: 'give a text file in UTF-8',
  },
} satisfies Record<string, YamlFault>;

const BY_CODE: Readonly<Record<string, YamlFault>> = {
  DUPLICATE_KEY: yamlFaults.duplicateKey,
  RESOURCE_EXHAUSTION: yamlFaults.depth,
  TAB_AS_INDENT: { ...yamlFaults.syntax, message: 'a tab indents the line', fix: 'indent with blanks' },
  BAD_INDENT: { ...yamlFaults.syntax, message: 'the indentation fits nothing above it' },
  BLOCK_AS_IMPLICIT_KEY: { ...yamlFaults.syntax, message: 'a mapping begins inside of a line that has a key already' },
  MULTILINE_IMPLICIT_KEY: { ...yamlFaults.syntax, message: 'a key goes over several lines: a colon may be missing' },
  MISSING_CHAR: { ...yamlFaults.syntax, message: 'a quote, a bracket, a comma or a colon is missing' },
};

/** What an error of the YAML library is to us. */
export function syntaxFault(code: string): YamlFault {
  return BY_CODE[code] ?? yamlFaults.syntax;
}

/** A row of a template engine's own, or one with a place to fill in. */
const DIRECTIVE = /^[ \t]*\{\{.*\}\}[ \t]*$/;
const NEAR = 3;

/** The fault, unless the text is no YAML because it is a chart's template. `line`: where it stands, from 1. */
export function orTemplate(fault: YamlFault, text: string, line: number): YamlFault {
  if (fault.rule !== 'yaml-syntax' || !text.includes('{{')) return fault;
  const rows = text.split('\n');
  const near = rows.slice(Math.max(line - 1 - NEAR, 0), line);
  const template = near.some((row) => row.includes('{{')) || rows.some((row) => DIRECTIVE.test(row));
  return template ? yamlFaults.template : fault;
}
