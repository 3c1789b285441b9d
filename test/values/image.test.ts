import { describe, expect, test } from 'vitest';
import { image, registryReference } from '../../src/values';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  'debian',
  'debian:12',
  'library/debian',
  'quay.io/containerdisks/debian:12',
  'registry:5000/team/image_a:v1.2-3',
  'localhost/image',
  'Registry.Example.ORG/image',
  `quay.io/containerdisks/debian@${DIGEST}`,
  `quay.io/containerdisks/debian:12@${DIGEST}`,
])('%s is a registry reference, with and without its scheme', (reference) => {
  expect(image('image', reference)).toEqual({ kind: 'registry', reference });
  expect(image('image', `docker://${reference}`)).toEqual({ kind: 'registry', reference });
  expect(registryReference('image', `docker://${reference}`)).toBe(reference);
});

test.each(['https://images.example.org/debian.qcow2', 'http://10.0.0.1:8080/a.img?x=1'])('%s is a URL', (url) => {
  expect(image('image', url)).toEqual({ kind: 'http', url });
});

test.each([
  '',
  ' debian',
  'Debian',
  'quay.io/Containerdisks/debian',
  'debian:',
  'debian:12:13',
  'debian@sha256:abc',
  'docker://',
  'docker://docker://debian',
  'oci://debian',
  'ftp://images.example.org/debian.qcow2',
  'file:///debian.qcow2',
  `debian:${'a'.repeat(129)}`,
])('refuses %j', (text) => {
  expect(() => image('image', text)).toThrow(
    'use a registry reference such as quay.io/containerdisks/debian:12, or an',
  );
});

test.each(['http://', 'https://a b/c', 'https://[::1/x'])('refuses %j, which is no URL', (text) => {
  expect(() => image('image', text)).toThrow('use an http(s) URL such as');
});

describe('a user or password in a URL', () => {
  test.each(['https://ann:secret@images.example.org/a.img', 'https://secret@images.example.org/a.img'])(
    'is refused, and not shown',
    (url) => {
      expect(() => image('image', url)).toThrow(
        'image: "https://***@images.example.org/a.img" is not valid; take the user and password out of the URL',
      );
      expect(() => image('image', url)).not.toThrow('secret');
    },
  );
});

test.each([undefined, null, 7, {}])('refuses %j', (value) => {
  expect(() => image('image', value as string)).toThrow('image: ');
});

test('a long text that is none is refused in no time', () => {
  const start = performance.now();
  expect(() => image('image', `${'a-'.repeat(5000)}!`)).toThrow();
  expect(performance.now() - start).toBeLessThan(1000);
});
