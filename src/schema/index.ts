export { schemaFaults } from './check';
export { readCrds } from './crds';
export { type SchemaFault, type SchemaRule, schemaRules } from './fault';
export type { Kinds } from './kinds';
export { objectMetaFaults } from './object-meta';
