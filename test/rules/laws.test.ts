import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings';
import { type Document, manifests } from '../../src/manifest';
import { check, rules } from '../../src/rules';
import { at, type Data, data } from '../../src/values';
import { parseYaml } from '../../src/yaml';
import { cases } from './cases';
import { cloudInitFrom, file, nad, networkConfig, networkDataInline, vm } from './documents';
import { anyEdits, junk, mutate } from './mutate';

const found = (documents: readonly Document[]): readonly Finding[] => check(manifests(documents), rules);

describe('no rule throws', () => {
  const kinds = ['VirtualMachine', 'NetworkAttachmentDefinition', 'Secret', 'DataVolume', 'List', ''];
  const anything = fc.record({
    doc: fc.oneof(
      fc.dictionary(fc.string(), junk),
      fc.record({
        apiVersion: junk,
        kind: fc.constantFrom(...kinds),
        metadata: fc.oneof(junk, fc.record({ name: junk, namespace: junk, annotations: junk })),
        spec: junk,
        stringData: junk,
        data: junk,
      }),
    ),
    output: fc.constantFrom('a.yaml', 'b.yaml'),
    ownsOutput: fc.boolean(),
  });

  test('on any data', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 4 }), (documents) => {
        found(documents);
      }),
      { numRuns: 500 },
    );
  });

  const seeds = cases.flatMap(({ hit, miss }) => [hit, miss]);

  test('on good documents with a key gone, a value swapped or an item doubled, in the texts that they hold too', () => {
    fc.assert(
      fc.property(fc.constantFrom(...seeds), anyEdits, (documents, edits) => {
        const unfolded: unknown = structuredClone(documents.map(({ doc }) => unfold(doc)));
        mutate(unfolded, edits);
        const docs = (unfolded as unknown[]).map((doc) => data(fold(doc)) ?? {});
        found(docs.map((doc, i) => ({ ...(documents[i] ?? { output: 'a.yaml' }), doc })));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    { say: 'a macvlan mode', cni: '{"type":"macvlan","mode":{"toString":1,"valueOf":1}}' },
    { say: 'a bridge', cni: '{"type":"bridge","bridge":{"toString":1},"vlanTrunk":[null,1,{"minID":{}}]}' },
    { say: 'an IPAM', cni: '{"type":"bridge","ipam":{"type":"static","addresses":{"0":{"toString":1}}}}' },
    { say: 'a list of plugins', cni: '{"plugins":[null]}' },
  ])('on an object where a text belongs: $say', ({ cni }) => {
    const lan = { ...nad('lan', {}), spec: { config: cni } };
    expect(() => found(file(lan, vm('db', { nics: [{ name: 'lan', nad: 'lan' }] })))).not.toThrow();
  });

  test.each([
    { say: 'an alias to its own parent', text: 'version: 2\nethernets: &a\n  lan: *a' },
    { say: 'a bomb of aliases', text: 'a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nversion: 2\nethernets: {lan: *c}' },
    { say: 'no YAML', text: '[' },
    { say: 'two documents', text: 'version: 2\n---\nversion: 2' },
    { say: 'a set', text: 'version: 2\nethernets: !!set {lan, wan}' },
    { say: 'a sexagesimal MAC', text: 'version: 2\nethernets: {lan: {match: {macaddress: 52:54:00:12:34:56}}}' },
    { say: 'a byte that is no text', text: 'version: 2\nethernets: {lan: !!binary aGVsbG8=}' },
  ])('on network data that hold $say', ({ text }) => {
    const nics = [{ name: 'lan', nad: 'lan', macAddress: '02:00:00:00:00:01' }];
    expect(() => found(file(vm('db', { nics, volumes: [networkDataInline(text)] })))).not.toThrow();
  });
});

const EMBEDDED = 'embedded text';
const TEXTS = ['config', 'networkData', 'networkdata', 'userData', 'userdata'];

/** A document whose texts are data as well, so that they are edited too. */
function unfold(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unfold);
  const mapping = data(value);
  if (mapping === undefined) return value;
  return Object.fromEntries(
    Object.entries(mapping).map(([key, item]) => {
      const parsed = TEXTS.includes(key) && typeof item === 'string' ? parseYaml(item) : undefined;
      return [key, parsed && 'value' in parsed ? { [EMBEDDED]: parsed.value } : unfold(item)];
    }),
  );
}

