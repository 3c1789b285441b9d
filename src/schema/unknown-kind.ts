import { type Data, text } from '../values';
import { coreKinds } from './core';
import { kinds } from './crd-table';
import type { SchemaFault } from './fault';

/** The versions of a kind that we know, by `group kind`. */
const versions = new Map<string, string[]>();
/** The groups of a kind that we know; Kubernetes' own has no name. */
const groups = new Map<string, string>();
for (const key of [...Object.keys(kinds), ...coreKinds.keys()]) {
  const [apiVersion = '', kind = ''] = key.split(' ');
  const [group, version] = apart(apiVersion);
  versions.set(`${group} ${kind}`, [...(versions.get(`${group} ${kind}`) ?? []), version]);
  groups.set(kind, group);
}
const known = new Set(groups.values());

/**
 * A kind or a version that no server has, as far as that is certain: a group may have kinds that we do not know, and an
 * older or newer cluster another alpha or beta.
 */
export function kindFault(doc: Data): SchemaFault | undefined {
  const [apiVersion, kind] = [text(doc.apiVersion), text(doc.kind)];
  if (apiVersion === undefined || kind === undefined) return undefined;
  const [group, version] = apart(apiVersion);
  const own = groups.get(kind);
  const served = versions.get(`${group} ${kind}`);
  if (served !== undefined)
    return /^v\d+(alpha|beta)\d+$/.test(version) ? undefined : wrongVersion(kind, group, served);
  // Kubernetes' own group is known to have none of the others.
  if (own !== undefined && group === '') return wrongVersion(kind, own, versions.get(`${own} ${kind}`) ?? []);
  if (own !== undefined || !known.has(group)) return undefined;
  const meant = [...groups].find(([name, place]) => place === group && isNear(name, kind))?.[0];
  if (meant === undefined) return undefined;
  return { rule: 'unknown-kind', field: 'kind', message: `${apiVersion} has no kind "${kind}"`, fix: `write ${meant}` };
}

function wrongVersion(kind: string, group: string, served: readonly string[]): SchemaFault {
  const right = served.find((version) => /^v\d+$/.test(version)) ?? served[0] ?? '';
  return {
    rule: 'unknown-kind',
    field: 'apiVersion',
    message: `no server has the kind ${kind} in this version`,
    fix: `write ${group === '' ? right : `${group}/${right}`}`,
  };
}

function apart(apiVersion: string): readonly [group: string, version: string] {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
}

/** Another case, or one letter more, less or other. */
function isNear(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}
