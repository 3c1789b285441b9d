import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

/** One user of an API server. Answers are `{ status, body, warnings }`. */
export class Client {
  constructor({ port, certificate, token }) {
    this.port = port;
    this.agent = new Agent({ ca: readFileSync(certificate), keepAlive: true, maxSockets: 1 });
    this.headers = { Authorization: `Bearer ${token}` };
  }

  get(path) {
    return this.send('GET', path);
  }

  /** Server-side apply as `kubectl apply --server-side --validate=strict` asks for it. The body is YAML or JSON. */
  apply(path, body) {
    const query = 'fieldManager=cdk8s-wukong-e2e&fieldValidation=Strict';
    return this.send('PATCH', `${path}?${query}`, { 'Content-Type': 'application/apply-patch+yaml' }, body);
  }

  send(method, path, headers = {}, body = undefined) {
    const { port, agent } = this;
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, agent, method, path, timeout: 60_000 };
      const sent = request({ ...options, headers: { ...this.headers, ...headers } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        answer.on('error', reject);
        answer.on('end', () => {
          const json = answer.headers['content-type']?.startsWith('application/json');
          const { statusCode: status, headersDistinct } = answer;
          resolve({ status, body: json ? JSON.parse(text) : text, warnings: headersDistinct.warning ?? [] });
        });
      });
      sent.on('timeout', () => sent.destroy(new Error(`no answer within a minute to ${method} ${path}`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
