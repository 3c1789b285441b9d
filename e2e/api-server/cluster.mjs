/** The objects of a server, each by the user that it names. */
export class Cluster {
  paths = new Map();

  constructor(clients) {
    this.clients = clients;
    this.admin = clients.get('admin');
  }

  /** Applies as the object's user; throws what the server says if it refuses or warns. Answers with the object as kept. */
  async apply(object) {
    const { status, body, warnings } = await this.clients.get(object.user).apply(await this.path(object), object.text);
    if (status !== 200 && status !== 201) throw new Error(`${status} ${body.message ?? body}`);
    if (warnings.length > 0) throw new Error(`the server warns: ${warnings.join('; ')}`);
    return body;
  }

  async read(object) {
    const { status, body } = await this.clients.get(object.user).get(await this.path(object));
    if (status !== 200) throw new Error(`${status} ${body.message ?? body}`);
    return body;
  }

  async path({ sent: { apiVersion }, kind, namespace, name }) {
    const { group, resource } = await this.resource(apiVersion, kind);
    return `${group}/${resource.namespaced ? `namespaces/${namespace}/` : ''}${resource.name}/${name}`;
  }

  async resource(apiVersion, kind) {
    const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const key = `${group} ${kind}`;
    if (!this.paths.has(key)) {
      const { body } = await this.admin.get(group);
      const resource = body.resources?.find((one) => one.kind === kind && !one.name.includes('/'));
      if (!resource) throw new Error(`the server has no ${kind} of ${apiVersion}`);
      this.paths.set(key, { group, resource });
    }
    return this.paths.get(key);
  }
}
