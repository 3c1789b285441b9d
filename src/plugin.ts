import { readFileSync } from 'node:fs';
import { type Finding, FindingSeverity } from './findings';
import { checkDocuments, type FileDocument, rules } from './rules';
import { data, text } from './values';
import { readDocuments } from './yaml';

/** As much of cdk8s-cli's ValidationContext as is used: the CLI is no dependency of this library. */
interface Context {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: object): void;
    submit(status: 'success' | 'failure', metadata?: Record<string, string>): void;
  };
}

/**
 * Validation plugin of cdk8s-cli: checks everything that `cdk8s synth` has written, also what other constructs and includes
 * made. Named in `cdk8s.yaml` under `validations`.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class WukongValidation {
  /**
   * Called by cdk8s-cli with the files of a synth.
   *
   * @param context the CLI's ValidationContext
   */
  // biome-ignore lint/suspicious/noExplicitAny: jsii knows no `unknown`, and the CLI's type is not ours
  public async validate(context: any): Promise<void> {
    const { manifests, report }: Context = context;
    const documents: FileDocument[] = [];
    let unread = 0;
    for (const file of manifests) {
      for (const item of readDocuments(readFileSync(file, 'utf8'))) {
        if ('fault' in item) {
          unread += 1;
          const { rule, message, fix } = item.fault;
          report.addViolation(
            violation(rule, message, fix, { resourceName: '', locations: [`line ${item.line}`], manifestPath: file }),
          );
          continue;
        }
        const doc = data(item.value);
        if (doc) documents.push({ doc, output: file, lines: item.lines });
      }
    }
    const open = checkDocuments(documents, rules).filter(({ acknowledged }) => acknowledged === undefined);
    for (const finding of open) report.addViolation(violationOf(finding));
    const errors = open.filter(({ severity }) => severity === FindingSeverity.ERROR).length;
    const counts = { errors: String(errors + unread), warnings: String(open.length - errors) };
    report.submit(errors + unread > 0 ? 'failure' : 'success', counts);
  }
}

function violationOf({ rule, severity, object, field, message, fix, file, line }: Finding): object {
  const place = `${field === '' ? 'the object' : field}${line === undefined ? '' : ` (line ${line})`}`;
  return violation(`${rule} (${severity})`, `${object}: ${message}`, fix, {
    // The CLI finds the construct by this name.
    resourceName: text(object.split('/').at(-1)) ?? '',
    locations: [place],
    manifestPath: file ?? '',
  });
}

function violation(ruleName: string, recommendation: string, fix: string, resource: object): object {
  return { ruleName, recommendation, fix, violatingResources: [resource] };
}
