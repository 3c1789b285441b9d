import type { Documents } from '../cloud-init';

/** The cloud-init documents, under a name that stays: a hash in it would break drains and make restarts of edits. */
export function renderSecret(documents: Documents): { readonly type: string; readonly stringData: Documents } {
  return { type: 'Opaque', stringData: documents };
}
