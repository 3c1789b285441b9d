import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { LIMITS, type YamlFault, yamlFaults } from './fault';
import { type Lines, note } from './lines';

/** What each alias stands for. */
export type Sources = ReadonlyMap<Alias, Node>;

export interface NodeFault {
  readonly fault: YamlFault;
  readonly offset?: number;
}

/** Refuses what stands for too much, or for itself: an alias is a few letters, and may stand for millions of values. */
export function weigh(document: Document): Sources | NodeFault {
  const anchors = new Map<string, Node>();
  const sources = new Map<Alias, Node>();
  const weights = new Map<Node, number>();
  let found: NodeFault | undefined;
  let aliased = 0;

  const fail = (fault: YamlFault, node: Node): number => {
    found ??= { fault, offset: node.range?.[0] };
    return 0;
  };
  const aliasWeight = (alias: Alias): number => {
    const source = anchors.get(alias.source);
    if (source === undefined) return fail(yamlFaults.missingAnchor, alias);
    const stands = weights.get(source);
    // Its weight is known when all of it has been seen.
    if (stands === undefined) return fail(yamlFaults.ownAlias, alias);
    sources.set(alias, source);
    aliased += stands;
    const tooMany = aliased > LIMITS.aliased || sources.size > LIMITS.aliases;
    return tooMany ? fail(yamlFaults.aliases, alias) : stands;
  };
  const weight = (node: unknown, depth: number): number => {
    if (found !== undefined || !isNode(node)) return 1;
    if (depth > LIMITS.depth) return fail(yamlFaults.depth, node);
    if (isAlias(node)) return aliasWeight(node);
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    const wrong = isMap(node) ? wrongKey(node) : undefined;
    if (wrong !== undefined) return fail(wrong[0], wrong[1]);
    let sum = 1;
    for (const item of inside(node)) sum += weight(item, depth + 1);
    if (node.anchor !== undefined) weights.set(node, sum);
    return sum;
  };

  weight(document.contents, 0);
  return found ?? sources;
}

function isNode(value: unknown): value is Node {
  return isAlias(value) || isScalar(value) || isMap(value) || isSeq(value);
}

function* inside(node: Node): Iterable<unknown> {
  if (isSeq(node)) yield* node.items;
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    yield key;
    yield value;
  }
}

/** A key that is a collection, or the second of two that are the same in an object; merge keys may repeat. */
function wrongKey({ items }: YAMLMap): readonly [YamlFault, Node] | undefined {
  const seen = new Set<string>();
  for (const { key } of items) {
    if (isMap(key) || isSeq(key)) return [yamlFaults.keyOfMany, key];
    if (!isScalar(key) || typeof key.value === 'symbol') continue;
    const name = String(key.value ?? '');
    if (seen.has(name)) return [yamlFaults.duplicateKey, key];
    seen.add(name);
  }
  return undefined;
}

/** Notes where every key and item of a document's value was written. */
export function linesOf(
  contents: unknown,
  root: unknown,
  sources: Sources,
  lineAt: (offset?: number) => number,
): Lines {
  const lines: Lines = new Map();
  const walk = (node: unknown, value: unknown): void => {
    if (typeof value !== 'object' || value === null || lines.has(value)) return;
    lines.set(value, new Map());
    const real = isAlias(node) ? sources.get(node) : node;
    if (isMap(real)) for (const pair of real.items) walkPair(pair, value);
    if (!isSeq(real)) return;
    for (const [index, item] of real.items.entries()) {
      note(lines, value, index, lineAt(offsetOf(item)));
      walk(item, Reflect.get(value, index));
    }
  };
  const walkPair = (pair: Pair, owner: object): void => {
    const key = isScalar(pair.key) ? String(pair.key.value ?? '') : '';
    const line = lineAt(offsetOf(pair.key));
    if (Object.hasOwn(owner, key)) {
      note(lines, owner, key, line);
      walk(pair.value, Reflect.get(owner, key));
      return;
    }
    // What is merged came in by this line.
    for (const merged of Object.keys(owner)) if (!lines.get(owner)?.has(merged)) note(lines, owner, merged, line);
  };
  walk(contents, root);
  return lines;
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
