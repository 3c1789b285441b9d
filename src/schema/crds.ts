import { at, type Data, data, list, text } from '../values';
import { type Kind, type Kinds, kindKey } from './kinds';
import { schemaNodes } from './node';

/** The kinds that CustomResourceDefinitions declare, also inside a List; other documents are passed over. */
export function readCrds(documents: Iterable<unknown>): Kinds {
  return new Map([...documents].flatMap(crdsIn).flatMap(kindsOf));
}

function crdsIn(document: unknown): readonly Data[] {
  const kind = at(document, 'kind');
  if (kind === 'List' || kind === 'CustomResourceDefinitionList') return list(at(document, 'items')).flatMap(crdsIn);
  const crd = data(document);
  return crd !== undefined && kind === 'CustomResourceDefinition' ? [crd] : [];
}

function kindsOf(crd: Data): [string, Kind][] {
  const group = text(at(crd, 'spec', 'group'));
  const kind = text(at(crd, 'spec', 'names', 'kind'));
  if (group === undefined || kind === undefined) return [];
  const node = schemaNodes();
  return list(at(crd, 'spec', 'versions')).flatMap((version): [string, Kind][] => {
    const name = text(at(version, 'name'));
    const schema = at(version, 'schema', 'openAPIV3Schema');
    if (name === undefined || at(version, 'served') !== true || data(schema) === undefined) return [];
    const known: Kind = {
      schema: node(schema),
      namespaced: at(crd, 'spec', 'scope') !== 'Cluster',
      statusApart: data(at(version, 'subresources', 'status')) !== undefined,
    };
    return [[kindKey(`${group}/${name}`, kind), known]];
  });
}
