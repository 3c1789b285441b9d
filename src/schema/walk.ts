import { type Data, data } from '../values';
import { celFaults } from './cel';
import { place, report, type Step, type Walk } from './fault';
import { repeated } from './list-keys';
import type { SchemaNode } from './node';
import { enumFault, scalarFaults } from './scalar';
import { fieldHint } from './suggest';
import { expectedWords, fitsType, typeFix, typeName, typeWords } from './type-name';

// No kind nests as deep; schemas that a user gives could, and the walk is recursive.
const DEEPEST = 500;

/** The verdict on `value`, which stands where `node` says what must stand. */
export function walkValue(walk: Walk, node: SchemaNode, value: unknown): void {
  if (walk.path.length > DEEPEST) return;
  if (value === null && node.nullable) {
    // A server finds null in no closed set, not even in one that lists it.
    if (node.values !== undefined) enumFault(walk, node.values, value);
    return;
  }
  const found = typeName(value);
  if (!fitsType(node, found)) {
    report(walk, 'wrong-type', `is ${typeWords[found]}, not ${expectedWords(node)}`, typeFix(node, found, value));
    leftovers(walk, node, value);
    return;
  }
  if (Array.isArray(value)) walkList(walk, node, value);
  else if (found === 'object') walkMapping(walk, node, value as Data);
  else scalarFaults(walk, node, value);
  if (node.validations.length > 0) celFaults(walk, node, value);
}

/** The fields of a document. The server knows apiVersion, kind and metadata by itself. */
export function walkDocument(walk: Walk, document: Data, statusApart: boolean): void {
  const { apiVersion, kind, metadata, status, ...fields } = document;
  walkMapping(walk, walk.root, statusApart ? fields : { ...fields, status });
  if (!statusApart || status === undefined) return;
  walk.fieldsOnly = true;
  walkField(walk, walk.root, 'status', status);
  walk.fieldsOnly = false;
}

function walkMapping(walk: Walk, node: SchemaNode, value: Data): void {
  let kept = 0;
  for (const key of Object.keys(value)) if (walkField(walk, node, key, value[key])) kept++;
  for (const key of node.required) {
    if (isMissing(node, key, value[key])) report(walk, 'required', `${key} is missing`, `add ${key}`, key);
  }
  if (node.limits !== undefined) tooMany(walk, kept, node.limits, 'Properties', 'map', 'keys');
  if (node.embedded) walk.embedded.push({ field: place(walk.start, walk.path), value });
}

/** One field; false where the server drops it. Null counts as absent where the schema does not allow it. */
function walkField(walk: Walk, node: SchemaNode, key: string, item: unknown): boolean {
  if (item === undefined) return false;
  if (node.embedded && metaKeys.has(key)) return true;
  const child = node.properties.get(key) ?? node.additional;
  if (child === undefined) {
    if (!node.open) unknownField(walk, node, key);
    return node.open;
  }
  if (item === null && !child.nullable) return child.fallback !== undefined;
  walk.path.push(key);
  walkValue(walk, child, item);
  walk.path.pop();
  return true;
}

const metaKeys: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

function unknownField(walk: Walk, node: SchemaNode, key: string): void {
  const last = walk.path.at(-1) ?? 'the object';
  const where = typeof last === 'number' ? `an entry of ${walk.path.at(-2) ?? 'the list'}` : last;
  const hint = fieldHint(walk.root, node, place(walk.start, walk.path), key);
  report(walk, 'unknown-field', `${where} has no field ${JSON.stringify(key)}`, hint, key);
}

function isMissing(node: SchemaNode, key: string, item: unknown): boolean {
  if (item !== undefined && item !== null) return false;
  const child = node.properties.get(key);
  return child?.fallback === undefined && !(item === null && child?.nullable === true);
}

function walkList(walk: Walk, node: SchemaNode, value: readonly unknown[]): void {
  const items = node.items && node.open ? { ...node.items, open: true } : node.items;
  if (node.limits !== undefined) tooMany(walk, value.length, node.limits, 'Items', 'list', 'entries');
  if (items === undefined) return;
  for (let i = 0; i < value.length; i++) {
    if (value[i] === undefined || (value[i] === null && items.fallback !== undefined)) continue;
    walk.path.push(i);
    walkValue(walk, items, value[i]);
    walk.path.pop();
  }
  if (node.listType !== undefined && value.length > 1) {
    for (const { rule, index, message, fix } of repeated(node, value)) report(walk, rule, message, fix, index);
  }
}

function tooMany(
  walk: Walk,
  count: number,
  limits: Data,
  what: 'Items' | 'Properties',
  rule: 'list' | 'map',
  noun: string,
): void {
  const [least, most] = [limits[`min${what}`], limits[`max${what}`]];
  if (typeof most === 'number' && count > most) {
    report(walk, `${rule}-max`, `has ${count} ${noun}`, `keep at most ${most} ${noun}`);
  }
  if (typeof least === 'number' && count < least) {
    report(walk, `${rule}-min`, `has ${count} ${noun}`, `write at least ${least} ${noun}`);
  }
}

/** The server drops, and names, the fields of what has the wrong type, in lists of lists too. */
function leftovers(walk: Walk, node: SchemaNode, value: unknown): void {
  if (node.open) return;
  const message = `stands in ${typeWords[typeName(value)]} where ${expectedWords(node)} must be`;
  const fix = typeFix(node, typeName(value), value);
  const search = (item: unknown, steps: readonly Step[]): void => {
    if (steps.length > DEEPEST) return;
    if (Array.isArray(item)) {
      for (let i = 0; i < item.length; i++) search(item[i], [...steps, i]);
    } else {
      for (const key of Object.keys(data(item) ?? {})) report(walk, 'unknown-field', message, fix, ...steps, key);
    }
  };
  search(value, []);
}
