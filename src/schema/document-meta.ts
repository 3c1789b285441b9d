import { type Data, data, dnsLabel, dnsSubdomain, text } from '../values';
import { report, type SchemaFault, startWalk, type Walk } from './fault';
import { fits } from './fits';
import { objectMeta, objectMetaFaults } from './object-meta';

/** The faults of a document's metadata, its name and namespace included. */
export function documentMetaFaults(value: unknown, namespaced: boolean): readonly SchemaFault[] {
  const walk = startWalk(objectMeta, 'metadata');
  if (data(value ?? {}) !== undefined) nameFaults(walk, data(value) ?? {}, namespaced);
  return [...walk.faults, ...objectMetaFaults(value, 'metadata')];
}

function nameFaults(walk: Walk, { name, generateName, namespace }: Data, namespaced: boolean): void {
  const given = (name ?? '') !== '';
  const prefix = text(generateName) ?? '';
  if (!given && (generateName ?? '') === '') {
    report(walk, 'required', 'the object has no name', 'add metadata.name', 'name');
  }
  const fix = 'use at most 253 lower-case letters, digits, inner hyphens and dots';
  if (typeof name === 'string' && given && !fits(dnsSubdomain, name)) nameFault(walk, 'name', name, fix);
  if (prefix !== '' && !isPrefix(prefix, given)) nameFault(walk, 'generateName', prefix, fix);
  if (!namespaced || typeof namespace !== 'string' || namespace === '' || fits(dnsLabel, namespace)) return;
  nameFault(walk, 'namespace', namespace, 'use at most 63 lower-case letters, digits and inner hyphens');
}

function nameFault(walk: Walk, key: string, value: string, fix: string): void {
  report(walk, 'object-meta', `${JSON.stringify(value.slice(0, 80))} is no valid ${key}`, fix, key);
}

/** The server looks past a hyphen at the end; where no name is given it cuts the text and appends five characters. */
function isPrefix(prefix: string, given: boolean): boolean {
  const masked = /.-$/s.test(prefix) ? `${prefix.slice(0, -2)}a` : prefix;
  return fits(dnsSubdomain, masked) && (given || fits(dnsSubdomain, `${prefix.slice(0, 58)}xxxxx`));
}

/** The faults of an object inside an object: it says what it is, and its name is optional. */
export function embeddedFaults(value: Data, field: string): readonly SchemaFault[] {
  const walk = startWalk(objectMeta, field);
  for (const key of ['apiVersion', 'kind']) {
    const given = value[key];
    if (given === undefined || given === null) report(walk, 'required', `${key} is missing`, `add ${key}`, key);
    else if (typeof given !== 'string') report(walk, 'wrong-type', 'is not a text', 'write a text', key);
    else if (given === '') report(walk, 'embedded-object', 'is empty', `write the ${key} of the object`, key);
  }
  return [...walk.faults, ...objectMetaFaults(value.metadata, `${field}.metadata`)];
}
