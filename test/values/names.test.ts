import { describe, expect, test } from 'vitest';
import { credentialSecretName, dnsLabel, dnsSubdomain, labelKey, labelValue, objectReference } from '../../src/values';

describe('a DNS label', () => {
  test.each(['a', '1', 'web-01', 'a--b', 'a'.repeat(63)])('%s', (given) => {
    expect(dnsLabel('name', given)).toBe(given);
  });

  test.each(['', 'a'.repeat(64), 'Web', 'web_01', '-web', 'web-', 'web.01', 'wéb', 'web\n', ' web'])(
    'refuses %j',
    (given) => {
      expect(() => dnsLabel('name', given)).toThrow(
        'is not valid; use at most 63 lower-case letters, digits and inner',
      );
    },
  );

  test.each([undefined, null, 7, ['web']])('refuses %j', (given) => {
    expect(() => dnsLabel('name', given as never)).toThrow('name: ');
  });

  test('the hint stands behind the fix', () => {
    expect(() => dnsLabel('name', 'Web', 'it is the default')).toThrow(/inner hyphens; it is the default$/);
  });
});

describe('a DNS subdomain', () => {
  test.each(['web', 'web.example.org', `${'a'.repeat(125)}.${'b'.repeat(127)}`])('%s', (given) => {
    expect(dnsSubdomain('name', given)).toBe(given);
  });

  test.each(['', 'a'.repeat(254), '.web', 'web.', 'web..org', 'web.-org', 'Web.org', 'web/01'])(
    'refuses %j',
    (given) => {
      expect(() => dnsSubdomain('name', given)).toThrow('is not valid; use at most 253 lower-case letters');
    },
  );
});

describe('a reference to an object', () => {
  test.each([
    { given: 'lan', reference: { name: 'lan' } },
    { given: 'infra/lan', reference: { namespace: 'infra', name: 'lan' } },
    { given: 'infra/lan.v2', reference: { namespace: 'infra', name: 'lan.v2' } },
  ])('$given', ({ given, reference }) => {
    expect(objectReference('nadName', given)).toEqual(reference);
  });

  test.each(['', '/', 'a/', '/a', 'a/b/c', 'infra.x/lan', 'infra/LAN', 'infra /lan', `${'a'.repeat(64)}/lan`])(
    'refuses %j',
    (given) => {
      expect(() => objectReference('nadName', given)).toThrow('use the name of an object, or namespace/name');
    },
  );
});

describe('a Secret that KubeVirt mounts', () => {
  test('has a name of at most 51 characters', () => {
    expect(credentialSecretName('sshKeySecret', 'a'.repeat(51))).toHaveLength(51);
    expect(() => credentialSecretName('sshKeySecret', 'a'.repeat(52))).toThrow('<name>-access-cred');
  });

  test('has no dot in its name', () => {
    expect(() => credentialSecretName('sshKeySecret', 'keys.ops')).toThrow('sshKeySecret: "keys.ops" is not valid');
  });
});

describe('the key of a label', () => {
  test.each(['app', 'example.org/app', 'A_b.c-1', `example.org/${'a'.repeat(63)}`])('%s', (given) => {
    expect(labelKey('labels', given)).toBe(given);
  });

  test.each(['', '/', '/app', 'example.org/', 'a/b/c', '-app', 'app-', 'Example.org/app', 'a'.repeat(64), 'ap p'])(
    'refuses %j',
    (given) => {
      expect(() => labelKey('labels', given)).toThrow('labels: ');
    },
  );
});

describe('the value of a label', () => {
  test.each(['', 'web', 'V1.2_a-b', 'a'.repeat(63)])('%j', (given) => {
    expect(labelValue('labels', given)).toBe(given);
  });

  test.each(['a'.repeat(64), '-web', 'web.', 'a b', 'é', 7, true, undefined, null])('refuses %j', (given) => {
    expect(() => labelValue('labels', given as string)).toThrow('use at most 63 letters, digits');
  });
});
