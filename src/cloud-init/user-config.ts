import { type Data, data } from '../values';
import { parseYaml } from '../yaml';
import { isRenderedUserData } from './user-data';

/** What cloud-init takes a document for, by its first characters. */
export type UserConfigKind = 'cloud-config' | 'headless' | 'other';

/** User data as a reader meets them: whoever wrote them. */
export interface UserConfig {
  readonly kind: UserConfigKind;
  /** The mapping of a cloud-config, if it is YAML. */
  config(): Data | undefined;
  /** Why it is none, in words that hold no word of the document. */
  fault(): string | undefined;
}

/** cloud-init takes blanks before the header, and capitals in it; an archive or a JSON patch is another kind. */
const HEADER = /^\s*#cloud-config(?!-(?:archive|jsonp))/i;

/** Keys that nobody writes but for cloud-init, and the beginnings of documents that mean something else. */
const KEYS =
  /^["']?(?:users?|password|ssh_authorized_keys|hostname|fqdn|chpasswd|ssh_pwauth|runcmd|bootcmd|packages|package_update|package_upgrade|write_files)["']?\s*:/m;
const OTHERS =
  /^\s*(?:#!|#include|##\s*template|#cloud-|#part-handler|#upstart-job|#ps1|#?rem\b|[<{[]|content-type:|mime-version:)/i;
const FOREIGN = /^(?:variant|machine|k3os|ignition)\s*:/m;

export function readUserConfig(document: string): UserConfig {
  let read: { readonly value?: Data; readonly fault?: string } | undefined;
  const look = () => {
    read ??= parse(document);
    return read;
  };
  const kind = kindOf(document);
  const known = kind !== 'cloud-config';
  return {
    kind,
    config: () => (known ? undefined : look().value),
    fault: () => (known || isRenderedUserData(document) ? undefined : look().fault),
  };
}

function kindOf(document: string): UserConfigKind {
  if (HEADER.test(document)) return 'cloud-config';
  if (OTHERS.test(document) || FOREIGN.test(document) || !KEYS.test(document)) return 'other';
  return 'headless';
}

function parse(document: string): { readonly value?: Data; readonly fault?: string } {
  const parsed = parseYaml(document);
  if ('fault' in parsed) return parsed;
  if (parsed.value === null || parsed.value === undefined) return { value: {} };
  const value = data(parsed.value);
  return value === undefined ? { fault: 'no mapping' } : { value };
}
