import { type CheckedObject, type Finding, FindingSeverity, type Report } from '../findings';
import { objectId } from '../manifest';
import { type CheckOptions, checkDocuments, type FileDocument, rules } from '../rules';
import { readCrds } from '../schema';
import { at, text } from '../values';
import { type CheckArguments, checkArguments } from './check-arguments';
import { formats } from './formats';
import { ruleList } from './rule-list';
import { readSources } from './sources';
import { type UsageError, usage, VERSION } from './usage';

/** `cdk8s-wukong check`. */
export async function check(args: readonly string[]): Promise<number> {
  const given = checkArguments(args);
  if (given.help || given.listRules) {
    process.stdout.write(given.help ? usage : ruleList(given.format));
    return 0;
  }
  const { findings, checked, files, unread } = await checkFiles(given);
  const report = reportOf(findings, checked, files, given.acknowledged);
  process.stdout.write(formats[given.format]?.(report) ?? '');
  if (checked.length === 0 && !unread) process.stderr.write('cdk8s-wukong: no Kubernetes object was found\n');
  return unread ? 2 : report.summary.errors > 0 ? 1 : 0;
}

interface Checked {
  readonly findings: readonly Finding[];
  readonly checked: readonly CheckedObject[];
  readonly files: number;
  readonly unread: boolean;
}

async function checkFiles(given: CheckArguments): Promise<Checked> {
  const findings: Finding[] = [];
  const checked: CheckedObject[] = [];
  const { options, faults } = await checkOptions(given);
  findings.push(...faults);
  let unread = faults.length > 0;
  let files = 0;
  const tell = ({ message }: UsageError): void => {
    unread = true;
    process.stderr.write(`cdk8s-wukong: ${message}\n`);
  };
  let app: FileDocument[] = [];
  for await (const source of readSources(given.files, tell)) {
    files++;
    unread ||= source.unread;
    for (const fault of source.faults) findings.push(fault);
    for (const document of source.documents) checked.push(checkedObject(document));
    if (given.each) for (const finding of checkDocuments(source.documents, rules, options)) findings.push(finding);
    else for (const document of source.documents) app.push(document);
  }
  for (const finding of checkDocuments(app, rules, options)) findings.push(finding);
  app = [];
  return { findings: findings.sort(byFile), checked, files, unread };
}

function checkedObject({ doc, output }: FileDocument): CheckedObject {
  const [name, namespace] = [at(doc, 'metadata', 'name'), at(doc, 'metadata', 'namespace')].map(text);
  return { object: objectId(text(doc.kind) ?? '', namespace, name ?? ''), file: output };
}

/** What the cluster has and is; what cannot be read of it has been checked by nobody. */
async function checkOptions(given: CheckArguments): Promise<{ options: CheckOptions; faults: readonly Finding[] }> {
  const context = await readAll(given.context);
  const crds = await readAll(given.crds);
  const options: CheckOptions = {
    families: given.families,
    context: given.context.length > 0 ? context.documents : undefined,
    kinds: given.crds.length > 0 ? readCrds(crds.documents.map(({ doc }) => doc)) : undefined,
    cluster: { gates: given.gates, kubevirtVersion: given.kubevirtVersion },
  };
  return { options, faults: [...context.faults, ...crds.faults] };
}

async function readAll(paths: readonly string[]) {
  const documents: FileDocument[] = [];
  const faults: Finding[] = [];
  for await (const source of readSources(paths)) {
    documents.push(...source.documents);
    faults.push(...source.faults);
  }
  return { documents, faults };
}

function reportOf(
  findings: readonly Finding[],
  checked: readonly CheckedObject[],
  files: number,
  withAcknowledged: boolean,
): Report {
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
  const errors = open.filter(({ severity }) => severity === FindingSeverity.ERROR).length;
  const acknowledged = findings.length - open.length;
  return {
    findings: withAcknowledged ? findings : open,
    checked,
    summary: { errors, warnings: open.length - errors, acknowledged, objects: checked.length, files },
    version: VERSION,
  };
}

/** The sort is stable: within a line the order of the rules stays. */
function byFile(one: Finding, other: Finding): number {
  const [file = '', otherFile = ''] = [one.file, other.file];
  return file < otherFile ? -1 : file > otherFile ? 1 : (one.line ?? 0) - (other.line ?? 0);
}
