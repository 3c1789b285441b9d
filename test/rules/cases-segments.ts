import { FindingSeverity } from '../../src/findings';
import type { Data } from '../../src/values';
import { file, nad, networkConfig, networkDataInline, vm } from './documents';
import { type RuleCase, ruleCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

const WEB = 'VirtualMachine/vms/web';
const NIC = 'spec.template.spec.domain.devices.interfaces[0]';
const CONFIG = 'spec.config';

const bridge = (name: string, more: Data = {}) => nad(name, { type: 'bridge', bridge: 'br-lan', ...more });
const pool = (name: string, range: Data) =>
  bridge(name, { ipam: { type: 'host-local', subnet: '10.9.0.0/24', ...range } });

const REPLICA_MAC = 'spec.template.spec.domain.devices.interfaces[0].macAddress';
const REPLICA_UUID = 'spec.template.spec.domain.firmware.uuid';

function replicaSet(replicas: number, nic: Data, firmware?: Data): Data {
  const domain = {
    memory: { guest: '1Gi' },
    firmware,
    devices: { interfaces: [{ name: 'pod', masquerade: {}, ...nic }] },
  };
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstanceReplicaSet',
    metadata: { name: 'web', namespace: 'vms' },
    spec: { replicas, template: { spec: { domain, networks: [{ name: 'pod', pod: {} }] } } },
  };
}

/** A VM with an address, and a router if there is one. */
function host(name: string, last: number, address: string, router?: string, network = 'lan'): Data {
  const macaddress = `02:00:00:00:00:0${last}`;
  const entry = {
    match: { macaddress },
    addresses: [address],
    routes: router === undefined ? [] : [{ to: '0.0.0.0/0', via: router }],
  };
  return vm(name, {
    nics: [{ name: 'lan', nad: network, macAddress: macaddress }],
    volumes: [networkDataInline(networkConfig({ lan: entry }))],
  });
}

const db = host('db', 1, '10.9.0.5/24', '10.9.0.1');
const on = (...networks: readonly string[]) =>
  networks.map((name) => vm(`on-${name}`, { nics: [{ name: 'lan', nad: name }] }));

export const segmentCases: readonly RuleCase[] = [
  ruleCase(
    ['subnet-overlap', WARNING, WEB, NIC],
    ['"lan" is in 10.9.0.0/25, and "lan" of VirtualMachine/vms/db on the same segment in 10.9.0.0/24', 'same prefix'],
    ['a prefix that differs', file(bridge('lan'), db, host('web', 2, '10.9.0.6/25', '10.9.0.1'))],
    ['the same one', file(bridge('lan'), db, host('web', 2, '10.9.0.6/24', '10.9.0.1'))],
  ),
  ruleCase(
    ['subnet-overlap', WARNING, WEB, NIC],
    ['on the same segment in 10.9.0.0/24', 'networks that do not overlap'],
    ['a network within another', file(bridge('lan'), db, host('web', 2, '10.9.0.200/26'))],
    ['beside it', file(bridge('lan'), db, host('web', 2, '10.9.1.200/26'))],
  ),
  ruleCase(
    ['gateway-conflict', WARNING, WEB, NIC],
    [
      '"lan" has the gateway 10.9.0.254, and "lan" of VirtualMachine/vms/db on the same segment 10.9.0.1',
      'the same gateway',
    ],
    ['two routers of one subnet', file(bridge('lan'), db, host('web', 2, '10.9.0.6/24', '10.9.0.254'))],
    [
      'on two segments',
      file(bridge('lan'), bridge('wan', { vlan: 7 }), db, host('web', 2, '10.9.0.6/24', '10.9.0.254', 'wan')),
    ],
    { missAlso: ['bridge-mixed-vlan'] },
  ),
  ruleCase(
    ['vlan-conflict', WARNING, WEB, NIC],
    [
      'the gateway 10.9.0.1 of "lan" is on VLAN 8 of "br-lan", and for "lan" of VirtualMachine/vms/db on VLAN 7',
      'one VLAN',
    ],
    [
      'one router on two VLANs of a bridge',
      file(
        bridge('lan', { vlan: 7 }),
        bridge('wan', { vlan: 8 }),
        db,
        host('web', 2, '10.9.0.6/24', '10.9.0.1', 'wan'),
      ),
    ],
    [
      'two NADs of one VLAN',
      file(
        bridge('lan', { vlan: 7 }),
        bridge('wan', { vlan: 7 }),
        db,
        host('web', 2, '10.9.0.6/24', '10.9.0.1', 'wan'),
      ),
    ],
  ),
  ruleCase(
    ['bridge-mixed-vlan', WARNING, 'NetworkAttachmentDefinition/vms/lan', CONFIG],
    ['the bridge "br-lan" is used without a VLAN here and with one by', 'filters VLANs on every node'],
    ['a bridge with and without a VLAN', file(bridge('lan'), bridge('wan', { vlan: 7 }), ...on('lan', 'wan'))],
    ['only pods are without', file(bridge('lan'), bridge('wan', { vlan: 7 }), ...on('wan'))],
  ),
  ruleCase(
    ['host-local-overlap', WARNING, 'NetworkAttachmentDefinition/vms/wan', CONFIG],
    ['host-local hands out 10.9.0.0/24 from 10.9.0.0 on, and on the same segment so does', 'rangeStart and rangeEnd'],
    ['two pools of one range on a bridge', file(pool('lan', {}), pool('wan', {}), ...on('lan'))],
    [
      'each has a range of its own',
      file(pool('lan', { rangeEnd: '10.9.0.99' }), pool('wan', { rangeStart: '10.9.0.100' }), ...on('lan')),
    ],
    { also: ['ipam-per-node'], missAlso: ['ipam-per-node'] },
  ),
  ruleCase(
    ['replicas-share-identity', ERROR, 'VirtualMachineInstanceReplicaSet/vms/web', REPLICA_MAC],
    ['all 3 replicas get the same MAC', 'leave macAddress out'],
    ['a MAC in a replica set', file(replicaSet(3, { macAddress: '02:00:00:00:00:01' }))],
    ['one replica alone', file(replicaSet(1, { macAddress: '02:00:00:00:00:01' }))],
  ),
  ruleCase(
    ['replicas-share-identity', WARNING, 'VirtualMachineInstanceReplicaSet/vms/web', REPLICA_UUID],
    ['all 3 replicas get the same firmware uuid', 'leave uuid out'],
    ['a uuid in a replica set', file(replicaSet(3, {}, { uuid: '5d307ca9-b3ef-428c-8861-06e72d69f223' }))],
    ['none', file(replicaSet(3, {}))],
  ),
  ruleCase(
    ['address-in-pool', WARNING, 'VirtualMachine/vms/db', NIC],
    ['"lan" has the address 10.9.0.5, which host-local of NetworkAttachmentDefinition/vms/wan hands out', 'rangeEnd'],
    ['an address that a pool on the bridge hands out too', file(bridge('lan'), pool('wan', {}), db)],
    ['the pool begins behind it', file(bridge('lan'), pool('wan', { rangeStart: '10.9.0.6' }), db)],
  ),
];
