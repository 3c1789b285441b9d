import type { Data } from '../values';

/** Schemas of what a server decodes by its Go types, where null always means absent. */
export const word = { type: 'string', nullable: true };
export const number = { type: 'integer', format: 'int64', nullable: true };
export const flag = { type: 'boolean', nullable: true };
export const time = { type: 'string', format: 'date-time', nullable: true };

export const fields = (properties: Data) => ({ type: 'object', nullable: true, properties });
export const mapOf = (value: Data) => ({ type: 'object', nullable: true, additionalProperties: value });
export const listOf = (entry: Data) => ({ type: 'array', nullable: true, items: entry });
