import fc from 'fast-check';
import {
  AccessMode,
  type Binding,
  type DataVolume,
  type Disk,
  EvictionStrategy,
  InterfaceModel,
  InterfaceState,
  type Nad,
  type Nic,
  PortProtocol,
  RunStrategy,
  SshKeyPropagation,
  TaintEffect,
  type Toleration,
  TolerationOperator,
  type Vm,
  VolumeMode,
  type VolumeSource,
} from '../../src/model';
import { networkKinds } from '../../src/networks';
import { compact } from '../../src/values';
import { anyMac } from '../cloud-init/arbitraries';
import { anyDnsLabel, anyModel, anyResource, anyWire } from '../networks/arbitraries';

const member = <T extends string>(members: Record<string, T>): fc.Arbitrary<T> =>
  fc.constantFrom(...Object.values(members));

const anyLabelKey = fc.stringMatching(/^([a-z]{1,5}\.[a-z]{2}\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,8}[A-Za-z0-9])?$/);
const anyLabelValue = fc.stringMatching(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,8}[A-Za-z0-9])?)?$/);
const anyLabels = fc.dictionary(anyLabelKey, anyLabelValue, { maxKeys: 4 });
const anySize = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom('Mi', 'Gi', 'M', 'G'))
  .map((parts) => parts.join(''));
const anyIpv4 = fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => `10.${a}.${b}.0`);

export const anyDataVolume = anyModel<DataVolume>(
  {
    name: anyDnsLabel,
    size: anySize,
    source: fc.oneof(
      fc.constant({ kind: 'blank' as const }),
      fc.webUrl().map((url) => ({ kind: 'http' as const, url })),
      anyDnsLabel.map((name) => ({ kind: 'registry' as const, url: `docker://quay.io/${name}` })),
    ),
    storageClassName: anyDnsLabel,
    accessModes: fc.array(member(AccessMode), { minLength: 1, maxLength: 2 }),
    volumeMode: member(VolumeMode),
  },
  ['name', 'size', 'source'],
);

const anySource: fc.Arbitrary<VolumeSource> = fc.oneof(
  anyDnsLabel.map((image) => ({ kind: 'containerDisk' as const, image })),
  anyDnsLabel.map((claimName) => ({ kind: 'claim' as const, claimName })),
  anyDnsLabel.map((name) => ({ kind: 'dataVolume' as const, name: `existing-${name}` })),
  anyDataVolume.map((template) => ({ kind: 'dataVolume' as const, name: template.name, template })),
);

const anyDisk = anyModel<Disk>({ name: anyDnsLabel, source: anySource, bootOrder: fc.integer({ min: 1, max: 9 }) }, [
  'name',
  'source',
]);

const anyBinding: fc.Arbitrary<Binding> = fc.constantFrom(
  'masquerade',
  ...Object.values(networkKinds).map(({ binding }) => binding),
);

