import { parseArgs } from 'node:util';
import { type CheckFamily, checkFamilies } from '../rules';
import { formats } from './formats';
import { UsageError } from './usage';

export interface CheckArguments {
  readonly files: readonly string[];
  readonly format: string;
  readonly families: ReadonlySet<CheckFamily>;
  readonly each: boolean;
  readonly context: readonly string[];
  readonly crds: readonly string[];
  readonly kubevirtVersion?: string;
  readonly gates: { readonly enabled: readonly string[]; readonly disabled: readonly string[] };
  readonly acknowledged: boolean;
  readonly listRules: boolean;
  readonly help: boolean;
}

const OPTIONS = {
  format: { type: 'string' },
  only: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  each: { type: 'boolean' },
  context: { type: 'string', multiple: true },
  crds: { type: 'string', multiple: true },
  'kubevirt-version': { type: 'string' },
  gates: { type: 'string', multiple: true },
  'disable-gates': { type: 'string', multiple: true },
  acknowledged: { type: 'boolean' },
  rules: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export function checkArguments(args: readonly string[]): CheckArguments {
  const { values, positionals } = parsed(args);
  const kubevirtVersion = values['kubevirt-version'];
  if (kubevirtVersion !== undefined && !/^v?\d+\.\d+(\.\d+.*)?$/.test(kubevirtVersion)) {
    throw new UsageError(`--kubevirt-version ${kubevirtVersion}: write a release, as 1.9 or v1.9.0`);
  }
  const format = values.format ?? 'text';
  if (!Object.hasOwn(formats, format)) {
    throw new UsageError(`--format ${format}: write one of ${Object.keys(formats).join(', ')}`);
  }
  const wantsFiles = !values.rules && !values.help;
  if (wantsFiles && positionals.length === 0) throw new UsageError('no file is given; - is the standard input');
  return {
    files: positionals,
    format,
    families: families(values.only, values.skip),
    each: values.each ?? false,
    context: values.context ?? [],
    crds: values.crds ?? [],
    kubevirtVersion,
    gates: { enabled: names(values.gates), disabled: names(values['disable-gates']) },
    acknowledged: values.acknowledged ?? false,
    listRules: values.rules ?? false,
    help: values.help ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Its further sentences explain how a shell hands over what begins with a dash.
    throw new UsageError(error instanceof Error ? (error.message.split(/\. /)[0] ?? '') : String(error));
  }
}

function families(only: readonly string[] | undefined, skip: readonly string[] | undefined): Set<CheckFamily> {
  const chosen = new Set(only === undefined ? checkFamilies : familyNames('--only', only));
  for (const family of familyNames('--skip', skip ?? [])) chosen.delete(family);
  if (chosen.size === 0) throw new UsageError('--only and --skip leave nothing to check');
  return chosen;
}

function familyNames(option: string, texts: readonly string[]): CheckFamily[] {
  return names(texts).map((name) => {
    const family = checkFamilies.find((known) => known === name);
    if (family === undefined) throw new UsageError(`${option} ${name}: write some of ${checkFamilies.join(', ')}`);
    return family;
  });
}

function names(texts: readonly string[] = []): string[] {
  return texts
    .flatMap((text) => text.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
