import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseNetworkData, readNetworkData, renderNetworkData } from '../../src/cloud-init';
import type { Ethernet } from '../../src/model';

const macAddress = '02:00:5e:10:00:01';
const match = { macaddress: macAddress };

test.each<{ say: string; given: Omit<Ethernet, 'id' | 'macAddress'>; entry: object }>([
  { say: 'a NIC without a word about its address', given: {}, entry: {} },
  { say: 'DHCP on the NIC with the default route', given: { dhcp4: true }, entry: { dhcp4: true } },
  {
    say: 'DHCP on another one: no routes, no DNS, no waiting',
    given: { dhcp4: true, useRoutes: false, useDns: false, optional: true },
    entry: { dhcp4: true, 'dhcp4-overrides': { 'use-routes': false, 'use-dns': false }, optional: true },
  },
  {
    say: 'an address of each family, with routes and servers',
    given: {
      addresses: ['192.168.1.10/24', '2001:db8::10/64'],
      routes: [
        { to: '10.9.0.0/16', via: '192.168.1.2' },
        { to: '0.0.0.0/0', via: '192.168.1.1', metric: 50 },
        { to: '::/0', via: 'fe80::1' },
      ],
      nameservers: ['8.8.8.8', '2001:4860:4860::8888'],
      search: ['lab.example.org'],
      mtu: 9000,
    },
    entry: {
      addresses: ['192.168.1.10/24', '2001:db8::10/64'],
      routes: [
        { to: '10.9.0.0/16', via: '192.168.1.2' },
        { to: '0.0.0.0/0', via: '192.168.1.1', metric: 50 },
        { to: '::/0', via: 'fe80::1' },
      ],
      nameservers: { addresses: ['8.8.8.8', '2001:4860:4860::8888'], search: ['lab.example.org'] },
      mtu: 9000,
    },
  },
  {
    say: 'a metric of 0',
    given: { routes: [{ to: '::/0', via: 'fe80::1', metric: 0 }] },
    entry: { routes: [{ to: '::/0', via: 'fe80::1', metric: 0 }] },
  },
  { say: 'a name in the guest', given: { setName: 'lan0' }, entry: { 'set-name': 'lan0' } },
  {
    say: 'a NIC that stays without address',
    given: { dhcp4: false, optional: true },
    entry: { dhcp4: false, optional: true },
  },
])('$say, in both directions', ({ given, entry }) => {
  const ethernet = { id: 'lan', macAddress, ...given };
  const text = renderNetworkData([ethernet]);
  expect(parse(text)).toEqual({ version: 2, ethernets: { lan: { match, ...entry } } });
  expect(parseNetworkData(text)).toEqual([ethernet]);
});

test('no NIC at all is a config without NICs', () => {
  expect(parse(renderNetworkData([]))).toEqual({ version: 2, ethernets: {} });
  expect(parseNetworkData(renderNetworkData([]))).toEqual([]);
});

test('the NICs stand in their order, also where their names are numbers', () => {
  const text = renderNetworkData(['10', '9', 'lan', '1'].map((id) => ({ id, macAddress })));
  expect(text.match(/^ {2}\S+(?=:)/gm)).toEqual(['  "10"', '  "9"', '  lan', '  "1"']);
});

test('a MAC of digits is a text to every reader', () => {
  const text = renderNetworkData([{ id: 'on', macAddress: '52:54:00:12:34:56' }]);
  expect(parse(text, { version: '1.1' })).toEqual({
    version: 2,
    ethernets: { on: { match: { macaddress: '52:54:00:12:34:56' } } },
  });
});

describe('reading', () => {
  test.each<{ say: string; text: string; read: Ethernet[] | undefined }>([
    { say: 'no YAML', text: '[', read: undefined },
    { say: 'an empty text', text: '', read: undefined },
    { say: 'version 1', text: 'version: 1\nconfig: []', read: undefined },
    { say: 'a version that is a text', text: 'version: "2"\nethernets: {}', read: undefined },
    { say: 'no NICs', text: 'version: 2', read: undefined },
    {
      say: 'the wrapping key network',
      text: 'network: {version: 2, ethernets: {lan: {match: {macaddress: "02:00:5E:10:00:01"}}}}',
      read: [{ id: 'lan', macAddress }],
    },
    {
      say: 'a NIC matched by name',
      text: 'version: 2\nethernets: {eth0: {dhcp4: true}}',
      read: [{ id: 'eth0', macAddress: '', dhcp4: true }],
    },
    {
      say: 'a NIC of which nothing is said',
      text: 'version: 2\nethernets: {eth0: }',
      read: [{ id: 'eth0', macAddress: '' }],
    },
    {
      say: 'words of YAML 1.1, as the guest reads them',
      text: `version: 2\nethernets: {lan: {match: {macaddress: "${macAddress}"}, dhcp4: yes, optional: on}}`,
      read: [{ id: 'lan', macAddress, dhcp4: true, optional: true }],
    },
    {
      say: 'overrides that are on, which is their default',
      text: `version: 2\nethernets: {lan: {match: {macaddress: "${macAddress}"}, dhcp4-overrides: {use-routes: true, use-dns: true}}}`,
      read: [{ id: 'lan', macAddress }],
    },
    {
      say: 'lists that are none, and routes that are half said',
      text: `version: 2\nethernets: {lan: {match: {macaddress: "${macAddress}"}, addresses: a, routes: [7], nameservers: []}}`,
      read: [{ id: 'lan', macAddress, routes: [{ to: '', via: '' }] }],
    },
  ])('$say', ({ text, read }) => {
    expect(parseNetworkData(text)).toEqual(read);
  });
});

test('what was just rendered is read without its text, and is the same', () => {
  const ethernets = [{ id: 'lan', macAddress: '02:00:00:00:00:01', dhcp4: true }];
  const document = renderNetworkData(ethernets);
  expect(readNetworkData(document)).toBe(ethernets);
  expect(readNetworkData(`${document}# edited\n`)).toEqual(parseNetworkData(document));
});
