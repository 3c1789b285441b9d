import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { userDocuments } from './documents';
import type { Found, Rule } from './rule';

const severity = FindingSeverity.ERROR;

/** User data that cloud-init does not read as they are meant. */
export const guestUserData: readonly Rule[] = [
  { id: 'user-data-header', family: 'guest', check: userDataHeader },
  { id: 'user-data-syntax', family: 'guest', check: userDataSyntax },
  { id: 'user-data-network', family: 'guest', check: userDataNetwork },
];

/** By the first line cloud-init tells what a document is: without one it passes over all of it. */
function* userDataHeader(set: Manifests): Iterable<Found> {
  for (const { vm, document, user } of userDocuments(set)) {
    if (user.kind !== 'headless') continue;
    yield {
      severity,
      object: document.object,
      field: document.field,
      message: 'the user data do not begin with #cloud-config: cloud-init passes over all of them',
      fix: 'make #cloud-config the first line',
      related: [vm],
    };
  }
}

function* userDataSyntax(set: Manifests): Iterable<Found> {
  for (const { vm, document, user } of userDocuments(set)) {
    const fault = user.fault();
    if (fault === undefined || isUnfilled(document.text, fault)) continue;
    yield {
      severity,
      object: document.object,
      field: document.field,
      message: `the user data are no YAML mapping (${fault}): cloud-init passes over all of them`,
      fix: 'mend their YAML',
      related: [vm],
    };
  }
}

/** A place for a template engine is no YAML until it is filled in; the variable of a script is. */
function isUnfilled(document: string, fault: string): boolean {
  const line = /^line (\d+):/.exec(fault)?.[1];
  if (line === undefined) return /\{\{|\$\{/.test(document);
  const [above = '', own = ''] = ['', ...document.split('\n')].slice(Number(line) - 1);
  return /\{\{|\$\{/.test(own) || above.includes('{{');
}

/** Passed over at the first boot; later boots of some releases take it for the system's own and rename NICs by it. */
function* userDataNetwork(set: Manifests): Iterable<Found> {
  for (const { vm, document, user } of userDocuments(set)) {
    if (!/\bnetwork\b/.test(document.text) || user.config()?.network === undefined) continue;
    yield {
      severity,
      object: document.object,
      field: document.field,
      message: 'the user data have a key network, which cloud-init does not take from there',
      fix: 'put what it holds into networkData',
      related: [vm],
    };
  }
}