function fold(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fold);
  const mapping = data(value);
  if (mapping === undefined) return value;
  if (Object.hasOwn(mapping, EMBEDDED)) return `#cloud-config\n${JSON.stringify(mapping[EMBEDDED])}`;
  return Object.fromEntries(
    Object.entries(mapping).map(([key, item]) => {
      const embedded = key === 'config' ? data(item) : undefined;
      const isText = embedded !== undefined && Object.hasOwn(embedded, EMBEDDED);
      return [key, isText ? (JSON.stringify(embedded[EMBEDDED]) ?? '') : fold(item)];
    }),
  );
}

describe('findings do not depend on the order of the input', () => {
  /** Rules that speak of a pair from the side of the one that comes later. */
  const PAIRS = ['duplicate-object', 'duplicate-mac', 'duplicate-address', 'file-overwritten', 'address-is-gateway'];

  /** What must be the same in every order. */
  function said(findings: readonly Finding[]): string[] {
    const whole = findings
      .filter(({ rule }) => rule !== 'nad-after-vm' && !PAIRS.includes(rule))
      .map(({ acknowledged, ...finding }) => JSON.stringify({ ...finding, acknowledged: acknowledged !== undefined }));
    const pairs = PAIRS.map((rule) => {
      const ours = findings.filter((finding) => finding.rule === rule);
      // Of many who use a router one is named.
      const others = (message: string) =>
        rule === 'address-is-gateway' ? [] : (message.match(/[A-Z]\w+\/\S+\/[\w-]+/g) ?? []);
      const objects = ours.flatMap(({ object, message }) => [object, ...others(message)]);
      const worst = ours.some(({ severity }) => severity === 'error');
      return `${rule} ${worst} ${[...new Set(objects)].sort().join(' ')}`;
    });
    return [...whole.sort(), ...pairs];
  }

  const macs = ['02:00:00:00:00:01', '02:00:00:00:00:02', '02:00:00:00:00:03'];
  const addresses = ['10.0.2.1/24', '10.0.2.2/24', '192.168.1.1/24', '192.168.1.2/25', '2001:db8::1/64'];
  const gateways = ['10.0.2.1', '192.168.1.1', '192.168.1.2', '2001:db8::1'];
  const nads = [
    nad('lan', { type: 'bridge', bridge: 'br-lan' }),
    nad('lan100', { type: 'bridge', bridge: 'br-lan', vlan: 100 }),
    nad('again100', { type: 'bridge', bridge: 'br-lan', vlan: 100 }),
    nad('owned', { type: 'ovs', bridge: 'br-int' }),
    nad('pool', { type: 'bridge', bridge: 'br-lan', ipam: { type: 'host-local', subnet: '192.168.1.0/24' } }),
    nad('pool2', { type: 'bridge', bridge: 'br-lan', ipam: { type: 'host-local', subnet: '192.168.1.0/24' } }),
    nad('blue', { type: 'ovn-k8s-cni-overlay', name: 'blue', topology: 'layer2', netAttachDefName: 'vms/blue' }),
    nad('blue2', { type: 'ovn-k8s-cni-overlay', name: 'blue', topology: 'localnet', netAttachDefName: 'vms/blue2' }),
    nad('spare', { type: 'macvlan', master: 'eth1', mode: 'passthru' }),
    nad('given', {
      type: 'bridge',
      bridge: 'br-lan',
      ipam: { type: 'static', addresses: [{ address: addresses[0] }] },
    }),
  ];

  const anyNic = fc.record({
    name: fc.constantFrom('lan', 'wan', 'default'),
    nad: fc.constantFrom(
      undefined,
      'lan',
      'lan100',
      'again100',
      'owned',
      'spare',
      'given',
      'pool',
      'blue',
      'elsewhere/lan',
    ),
    macAddress: fc.constantFrom(...macs, undefined),
    bootOrder: fc.constantFrom(undefined, undefined, 1, 2),
  });
  const anyEntry = fc.record({
    match: fc.record({ macaddress: fc.constantFrom(...macs) }),
    addresses: fc.subarray(addresses, { maxLength: 2 }),
    routes: fc.array(
      fc.record({
        to: fc.constantFrom('default', '0.0.0.0/0', '::/0', '10.9.0.0/16'),
        via: fc.constantFrom(...gateways),
      }),
      { maxLength: 2 },
    ),
  });
  const anyVm = fc.record({
    nics: fc.array(anyNic, { maxLength: 3 }),
    ethernets: fc.dictionary(fc.constantFrom('lan', 'wan', 'default'), anyEntry),
    shared: fc.boolean(),
  });
  const anyFleet = fc
    .record({ vms: fc.array(anyVm, { minLength: 1, maxLength: 4 }), chosen: fc.subarray(nads), twice: fc.boolean() })
    .map(({ vms, chosen, twice }): readonly Data[] => {
      const guests = vms.map(({ nics, ethernets, shared }, i) =>
        vm(`vm${i}`, {
          nics,
          volumes: [shared ? cloudInitFrom('shared') : networkDataInline(networkConfig(ethernets))],
        }),
      );
      const [first] = vms;
      const stringData = { networkdata: networkConfig(first?.ethernets ?? {}), userdata: '#cloud-config\npassword: x' };
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shared', namespace: 'vms' }, stringData };
      return [...chosen, secret, ...guests, ...(twice ? guests.slice(0, 1) : [])];
    });

  test('of a fleet', () => {
    const shuffled = anyFleet.chain((docs) =>
      fc.tuple(fc.constant(docs), fc.shuffledSubarray([...docs], { minLength: docs.length, maxLength: docs.length })),
    );
    fc.assert(
      fc.property(shuffled, ([docs, other]) => {
        expect(said(found(file(...other)))).toEqual(said(found(file(...docs))));
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('of each case, turned round', () => {
    for (const { rule, hit } of cases) {
      if (rule === 'nad-after-vm') continue;
      expect(said(found([...hit].reverse())), rule).toEqual(said(found(hit)));
    }
  });

  test('of a router in one VM with two NICs, and a VM that uses it', () => {
    const entry = (macaddress: string, address: string, via?: string) => ({
      match: { macaddress },
      addresses: [address],
      routes: via === undefined ? [] : [{ to: '10.9.0.0/16', via }],
    });
    const [one = '', two = '', three = ''] = macs;
    const router = vm('router', {
      nics: [
        { name: 'lan', nad: 'lan', macAddress: one },
        { name: 'wan', nad: 'lan', macAddress: two },
      ],
      volumes: [
        networkDataInline(
          networkConfig({
            lan: entry(one, '192.168.1.1/24'),
            wan: entry(two, '192.168.1.2/24', '192.168.1.1'),
          }),
        ),
      ],
    });
    const user = vm('user', {
      nics: [{ name: 'lan', nad: 'lan', macAddress: three }],
      volumes: [networkDataInline(networkConfig({ lan: entry(three, '192.168.1.3/24', '192.168.1.1') }))],
    });
    const objects = (docs: readonly Data[]) => found(file(...docs)).map(({ rule, object }) => `${rule} ${object}`);
    expect(objects([router, user])).toEqual(['address-is-gateway VirtualMachine/vms/router']);
    expect(objects([user, router])).toEqual(['address-is-gateway VirtualMachine/vms/router']);
  });
});

test('the same documents give the same findings, in the same order', () => {
  const documents = cases.flatMap(({ hit }) => hit);
  expect(found(documents)).toEqual(found(structuredClone(documents)));
  expect(documents.map(({ doc }) => at(doc, 'metadata', 'name'))).not.toContain(undefined);
});
