import type { ManifestObject } from './object';
import { objectId } from './object';

/** Finds objects by kind, namespace and name. */
export class ObjectIndex {
  private readonly byId = new Map<string, ManifestObject>();
  /** Of each kind and name the objects, one for each namespace. */
  private readonly byName = new Map<string, Map<string, ManifestObject>>();

  public constructor(objects: readonly ManifestObject[]) {
    for (const object of objects) {
      this.byId.set(object.id, object);
      const key = `${object.kind} ${object.name}`;
      const known = this.byName.get(key);
      if (known === undefined) this.byName.set(key, new Map([[object.id, object]]));
      else known.set(object.id, object);
    }
  }

  /**
   * kubectl and kustomize fill in a namespace that is left out: an object without one is taken to be in that which is asked
   * for, and where none is known, the only one of its name is meant.
   */
  public find(kind: string, namespace: string | undefined, name: string): ManifestObject | undefined {
    const exact = this.byId.get(objectId(kind, namespace, name));
    if (exact !== undefined) return exact;
    if (namespace !== undefined) return this.byId.get(objectId(kind, undefined, name));
    const named = this.byName.get(`${kind} ${name}`);
    return named?.size === 1 ? [...named.values()][0] : undefined;
  }
}