const anyNic = anyModel<Nic>(
  {
    name: anyDnsLabel,
    binding: anyBinding,
    source: fc.oneof(
      fc.record(
        {
          kind: fc.constant('pod' as const),
          vmNetworkCidr: anyIpv4.map((address) => `${address}/24`),
          vmIpv6NetworkCidr: fc.constant('fd10:0:3::/120'),
        },
        { requiredKeys: ['kind'] },
      ),
      fc.record(
        {
          kind: fc.constant('multus' as const),
          networkName: fc.oneof(
            anyDnsLabel,
            fc.tuple(anyDnsLabel, anyDnsLabel).map((parts) => parts.join('/')),
          ),
          default: fc.constant(true as const),
        },
        { requiredKeys: ['kind', 'networkName'] },
      ),
    ),
    macAddress: anyMac,
    model: member(InterfaceModel),
    bootOrder: fc.integer({ min: 1, max: 65535 }),
    state: member(InterfaceState),
    pciAddress: fc.constantFrom('0000:81:01.0', 'ffff:00:1f.7'),
    ports: fc.array(
      fc.record(
        {
          port: fc.integer({ min: 1, max: 65535 }),
          name: fc.stringMatching(/^[a-z]{1,15}$/),
          protocol: member(PortProtocol),
        },
        { requiredKeys: ['port'] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  },
  ['name', 'binding', 'source', 'macAddress'],
);

const anyToleration = anyModel<Toleration>(
  {
    key: anyLabelKey,
    operator: member(TolerationOperator),
    value: anyLabelValue,
    effect: member(TaintEffect),
    tolerationSeconds: fc.nat(),
  },
  // Without a key it must say that it tolerates all.
  ['operator'],
);

export const anyVm = anyModel<Vm>(
  {
    labels: anyLabels,
    runStrategy: member(RunStrategy),
    cpu: fc.record({
      sockets: fc.integer({ min: 1, max: 512 }),
      cores: fc.integer({ min: 1, max: 8 }),
      threads: fc.integer({ min: 1, max: 2 }),
    }),
    memory: anySize,
    nics: fc.uniqueArray(anyNic, { maxLength: 4, selector: ({ name }) => name }),
    disks: fc.uniqueArray(anyDisk, { maxLength: 4, selector: ({ name }) => name }).filter((disks) => {
      const made = disks.flatMap(({ source }) => (source.kind === 'dataVolume' ? [source.name] : []));
      return new Set(made).size === made.length;
    }),
    cloudInit: fc.oneof(
      fc.record({ userDataSecret: anyDnsLabel, networkDataSecret: anyDnsLabel }),
      fc.record({ userData: fc.string(), networkData: fc.string() }),
      fc.record({ userDataSecret: anyDnsLabel, networkData: fc.string() }),
    ),
    sshKeys: fc.oneof(
      fc.record({ secret: anyDnsLabel, propagation: fc.constant(SshKeyPropagation.NO_CLOUD) }),
      fc.record({ secret: anyDnsLabel, propagation: fc.constant(SshKeyPropagation.GUEST_AGENT), user: anyDnsLabel }),
    ),
    passwordSecret: anyDnsLabel,
    resources: fc.dictionary(anyResource, fc.integer({ min: 1, max: 4 }), { maxKeys: 2 }),
    gpus: fc.uniqueArray(fc.record({ name: anyDnsLabel, deviceName: anyResource }), {
      maxLength: 2,
      selector: ({ name }) => name,
    }),
    // CLUSTER_DEFAULT leaves the field out: no resolved VM has it.
    evictionStrategy: member(EvictionStrategy).filter((strategy) => strategy !== EvictionStrategy.CLUSTER_DEFAULT),
    antiAffinity: fc.record({
      group: anyDnsLabel,
      required: fc.boolean(),
      topologyKey: fc.constantFrom('kubernetes.io/hostname', 'topology.kubernetes.io/zone'),
    }),
    nodeSelector: fc.dictionary(anyLabelKey, anyLabelValue, { minKeys: 1, maxKeys: 3 }),
    tolerations: fc.array(anyToleration, { minLength: 1, maxLength: 3 }),
    priorityClassName: anyDnsLabel,
  },
  ['labels', 'runStrategy', 'cpu', 'memory', 'nics', 'disks', 'resources', 'gpus'],
);

const anyIpam = fc.record(
  {
    address: fc.tuple(anyIpv4, fc.integer({ min: 1, max: 32 })).map(([address, prefix]) => `${address}/${prefix}`),
    gateway: anyIpv4,
  },
  { requiredKeys: ['address'] },
);

export const anyNad: fc.Arbitrary<Nad> = fc
  .record({ name: anyDnsLabel, wire: anyWire, ipam: fc.option(anyIpam, { nil: undefined }) })
  .map(({ name, wire, ipam }) => ({ name, wire: compact({ ...wire, ipam }) }));
