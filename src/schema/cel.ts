import { data, labelKey } from '../values';
import { report, type SchemaRule, type Walk } from './fault';
import { fits } from './fits';
import type { SchemaNode } from './node';

/** A CEL rule of the CRDs, written out: nothing here runs CEL. */
interface CelRule {
  readonly id: SchemaRule;
  /** Whether the value keeps the rule; true for what is not of its type. */
  holds(value: unknown): boolean;
  readonly message: string;
  readonly fix: string;
}

const path = 'container-path-cel';

/** By the rule's text. One that is not here goes unchecked; a test says that our own CRDs have no such rule. */
export const celRules: ReadonlyMap<string, CelRule> = new Map<string, CelRule>([
  [
    "self.startsWith('/')",
    {
      id: path,
      holds: (value) => typeof value !== 'string' || value.startsWith('/'),
      message: 'is not an absolute path',
      fix: 'write a path that begins with /',
    },
  ],
  [
    "!self.contains('..')",
    {
      id: path,
      holds: (value) => typeof value !== 'string' || !value.includes('..'),
      message: 'holds ".."',
      fix: 'write the path without ".."',
    },
  ],
  [
    'self == true',
    {
      id: path,
      holds: (value) => value !== false,
      message: 'is false',
      fix: 'write true or leave it out: KubeVirt shares a container path read-only',
    },
  ],
  [
    'self.all(k, !format.qualifiedName().validate(k).hasValue())',
    {
      id: 'node-selector-cel',
      holds: (value) => Object.keys(data(value) ?? {}).every((key) => fits(labelKey, key)),
      message: 'has a key that no label can have',
      fix: 'use keys such as kubernetes.io/hostname',
    },
  ],
]);

export function celFaults(walk: Walk, node: SchemaNode, value: unknown): void {
  for (const text of node.validations) {
    const rule = celRules.get(text);
    if (rule !== undefined && !rule.holds(value)) report(walk, rule.id, rule.message, rule.fix);
  }
}

/** The first rule of a schema that is known here. */
export function celRule({ validations }: SchemaNode): CelRule | undefined {
  for (const text of validations) if (celRules.has(text)) return celRules.get(text);
  return undefined;
}
