import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  credentialsIn,
  parseCloudConfig,
  parseNetConfig,
  parseNetworkData,
  readNetConfig,
  readUserData,
  renderNetworkData,
  renderUserData,
  resolveOwnUserData,
} from '../../src/cloud-init';
import { anyEthernet, anyText, anyUserData } from './arbitraries';

const byId = (one: { readonly id: string }, other: { readonly id: string }) => (one.id < other.id ? -1 : 1);

test('reading network data gives back the NICs that they were written from', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyEthernet, { maxLength: 5, selector: ({ id }) => id }), (ethernets) => {
      // Names that are numbers come first in an object: the order is a matter of the text.
      const read = [...(parseNetworkData(renderNetworkData(ethernets)) ?? [])];
      expect(read.sort(byId)).toEqual([...ethernets].sort(byId));
    }),
  );
});

test('and in their order, where no name is a number', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyEthernet, { maxLength: 5, selector: ({ id }) => id }), (ethernets) => {
      fc.pre(ethernets.every(({ id }) => !/^\d+$/.test(id)));
      expect(parseNetworkData(renderNetworkData(ethernets))).toEqual(ethernets);
    }),
  );
});

test('what we wrote is known without reading it, as it would be read, and has no fault', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyEthernet, { maxLength: 5, selector: ({ id }) => id }), (ethernets) => {
      const text = renderNetworkData(ethernets);
      const [known, read] = [readNetConfig(text), parseNetConfig(text)];
      expect([...known.ethernets].sort(byId)).toEqual([...read.ethernets].sort(byId));
      expect({ ...known, ethernets: [] }).toEqual({ ...read, ethernets: [] });
    }),
  );
});

test('reading user data gives back what they were written from', () => {
  fc.assert(
    fc.property(anyUserData, (userData) => {
      expect(readUserData(renderUserData(userData))).toEqual(userData);
    }),
    { numRuns: 200 },
  );
});

const anyOwn = fc.dictionary(anyText, fc.jsonValue({ maxDepth: 3 }));

test('their own document without a key of ours stands in the merged one as it is', () => {
  const ours = ['user', 'ssh_pwauth', 'updates', 'packages', 'runcmd'];
  fc.assert(
    fc.property(anyUserData, anyOwn, (userData, own) => {
      fc.pre(Object.keys(own).every((key) => !ours.includes(key)));
      const plain = parseCloudConfig(renderUserData(userData)) ?? {};
      const merged = parseCloudConfig(renderUserData(userData, own)) ?? {};
      expect(new Map(Object.entries(merged))).toEqual(new Map([...Object.entries(plain), ...Object.entries(own)]));
    }),
  );
});

test('no text makes a reader throw, or shows in an error', () => {
  const anyDocument = fc
    .tuple(fc.constantFrom('', '#cloud-config\n'), anyText, fc.string())
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(anyDocument, (document) => {
      parseNetworkData(document);
      readUserData(document);
      try {
        credentialsIn(resolveOwnUserData('f', document, { cloudInitUser: true, inline: true }));
      } catch (error) {
        expect(String(error)).toMatch(/^Error: f: "\*\*\*" is not valid; [ -~]+$/);
      }
    }),
    { numRuns: 500 },
  );
});
