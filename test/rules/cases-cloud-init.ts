import { FindingSeverity } from '../../src/findings';
import type { Data } from '../../src/values';
import { cloudConfig, cloudInitFrom, file, networkConfig, networkDataInline, secret, vm } from './documents';
import { type RuleCase, ruleCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

const DB = 'VirtualMachine/vms/db';
const NETWORK_DATA = 'spec.template.spec.volumes[0].cloudInitNoCloud.networkData';
const USER_DATA = 'spec.template.spec.volumes[0].cloudInitNoCloud.userData';

const [ONE, TWO] = ['02:00:00:00:00:01', '02:00:00:00:00:02'];
const lan = { name: 'lan', nad: 'lan', macAddress: ONE };
const wan = { name: 'wan', nad: 'wan', macAddress: TWO };
const byMac = (macaddress: string) => ({ match: { macaddress } });

/** A VM with one NIC, and a network data document. */
const told = (networkData: string, nics: readonly (typeof lan)[] = [lan]) =>
  file(vm('db', { nics, volumes: [networkDataInline(networkData)] }));
/** One NIC, and what is said of it. */
const entry = (more: Data) => told(networkConfig({ lan: { ...byMac(ONE), ...more } }));
/** Two of them. */
const both = (first: Data, second: Data) =>
  told(networkConfig({ lan: { ...byMac(ONE), ...first }, wan: { ...byMac(TWO), ...second } }), [lan, wan]);

const userData = (text: string) => file(vm('db', { volumes: [{ name: 'c', cloudInitNoCloud: { userData: text } }] }));
const drive = (networkData: string) =>
  file(vm('db', { nics: [lan], volumes: [{ name: 'c', cloudInitConfigDrive: { networkData } }] }));
const good = { addresses: ['192.168.1.10/24'], routes: [{ to: '0.0.0.0/0', via: '192.168.1.1' }] };
const version1 = (subnet: Data, more: Data = {}) =>
  told(
    JSON.stringify({
      version: 1,
      config: [{ type: 'physical', name: 'eth0', mac_address: ONE, subnets: [subnet], ...more }],
    }),
  );

const VARIABLE = '$'.concat('{HOME}');
/** A NIC on DHCP that leaves the default route to another. */
const second = { dhcp4: true, 'dhcp4-overrides': { 'use-routes': false } };
/** Two NICs of which nothing is said to the guest. */
const untold = (text: string) =>
  file(vm('db', { nics: [lan, wan], volumes: [{ name: 'c', cloudInitNoCloud: { userData: text } }] }));
const digits = (mac: string) =>
  told(`version: 2\nethernets:\n  lan:\n    match: {macaddress: ${mac}}\n    dhcp4: true\n`, [
    { ...lan, macAddress: '52:54:00:12:34:56' },
  ]);

export const cloudInitCases: readonly RuleCase[] = [
  ruleCase(
    ['user-data-header', ERROR, DB, USER_DATA],
    ['do not begin with #cloud-config', 'make #cloud-config the first line'],
    ['no header', userData('users: [default]\nruncmd: [ls]\n')],
    ['a header', userData('#cloud-config\nusers: [default]\nruncmd: [ls]\n')],
  ),
  ruleCase(
    ['user-data-header', ERROR, DB, USER_DATA],
    ['do not begin with #cloud-config', 'make #cloud-config the first line'],
    ['a blank in the header', userData('# cloud-config\npackages: [vim]\n')],
    ['a script', userData('#!/bin/sh\npackages: [vim]\n')],
  ),
  ruleCase(
    ['user-data-syntax', ERROR, DB, USER_DATA],
    ['are no YAML mapping', 'mend their YAML'],
    ['a tab in the indentation', userData(cloudConfig('users:', '\t- default'))],
    ['blanks', userData(cloudConfig('users:', '  - default'))],
  ),
  ruleCase(
    ['user-data-syntax', ERROR, DB, USER_DATA],
    ['no mapping', 'mend their YAML'],
    ['a list', userData(cloudConfig('- runcmd'))],
    ['nothing but the header', userData(cloudConfig())],
  ),
  ruleCase(
    ['user-data-syntax', ERROR, DB, USER_DATA],
    ['line 4: a mapping begins inside of a line', 'mend their YAML'],
    [
      'a list that moves to the left, behind a variable of the shell',
      userData(cloudConfig('runcmd:', `   - echo ${VARIABLE}`, '  - ls')),
    ],
    ['a variable of the shell', userData(cloudConfig('runcmd:', `  - echo ${VARIABLE}`, '  - ls'))],
  ),
  ruleCase(
    ['user-data-syntax', ERROR, DB, USER_DATA],
    ['line 2: a mapping begins inside of a line', 'mend their YAML'],
    ['two keys in a line', userData(cloudConfig('hostname: a: b'))],
    ['a place that a template engine fills in', userData(cloudConfig('hostname: {{ name }}: b'))],
  ),
  ruleCase(
    ['user-data-header', ERROR, DB, USER_DATA],
    ['do not begin with #cloud-config', 'make #cloud-config the first line'],
    ['a user, and no header', userData('hostname: db\nssh_authorized_keys: [ssh-ed25519 AAAA1 ann]\n')],
    ['a header', userData('#cloud-config\nhostname: db\nssh_authorized_keys: [ssh-ed25519 AAAA1 ann]\n')],
  ),
  ruleCase(
    ['no-network-data', WARNING, DB, 'spec.template.spec.volumes[0].cloudInitNoCloud'],
    ['the VM has 2 NICs, and cloud-init no network data', 'list every NIC by its MAC'],
    ['two NICs and user data alone', untold(cloudConfig('packages: [vim]'))],
    ['user data that see to it', untold(cloudConfig('runcmd: [nmcli connection up lan]'))],
  ),
  ruleCase(
    ['two-dhcp-routes', WARNING, DB, NETWORK_DATA],
    ['the NICs "lan" and "wan" all take a default route from DHCP', 'use-routes: false'],
    ['DHCP on two NICs', both({ dhcp4: true }, { dhcp4: true })],
    ['one of them leaves its routes', both({ dhcp4: true }, second)],
  ),
  ruleCase(
    ['two-dhcp-routes', WARNING, DB, NETWORK_DATA],
    ['all take a default route from DHCP', 'use-routes: false'],
    ['DHCP on two NICs', both({ dhcp4: true }, { dhcp4: true })],
    ['one of them ranks behind', both({ dhcp4: true }, { dhcp4: true, 'dhcp4-overrides': { 'route-metric': 500 } })],
  ),
  ruleCase(
    ['network-data-value', ERROR, DB, NETWORK_DATA],
    ['ethernets.lan.match.macaddress: without quotes the MAC is a number', 'put the MAC in quotes'],
    ['a MAC of digits without quotes', digits('52:54:00:12:34:56')],
    ['in quotes', digits('"52:54:00:12:34:56"')],
  ),
  ruleCase(
    ['network-data-value', ERROR, DB, NETWORK_DATA],
    ['"9.9.9" is no address', 'write the address of a DNS server'],
    [
      'a value that is wrong beside one to be filled in',
      entry({ ...good, nameservers: { addresses: ['9.9.9', VARIABLE] } }),
    ],
    ['values to be filled in', entry({ addresses: VARIABLE, nameservers: VARIABLE, routes: VARIABLE, mtu: VARIABLE })],
  ),
  ruleCase(
    ['network-data-value', WARNING, DB, NETWORK_DATA],
    ['ethernets.lan.mtu: mtu is a text', 'write the number without quotes'],
    ['an MTU in quotes', entry({ dhcp4: true, mtu: '1400' })],
    ['a number', entry({ dhcp4: true, mtu: 1400 })],
  ),
  ruleCase(
    ['user-data-network', ERROR, DB, USER_DATA],
    ['have a key network', 'put what it holds into networkData'],
    ['the network in the user data', userData(cloudConfig('network: {version: 2, ethernets: {eth0: {dhcp4: true}}}'))],
    ['a file of that name', userData(cloudConfig('write_files: [{path: /etc/network/interfaces.d/x}]'))],
  ),
  ruleCase(
    ['network-data-syntax', ERROR, DB, NETWORK_DATA],
    ['the network data are no YAML', 'mend it'],
    ['a bracket that is never closed', told('version: 2\nethernets: {lan: {dhcp4: true}')],
    ['it is closed', told(networkConfig({ lan: { ...byMac(ONE), dhcp4: true } }))],
  ),
  ruleCase(
    ['network-data-version', ERROR, DB, NETWORK_DATA],
    ['the network data have version', 'write version: 2'],
    ['no version', told(JSON.stringify({ ethernets: { lan: { ...byMac(ONE), dhcp4: true } } }))],
    [
      'a wrapping key around it',
      told(JSON.stringify({ network: { version: 2, ethernets: { lan: { ...byMac(ONE), dhcp4: true } } } })),
    ],
  ),
  ruleCase(
    ['network-data-version', ERROR, DB, NETWORK_DATA],
    ['ethernets is of version 2', 'write version: 2'],
    [
      'version 1 on top of a document of version 2',
      told(JSON.stringify({ version: 1, ethernets: { lan: { dhcp4: true } } })),
    ],
    ['a document of version 1', version1({ type: 'dhcp4' })],
  ),
  ...[
    { key: 'dhcp', bad: { dhcp: true }, fix: 'write dhcp4' },
    { key: 'nameserver', bad: { ...good, nameserver: '9.9.9.9' }, fix: 'write nameservers' },
    { key: 'gateway', bad: { addresses: good.addresses, gateway: '192.168.1.1' }, fix: 'write routes' },
    { key: 'address', bad: { address: '192.168.1.10/24' }, fix: 'write addresses' },
  ].map(({ key, bad, fix }) =>
    ruleCase(
      ['network-data-key', ERROR, DB, NETWORK_DATA],
      [`ethernets.lan.${key}: ${key} is no key`, fix],
      [`the key ${key}`, entry(bad)],
      ['the keys of version 2', entry({ ...good, nameservers: { addresses: ['9.9.9.9'] }, dhcp6: false })],
    ),
  ),
  ruleCase(
    ['network-data-key', WARNING, DB, NETWORK_DATA],
    ['ethernets.lan.colour: colour is no key', 'take it away'],
    ['a key that nobody knows', entry({ ...good, colour: 'blue' })],
    ['one that few know', entry({ ...good, 'activation-mode': 'manual' })],
  ),
  ...[
    { say: 'addresses that are no list', bad: { addresses: '192.168.1.10/24' }, what: 'addresses is no list' },
    {
      say: 'nameservers that are a list',
      bad: { ...good, nameservers: ['9.9.9.9'] },
      what: 'nameservers is no mapping',
    },
    {
      say: 'a gateway with a prefix',
      bad: { addresses: good.addresses, gateway4: '192.168.1.1/24' },
      what: 'gateway4',
    },
    {
      say: 'a name for an address',
      bad: { ...good, nameservers: { addresses: ['dns.example'] } },
      what: '"dns.example"',
    },
  ].map(({ say, bad, what }) =>
    ruleCase(
      ['network-data-value', ERROR, DB, NETWORK_DATA],
      [what, 'write'],
      [say, entry(bad)],
      [
        'what cloud-init takes',
        entry({ addresses: good.addresses, gateway4: '192.168.1.1', nameservers: { addresses: ['9.9.9.9'] } }),
      ],
    ),
  ),
  ruleCase(
    ['network-data-address', ERROR, DB, NETWORK_DATA],
    ['192.168.1.10 has no prefix', 'write the address with the prefix'],
    ['an address without a prefix', entry({ addresses: ['192.168.1.10'] })],
    ['with one', entry({ addresses: ['192.168.1.10/24'] })],
  ),
  ruleCase(
    ['network-data-address', ERROR, DB, NETWORK_DATA],
    ['192.168.1.10 has no prefix', 'write the address with the prefix'],
    ['the same in version 1', version1({ type: 'static', address: '192.168.1.10' })],
    ['a netmask beside it', version1({ type: 'static', address: '192.168.1.10', netmask: '255.255.255.0' })],
  ),
  ruleCase(
    ['config-drive-network-data', ERROR, DB, 'spec.template.spec.volumes[0].cloudInitConfigDrive.networkData'],
    ['the guest loses its user data too', 'write cloudInitNoCloud'],
    ['netplan’s form on a config drive', drive(networkConfig({ lan: { ...byMac(ONE), dhcp4: true } }))],
    [
      'OpenStack’s',
      drive(
        JSON.stringify({
          links: [{ id: 'lan', ethernet_mac_address: ONE, type: 'phy' }],
          networks: [{ link: 'lan', type: 'ipv4_dhcp' }],
        }),
      ),
    ],
  ),
  ruleCase(
    ['address-not-host', ERROR, DB, NETWORK_DATA],
    ['the address 192.168.1.0/24 of "lan" names the subnet', 'use another address of 192.168.1.0/24'],
    ['the address of the subnet', entry({ addresses: ['192.168.1.0/24'] })],
    ['half of a pair', entry({ addresses: ['192.168.1.0/31'] })],
  ),
  ruleCase(
    ['address-not-host', ERROR, DB, NETWORK_DATA],
    ['is the broadcast address of the subnet', 'use another address'],
    ['the broadcast address', entry({ addresses: ['192.168.1.255/24'] })],
    ['of a smaller subnet only', entry({ addresses: ['192.168.0.255/23'] })],
  ),
  ruleCase(
    ['gateway-unusable', ERROR, DB, NETWORK_DATA],
    ['the gateway 192.168.2.1 of "lan" lies outside 192.168.1.0/24', 'use a router inside the subnet'],
    ['a router of another subnet', entry({ ...good, routes: [{ to: '0.0.0.0/0', via: '192.168.2.1' }] })],
    ['which is on the link', entry({ ...good, routes: [{ to: '0.0.0.0/0', via: '192.168.2.1', 'on-link': true }] })],
  ),
  ruleCase(
    ['gateway-unusable', ERROR, DB, NETWORK_DATA],
    ["is the NIC's own address", "use the router's address"],
    [
      'the guest as its own router, in version 1',
      version1({ type: 'static', address: '192.168.1.10/24', gateway: '192.168.1.10' }),
    ],
    ['another one', version1({ type: 'static', address: '192.168.1.10/24', gateway: '192.168.1.1' })],
  ),
  ruleCase(
    ['gateway-beside-route', WARNING, DB, NETWORK_DATA],
    ['"lan" has gateway4 and a default route in routes', 'take gateway4 away'],
    ['both words for the router', entry({ ...good, gateway4: '192.168.1.1' })],
    [
      'a route to a network beside it',
      entry({ ...good, routes: [{ to: '10.0.0.0/8', via: '192.168.1.2' }], gateway4: '192.168.1.1' }),
    ],
  ),
  ruleCase(
    ['two-default-routes', ERROR, DB, NETWORK_DATA],
    ['the NICs "lan" and "wan" all have an IPv4 default route', 'keep one'],
    [
      'two gateways without a metric',
      both(
        { addresses: ['192.168.1.10/24'], gateway4: '192.168.1.1' },
        { addresses: ['192.168.2.10/24'], gateway4: '192.168.2.1' },
      ),
    ],
    [
      'one of them has a metric',
      both(
        { addresses: ['192.168.1.10/24'], gateway4: '192.168.1.1' },
        { addresses: ['192.168.2.10/24'], routes: [{ to: '0.0.0.0/0', via: '192.168.2.1', metric: 200 }] },
      ),
    ],
  ),
  ruleCase(
    ['default-route-beside-dhcp', WARNING, DB, NETWORK_DATA],
    ['"wan" has an IPv4 default route without a metric, and "lan" gets one by DHCP', 'use-routes: false'],
    [
      'a default route beside a lease',
      both({ dhcp4: true }, { addresses: ['192.168.2.10/24'], gateway4: '192.168.2.1' }),
    ],
    [
      'the lease brings no routes',
      both(
        { dhcp4: true, 'dhcp4-overrides': { 'use-routes': false } },
        { addresses: ['192.168.2.10/24'], gateway4: '192.168.2.1' },
      ),
    ],
  ),
  ruleCase(
    ['route-to-default', WARNING, DB, NETWORK_DATA],
    ['goes to the word default', 'write to: 0.0.0.0/0'],
    ['the word', entry({ ...good, routes: [{ to: 'default', via: '192.168.1.1' }] })],
    ['the network', entry(good)],
  ),
  ruleCase(
    ['metric-of-other-family', WARNING, DB, NETWORK_DATA],
    ['has a metric on the default route of IPv6, and its first address is IPv4', 'take the metric off'],
    [
      'a metric for IPv6 behind an IPv4 address',
      entry({
        addresses: ['192.168.1.10/24', '2001:db8::10/64'],
        routes: [{ to: '::/0', via: '2001:db8::1', metric: 50 }],
      }),
    ],
    [
      'none',
      entry({ addresses: ['192.168.1.10/24', '2001:db8::10/64'], routes: [{ to: '::/0', via: '2001:db8::1' }] }),
    ],
  ),
  ruleCase(
    ['metric-of-other-family', WARNING, DB, NETWORK_DATA],
    ['of IPv4, and its first address is IPv6', 'list the IPv4 address first'],
    [
      'a metric for IPv4 behind an IPv6 address',
      entry({
        addresses: ['2001:db8::10/64', '192.168.1.10/24'],
        routes: [{ to: '0.0.0.0/0', via: '192.168.1.1', metric: 50 }],
      }),
    ],
    [
      'the IPv4 address first',
      entry({
        addresses: ['192.168.1.10/24', '2001:db8::10/64'],
        routes: [{ to: '0.0.0.0/0', via: '192.168.1.1', metric: 50 }],
      }),
    ],
  ),
  ruleCase(
    ['mac-without-interface', ERROR, DB, NETWORK_DATA],
    [`"lan" is for the MAC ${TWO}, which no interface of ${DB} has`, "write an interface's macAddress"],
    ['a MAC that is not the VM’s', told(networkConfig({ lan: { ...byMac(TWO), dhcp4: true } }))],
    ['its own, in capitals', told(networkConfig({ lan: { ...byMac(ONE.toUpperCase()), dhcp4: true } }))],
  ),
  ruleCase(
    ['mac-without-interface', WARNING, DB, NETWORK_DATA],
    ['"lan" of VirtualMachine/vms/db gets another one at each start', `write macAddress: ${ONE} on the interface`],
    [
      'a NIC whose MAC nobody fixed',
      file(
        vm('db', {
          nics: [{ name: 'lan', nad: 'lan' }],
          volumes: [networkDataInline(networkConfig({ lan: { ...byMac(ONE), dhcp4: true } }))],
        }),
      ),
    ],
    ['a fixed one', told(networkConfig({ lan: { ...byMac(ONE), dhcp4: true } }))],
  ),
  ruleCase(
    ['interface-not-listed', WARNING, DB, NETWORK_DATA],
    ['nothing configures "wan" of VirtualMachine/vms/db in the guest', 'list every NIC by its MAC'],
    ['a second NIC that is not listed', told(networkConfig({ lan: { ...byMac(ONE), dhcp4: true } }), [lan, wan])],
    ['both are', both({ dhcp4: true }, second)],
  ),
  ruleCase(
    ['interface-not-listed', WARNING, DB, NETWORK_DATA],
    ['1 of the 2 NICs of VirtualMachine/vms/db are listed', 'list every NIC by its MAC'],
    ['one name for two NICs', told(networkConfig({ eth0: { dhcp4: true } }), [lan, wan])],
    ['a pattern for both', told(networkConfig({ all: { match: { name: 'e*' }, dhcp4: true } }), [lan, wan])],
    { also: ['match-by-name'] },
  ),
  ruleCase(
    ['match-by-name', WARNING, DB, NETWORK_DATA],
    ['"eth0" and "eth1" are matched by name', 'match: {macaddress: …}'],
    ['names for two NICs', told(networkConfig({ eth0: { dhcp4: true }, eth1: second }), [lan, wan])],
    ['a name for the only NIC', told(networkConfig({ eth0: { dhcp4: true } }))],
  ),
  ruleCase(
    ['set-name-invalid', ERROR, DB, NETWORK_DATA],
    ['the kernel takes 15 characters', 'use at most 15 characters'],
    ['a name of 16 characters', entry({ dhcp4: true, 'set-name': 'n'.repeat(16) })],
    ['15 characters', entry({ dhcp4: true, 'set-name': 'n'.repeat(15) })],
  ),
  ruleCase(
    ['set-name-invalid', ERROR, DB, NETWORK_DATA],
    ['"wan" is to be named "net0", and so is "lan"', 'give each NIC a name of its own'],
    ['one name for two NICs', both({ dhcp4: true, 'set-name': 'net0' }, { ...second, 'set-name': 'net0' })],
    ['two names', both({ dhcp4: true, 'set-name': 'net0' }, { ...second, 'set-name': 'net1' })],
  ),
  ruleCase(
    ['mac-case-with-set-name', ERROR, DB, NETWORK_DATA],
    ['has set-name and a MAC in capitals', 'write the MAC as 02:00:00:00:00:aa'],
    ['capitals beside set-name', named('02:00:00:00:00:AA', { 'set-name': 'net0' })],
    ['capitals alone', named('02:00:00:00:00:AA', {})],
  ),
  ruleCase(
    [
      'secret-without-document',
      WARNING,
      DB,
      'spec.template.spec.volumes[0].cloudInitNoCloud.networkDataSecretRef.name',
    ],
    ['has no entry networkdata: the guest gets no network data', 'name the entry networkdata'],
    [
      'an entry of another name',
      file(secret('docs', { userdata: cloudConfig(), 'network-data': 'x' }), guestOf('docs')),
    ],
    ['an entry of the right name', file(secret('docs', { userdata: cloudConfig(), networkdata: '' }), guestOf('docs'))],
  ),
  ruleCase(
    ['secret-without-document', ERROR, DB, 'spec.template.spec.volumes[0].cloudInitNoCloud.secretRef.name'],
    ['the Secret "docs" has no entry userdata', 'name the entry userdata'],
    ['an entry of another name for the user data', file(secret('docs', { user_data: 'x' }), userDataOf('docs'))],
    [
      'a Secret that somebody else fills',
      file({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'docs', namespace: 'vms' } }, guestOf('docs')),
    ],
  ),
];

function named(macaddress: string, more: Data) {
  const networkData = networkConfig({ lan: { match: { macaddress }, dhcp4: true, ...more } });
  return file(vm('db', { nics: [{ ...lan, macAddress: macaddress }], volumes: [networkDataInline(networkData)] }));
}

function userDataOf(name: string): Data {
  return vm('db', { volumes: [{ name: 'c', cloudInitNoCloud: { secretRef: { name } } }] });
}

function guestOf(name: string): Data {
  return vm('db', { volumes: [cloudInitFrom(name)] });
}
