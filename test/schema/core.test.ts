import { expect, test } from 'vitest';
import { found, object } from './support';

const secret = (fields: object) => object('v1', 'Secret', { ...fields });
const map = (fields: object) => object('v1', 'ConfigMap', { ...fields });
const kubernetes = (type: string, stringData: object) => secret({ type: `kubernetes.io/${type}`, stringData });

test.each([
  {
    say: 'texts and base64',
    doc: secret({ data: { a: 'c2VjcmV0' }, stringData: { b: 'x' }, type: 'Opaque' }),
    faults: [],
  },
  {
    say: 'a number that wants quotes',
    doc: secret({ stringData: { pin: 4711 } }),
    faults: ['wrong-type stringData.pin'],
  },
  { say: 'plain text under data', doc: secret({ data: { a: 'secret!' } }), faults: ['format data.a'] },
  { say: 'base64 without its padding', doc: secret({ data: { a: 'c2VjcmV' } }), faults: ['format data.a'] },
  { say: 'base64 over two lines', doc: secret({ data: { a: 'c2Vj\ncmV0\n' } }), faults: [] },
  { say: 'a field of no Secret', doc: secret({ strData: {} }), faults: ['unknown-field strData'] },
  {
    say: 'what SOPS has sealed',
    doc: secret({ data: { a: 'ENC[AES256_GCM,data:x]' }, sops: { mac: 'x' } }),
    faults: [],
  },
  { say: 'a key with a slash', doc: secret({ stringData: { 'a/b': '' } }), faults: ['data-key stringData["a/b"]'] },
  { say: 'a key that goes up', doc: map({ data: { '..a': '' } }), faults: ['data-key data["..a"]'] },
  { say: 'a key with a dot at its front', doc: map({ data: { '.a': '' } }), faults: [] },
  { say: 'a key in both bags', doc: map({ data: { a: '' }, binaryData: { a: '' } }), faults: ['data-key data.a'] },
  { say: '1 MiB', doc: map({ data: { a: 'x'.repeat(1_048_576) } }), faults: [] },
  { say: 'a byte more', doc: secret({ stringData: { a: 'x'.repeat(1_048_577) } }), faults: ['data-size data'] },
  { say: 'a certificate and its key', doc: kubernetes('tls', { 'tls.crt': '', 'tls.key': '' }), faults: [] },
  { say: 'a certificate alone', doc: kubernetes('tls', { 'tls.crt': '' }), faults: ['secret-type data["tls.key"]'] },
  { say: 'a user alone', doc: kubernetes('basic-auth', { username: 'a' }), faults: [] },
  {
    say: 'no user and no password',
    doc: kubernetes('basic-auth', {}),
    faults: ['secret-type data.username', 'secret-type data.password'],
  },
  {
    say: 'an empty SSH key',
    doc: kubernetes('ssh-auth', { 'ssh-privatekey': '' }),
    faults: ['secret-type data.ssh-privatekey'],
  },
  { say: 'a registry login', doc: kubernetes('dockerconfigjson', { '.dockerconfigjson': '{"auths":{}}' }), faults: [] },
  {
    say: 'a registry login that is no JSON',
    doc: kubernetes('dockerconfigjson', { '.dockerconfigjson': 'x' }),
    faults: ['secret-type data[".dockerconfigjson"]'],
  },
  {
    say: 'a token without its account',
    doc: kubernetes('service-account-token', {}),
    faults: ['required metadata.annotations["kubernetes.io/service-account.name"]'],
  },
])('$say', ({ doc, faults }) => {
  expect(found(doc)).toEqual(faults);
});
