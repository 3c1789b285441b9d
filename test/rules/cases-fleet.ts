import { FindingSeverity } from '../../src/findings';
import { file, fileEach, nad, networkConfig, networkDataInline, secret, vm } from './documents';
import type { RuleCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

const WEB = 'VirtualMachine/vms/web';
const INTERFACES = 'spec.template.spec.domain.devices.interfaces';

const MAC = '02:00:00:00:00:01';
const lan = { name: 'lan', nad: 'lan' };
const wan = { name: 'wan', nad: 'wan' };
const bridgeLan = nad('lan', { type: 'bridge', bridge: 'br-lan' });

/** A VM with one NIC and its address. */
function host(name: string, macAddress: string, address: string, network = 'lan', gateway?: string) {
  const routes = gateway === undefined ? [] : [{ to: '0.0.0.0/0', via: gateway }];
  return vm(name, {
    nics: [{ name: 'lan', nad: network, macAddress }],
    volumes: [
      networkDataInline(networkConfig({ lan: { match: { macaddress: macAddress }, addresses: [address], routes } })),
    ],
  });
}

const [ONE, TWO] = ['02:00:00:00:00:01', '02:00:00:00:00:02'];
const vlan = (name: string, id: number) => nad(name, { type: 'bridge', bridge: 'br-lan', vlan: id });
const ipam = (name: string, address: string) =>
  nad(name, { type: 'bridge', bridge: 'br-lan', ipam: { type: 'static', addresses: [{ address }] } });

const template = (name: string) => ({
  metadata: { name },
  spec: { source: { blank: {} }, storage: { resources: { requests: { storage: '10Gi' } } } },
});
const volume = (name: string) => ({
  apiVersion: 'cdi.kubevirt.io/v1beta1',
  kind: 'DataVolume',
  ...template(name),
  metadata: { name, namespace: 'vms' },
});

/** A VM whose second NIC has an address by the name that the kernel gives it; the entries stand in another order. */
function byNames(name: string, address: string) {
  const networkData = networkConfig({ enp2s0: { addresses: [address] }, enp1s0: { dhcp4: true } });
  return vm(name, {
    nics: [{ name: 'default' }, { name: 'lan', nad: 'lan' }],
    volumes: [networkDataInline(networkData)],
  });
}

export const fleetCases: readonly RuleCase[] = [
  {
    rule: 'duplicate-object',
    say: 'two NADs of one name and namespace',
    hit: file(bridgeLan, bridgeLan),
    finding: {
      severity: ERROR,
      object: 'NetworkAttachmentDefinition/vms/lan',
      field: 'metadata.name',
      message: 'a second NetworkAttachmentDefinition has this name and namespace',
      fix: 'give one of them another name or namespace',
    },
    but: 'in two namespaces',
    miss: file(bridgeLan, { ...bridgeLan, metadata: { name: 'lan', namespace: 'infra' } }),
  },
  {
    rule: 'duplicate-object',
    say: 'two versions of one API group, which are one object to the cluster',
    hit: file(vm('db'), { ...vm('db'), apiVersion: 'kubevirt.io/v1alpha3' }),
    finding: {
      severity: ERROR,
      object: 'VirtualMachine/vms/db',
      field: 'metadata.name',
      message: 'a second VirtualMachine has this name and namespace',
      fix: 'give one of them another name or namespace',
    },
    but: 'two API groups have a kind of that name',
    miss: file(
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'vms' } },
      { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'web', namespace: 'vms' } },
    ),
  },
  {
    rule: 'duplicate-object',
    say: 'a DataVolume that a template of a VM makes as well',
    hit: file(volume('db-system'), vm('db', { dataVolumeTemplates: [template('db-data'), template('db-system')] })),
    finding: {
      severity: ERROR,
      object: 'VirtualMachine/vms/db',
      field: 'spec.dataVolumeTemplates[1].metadata.name',
      message: 'a second DataVolume has this name and namespace',
      fix: 'give one of them another name or namespace',
    },
    but: 'another name',
    miss: file(volume('system'), vm('db', { dataVolumeTemplates: [template('db-data'), template('db-system')] })),
  },
  {
    rule: 'file-overwritten',
    say: 'objects of two namespaces whose files have one name',
    hit: fileEach(secret('keys', { ann: 'a' }, 'vms'), secret('keys', { ann: 'a' }, 'infra')),
    finding: {
      severity: ERROR,
      object: 'Secret/infra/keys',
      field: 'metadata.name',
      message: "the file Secret.keys.k8s.yaml is Secret/vms/keys's as well",
      fix: 'give one of them another name, or use FILE_PER_CHART',
    },
    but: 'all objects go into one file',
    miss: file(secret('keys', { ann: 'a' }, 'vms'), secret('keys', { ann: 'a' }, 'infra')),
  },
  {
    rule: 'file-overwritten',
    say: 'objects of two API groups whose files have one name',
    hit: fileEach(
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'vms' } },
      { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'web', namespace: 'vms' } },
    ),
    finding: {
      severity: ERROR,
      object: 'Service/vms/web',
      field: 'metadata.name',
      message: "the file Service.web.k8s.yaml is Service/vms/web's as well",
      fix: 'give one of them another name, or use FILE_PER_CHART',
    },
    but: 'their names differ',
    miss: fileEach(
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'vms' } },
      { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'api', namespace: 'vms' } },
    ),
  },
  {
    rule: 'duplicate-mac',
    say: 'one MAC, in two spellings, on two VMs of one network',
    hit: file(
      bridgeLan,
      vm('db', { nics: [{ ...lan, macAddress: MAC }] }),
      vm('web', { nics: [{ ...lan, macAddress: '02-00-00-00-00-01' }] }),
    ),
    finding: {
      severity: ERROR,
      object: WEB,
      field: `${INTERFACES}[0].macAddress`,
      message: '02:00:00:00:00:01 is also the MAC of "lan" of VirtualMachine/vms/db',
      fix: 'give one of them another macAddress',
    },
    but: 'the MACs differ',
    miss: file(
      bridgeLan,
      vm('db', { nics: [{ ...lan, macAddress: ONE }] }),
      vm('web', { nics: [{ ...lan, macAddress: TWO }] }),
    ),
  },
  {
    rule: 'duplicate-mac',
    say: 'one MAC on two networks, which may meet one day',
    hit: file(vm('db', { nics: [{ ...lan, macAddress: MAC }] }), vm('web', { nics: [{ ...wan, macAddress: MAC }] })),
    finding: {
      severity: WARNING,
      object: WEB,
      field: `${INTERFACES}[0].macAddress`,
      message: '02:00:00:00:00:01 is also the MAC of "lan" of VirtualMachine/vms/db, on another network',
      fix: 'give one of them another macAddress',
    },
    but: 'one of them is left to the cluster',
    miss: file(vm('db', { nics: [{ ...lan, macAddress: MAC }] }), vm('web', { nics: [wan] })),
  },
  {
    rule: 'duplicate-mac',
    say: 'one MAC on two NICs of a VM, which its guest cannot tell apart',
    hit: file(
      vm('web', {
        nics: [
          { ...lan, macAddress: MAC },
          { ...wan, macAddress: MAC },
        ],
      }),
    ),
    finding: {
      severity: ERROR,
      object: WEB,
      field: `${INTERFACES}[1].macAddress`,
      message: '02:00:00:00:00:01 is also the MAC of "lan" of VirtualMachine/vms/web',
      fix: 'give one of them another macAddress',
    },
    but: 'the MACs differ',
    miss: file(
      vm('web', {
        nics: [
          { ...lan, macAddress: ONE },
          { ...wan, macAddress: TWO },
        ],
      }),
    ),
  },
  {
    rule: 'duplicate-address',
    say: 'one address on two VMs of one VLAN, by two NADs',
    hit: file(
      vlan('lan', 100),
      vlan('other', 100),
      host('db', ONE, '192.168.1.10/24'),
      host('web', TWO, '192.168.1.10/24', 'other'),
    ),
    finding: {
      severity: ERROR,
      object: WEB,
      field: `${INTERFACES}[0]`,
      message: '"lan" has the address 192.168.1.10, and so has "lan" of VirtualMachine/vms/db',
      fix: 'give one of them another address',
    },
    but: 'two VLANs',
    miss: file(
      vlan('lan', 100),
      vlan('other', 200),
      host('db', ONE, '192.168.1.10/24'),
      host('web', TWO, '192.168.1.10/24', 'other'),
    ),
  },
  {
    rule: 'duplicate-address',
    say: 'one address on two VMs whose network data go by names',
    hit: file(bridgeLan, byNames('web', '192.168.1.10/24'), byNames('db', '192.168.1.10/24')),
    finding: {
      severity: ERROR,
      object: WEB,
      field: `${INTERFACES}[1]`,
      message: '"lan" has the address 192.168.1.10, and so has "lan" of VirtualMachine/vms/db',
      fix: 'give one of them another address',
    },
    also: ['match-by-name'],
    but: 'the next address',
    miss: file(bridgeLan, byNames('web', '192.168.1.10/24'), byNames('db', '192.168.1.11/24')),
    missAlso: ['match-by-name'],
  },
  {
    rule: 'duplicate-address',
    say: 'one address in two spellings',
    hit: file(host('db', ONE, '2001:db8::a/64'), host('web', TWO, '2001:DB8:0::000a/64')),
    finding: {
      severity: ERROR,
      object: WEB,
      field: `${INTERFACES}[0]`,
      message: '"lan" has the address 2001:db8::a, and so has "lan" of VirtualMachine/vms/db',
      fix: 'give one of them another address',
    },
    but: 'the next address',
    miss: file(host('db', ONE, '2001:db8::a/64'), host('web', TWO, '2001:db8::b/64')),
  },
  {
    rule: 'duplicate-address',
    say: 'an address that a NAD hands out and a guest has',
    hit: file(
      bridgeLan,
      ipam('given', '192.168.1.10/24'),
      host('db', ONE, '192.168.1.10/24'),
      vm('web', { nics: [{ name: 'lan', nad: 'given', macAddress: TWO }] }),
    ),
    finding: {
      severity: ERROR,
      object: WEB,
      field: `${INTERFACES}[0]`,
      message: '"lan" has the address 192.168.1.10, and so has "lan" of VirtualMachine/vms/db',
      fix: 'give one of them another address',
    },
    but: 'it hands out the next one',
    miss: file(
      bridgeLan,
      ipam('given', '192.168.1.11/24'),
      host('db', ONE, '192.168.1.10/24'),
      vm('web', { nics: [{ name: 'lan', nad: 'given', macAddress: TWO }] }),
    ),
  },
  {
    rule: 'address-is-gateway',
    say: "a VM with the address of another VM's router",
    hit: file(host('db', ONE, '192.168.1.10/24', 'lan', '192.168.1.1'), host('web', TWO, '192.168.1.1/24')),
    finding: {
      severity: ERROR,
      object: WEB,
      field: `${INTERFACES}[0]`,
      message: '"lan" has the address 192.168.1.1, which is the gateway of "lan" of VirtualMachine/vms/db',
      fix: 'give it another address, or acknowledge this where the VM is the router',
    },
    but: 'the next address',
    miss: file(host('db', ONE, '192.168.1.10/24', 'lan', '192.168.1.1'), host('web', TWO, '192.168.1.2/24')),
  },
];
