import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  IpMode,
  MacvlanMode,
  type NetworkConfig,
  NetworkType,
  RestartPolicy,
  RunStrategy,
  TaintEffect,
  TolerationOperator,
  type WukongVmProps,
} from '../../src';
import { good, HASH, type Json, refusal, type Synthesized } from './support';

/** Every field of the operator's `Wukong` spec. */
const FIELDS = [
  'cpu',
  'memory',
  'osImage',
  'sshKeySecret',
  'cloudInitUser',
  'networks',
  'disks',
  'highAvailability',
  'startStrategy',
  'gpus',
  'restoreFromSnapshot',
  'networks[].name',
  'networks[].type',
  'networks[].nadName',
  'networks[].vlanId',
  'networks[].bridgeName',
  'networks[].physicalInterface',
  'networks[].ipConfig',
  'networks[].ipConfig.mode',
  'networks[].ipConfig.address',
  'networks[].ipConfig.gateway',
  'networks[].ipConfig.dnsServers',
  'networks[].primary',
  'disks[].name',
  'disks[].size',
  'disks[].storageClassName',
  'disks[].boot',
  'disks[].image',
  'cloudInitUser.name',
  'cloudInitUser.password',
  'cloudInitUser.passwordHash',
  'cloudInitUser.sudo',
  'cloudInitUser.shell',
  'cloudInitUser.groups',
  'cloudInitUser.lockPasswd',
  'highAvailability.restartPolicy',
  'highAvailability.antiAffinity',
  'highAvailability.nodeSelector',
  'highAvailability.tolerations',
  'startStrategy.runStrategy',
  'startStrategy.autoStart',
  'gpus[].name',
  'gpus[].deviceName',
] as const;

type Field = (typeof FIELDS)[number];

/** No effect in the operator, and no prop here: restoring is not a field of a VirtualMachine. */
const WITHOUT_PROP: readonly Field[] = ['restoreFromSnapshot'];

interface Row {
  readonly field: Field;
  /** What sets this row apart from others of its field. */
  readonly say?: string;
  readonly props: Partial<WukongVmProps>;
  /** JSON pointers into the manifests (`Kind/name#/pointer`; a NAD's config and a Secret's texts are parsed) → value. */
  readonly want: { readonly [pointer: string]: unknown };
}

const VM = 'VirtualMachine/web-01#/spec';
const T = `${VM}/template/spec`;
const NAD = 'NetworkAttachmentDefinition/web-01-lan-nad#/spec/config';
const GUEST = 'Secret/web-01-cloud-init#/stringData/networkdata/ethernets';
const USER = 'Secret/web-01-cloud-init#/stringData/userdata/user';

const lan = (network: Partial<NetworkConfig>): Partial<WukongVmProps> => ({ networks: [{ name: 'lan', ...network }] });
const user = (rest: object): Partial<WukongVmProps> => ({ cloudInitUser: { name: 'ops', ...rest } });
const staticIp = { mode: IpMode.STATIC, address: '192.168.100.10/24' };
const image = 'quay.io/containerdisks/debian:12';

const ROWS: readonly Row[] = [
  { field: 'cpu', props: { cpu: 4 }, want: { [`${T}/domain/cpu`]: { sockets: 4, cores: 1, threads: 1 } } },
  { field: 'memory', props: { memory: '8Gi' }, want: { [`${T}/domain/memory/guest`]: '8Gi' } },
  {
    field: 'osImage',
    say: 'alone',
    props: { osImage: image },
    want: { [`${T}/volumes/0`]: { name: 'containerdisk', containerDisk: { image } } },
  },
  {
    field: 'osImage',
    say: 'on the boot disk',
    props: { osImage: image, disks: [{ name: 'system', size: '10Gi', boot: true }] },
    want: { [`${VM}/dataVolumeTemplates/0/spec/source/registry/url`]: `docker://${image}` },
  },
  {
    field: 'sshKeySecret',
    props: { sshKeySecret: 'keys' },
    want: {
      [`${T}/accessCredentials/0/sshPublicKey`]: {
        source: { secret: { secretName: 'keys' } },
        propagationMethod: { noCloud: {} },
      },
    },
  },
  { field: 'cloudInitUser', props: user({}), want: { [`${USER}/name`]: 'ops' } },
  {
    field: 'networks',
    props: { networks: [{ name: 'lan' }, { name: 'wan' }] },
    want: {
      [`${T}/networks`]: [
        { name: 'default', pod: {} },
        { name: 'lan', multus: { networkName: 'web-01-lan-nad' } },
        { name: 'wan', multus: { networkName: 'web-01-wan-nad' } },
      ],
    },
  },
  {
    field: 'disks',
    props: {
      disks: [
        { name: 'system', size: '10Gi', boot: true },
        { name: 'data', size: '5Gi' },
      ],
    },
    want: {
      [`${T}/volumes/0`]: { name: 'system', dataVolume: { name: 'web-01-system' } },
      [`${T}/volumes/1`]: { name: 'data', dataVolume: { name: 'web-01-data' } },
      [`${T}/domain/devices/disks/1/name`]: 'data',
    },
  },
  {
    field: 'highAvailability',
    props: { highAvailability: { nodeSelector: { zone: 'a' } } },
    want: { [`${T}/nodeSelector`]: { zone: 'a' } },
  },
  {
    field: 'startStrategy',
    say: 'absent',
    props: {},
    want: { [`${VM}/runStrategy`]: 'Always', [`${VM}/running`]: undefined },
  },
  {
    field: 'gpus',
    props: { gpus: [{ name: 'gpu1', deviceName: 'nvidia.com/X' }] },
    want: { [`${T}/domain/devices/gpus`]: [{ name: 'gpu1', deviceName: 'nvidia.com/X' }] },
  },
  {
    field: 'networks[].name',
    props: lan({}),
    want: {
      [`${T}/networks/1/name`]: 'lan',
      [`${T}/domain/devices/interfaces/1/name`]: 'lan',
      [`${NAD}/name`]: 'web-01-lan-nad',
      [`${NAD}/bridge`]: 'br-lan',
      [`${GUEST}/lan`]: expect.anything(),
    },
  },
  {
    field: 'networks[].type',
    say: 'absent',
    props: lan({}),
    want: { [`${NAD}/type`]: 'bridge', [`${T}/domain/devices/interfaces/1/bridge`]: {} },
  },
  {
    field: 'networks[].type',
    say: 'bridge',
    props: lan({ type: NetworkType.BRIDGE }),
    want: { [`${NAD}/type`]: 'bridge', [`${T}/domain/devices/interfaces/1/bridge`]: {} },
  },
  {
    field: 'networks[].type',
    say: 'ovs',
    props: lan({ type: NetworkType.OVS, vlanId: 100 }),
    want: { [`${NAD}/type`]: 'ovs', [`${T}/domain/devices/interfaces/1/bridge`]: {} },
  },
  {
    field: 'networks[].type',
    say: 'sriov',
    props: lan({ type: NetworkType.SRIOV, resourceName: 'vendor.com/vf' }),
    want: {
      [`${NAD}/type`]: 'sriov',
      'NetworkAttachmentDefinition/web-01-lan-nad#/metadata/annotations/k8s.v1.cni.cncf.io~1resourceName':
        'vendor.com/vf',
      [`${T}/domain/devices/interfaces/1/sriov`]: {},
    },
  },
  {
    field: 'networks[].type',
    say: 'macvlan',
    props: lan({ type: NetworkType.MACVLAN, macvlanMode: MacvlanMode.PASSTHRU, physicalInterface: 'ens192' }),
    want: {
      [`${NAD}/type`]: 'macvlan',
      [`${NAD}/mode`]: 'passthru',
      [`${T}/domain/devices/interfaces/1/bridge`]: {},
    },
  },
  {
    field: 'networks[].nadName',
    props: lan({ nadName: 'infra/lan' }),
    want: { [`${T}/networks/1/multus/networkName`]: 'infra/lan', [NAD]: undefined },
  },
  {
    field: 'networks[].vlanId',
    say: 'bridge',
    props: lan({ vlanId: 100 }),
    want: { [`${NAD}/vlan`]: 100, [`${NAD}/preserveDefaultVlan`]: false },
  },
  {
    field: 'networks[].vlanId',
    say: 'ovs',
    props: lan({ type: NetworkType.OVS, vlanId: 100 }),
    want: { [`${NAD}/vlan`]: 100 },
  },
  {
    field: 'networks[].vlanId',
    say: 'sriov',
    props: lan({ type: NetworkType.SRIOV, resourceName: 'vendor.com/vf', vlanId: 100 }),
    want: { [`${NAD}/vlan`]: 100 },
  },
  {
    field: 'networks[].vlanId',
    say: 'macvlan',
    props: lan({
      type: NetworkType.MACVLAN,
      macvlanMode: MacvlanMode.PASSTHRU,
      physicalInterface: 'ens192',
      vlanId: 100,
    }),
    want: { [`${NAD}/master`]: 'ens192.100', [`${NAD}/vlan`]: undefined },
  },
  { field: 'networks[].bridgeName', props: lan({ bridgeName: 'br-mgmt' }), want: { [`${NAD}/bridge`]: 'br-mgmt' } },
  {
    field: 'networks[].physicalInterface',
    props: lan({ type: NetworkType.MACVLAN, macvlanMode: MacvlanMode.PASSTHRU, physicalInterface: 'ens192' }),
    want: { [`${NAD}/master`]: 'ens192' },
  },
  {
    field: 'networks[].ipConfig',
    say: 'absent',
    props: lan({}),
    want: { [`${GUEST}/lan/dhcp4`]: false, [`${GUEST}/lan/optional`]: true, [`${NAD}/ipam`]: undefined },
  },
  {
    field: 'networks[].ipConfig.mode',
    say: 'dhcp',
    props: lan({ ipConfig: { mode: IpMode.DHCP } }),
    want: { [`${GUEST}/lan/dhcp4`]: true, [`${NAD}/ipam`]: undefined },
  },
  {
    field: 'networks[].ipConfig.mode',
    say: 'static',
    props: lan({ ipConfig: staticIp }),
    want: { [`${GUEST}/lan/dhcp4`]: undefined, [`${NAD}/ipam`]: undefined },
  },
  {
    field: 'networks[].ipConfig.address',
    props: lan({ ipConfig: staticIp }),
    want: { [`${GUEST}/lan/addresses`]: ['192.168.100.10/24'] },
  },
  {
    field: 'networks[].ipConfig.gateway',
    props: lan({ ipConfig: { ...staticIp, gateway: '192.168.100.1' } }),
    want: {
      [`${GUEST}/lan/routes`]: [{ to: '0.0.0.0/0', via: '192.168.100.1', metric: 50 }],
      [`${GUEST}/default/dhcp4-overrides/use-routes`]: false,
    },
  },
  {
    field: 'networks[].ipConfig.dnsServers',
    props: lan({ ipConfig: { ...staticIp, dnsServers: ['8.8.8.8', '1.1.1.1'] } }),
    want: { [`${GUEST}/lan/nameservers/addresses`]: ['8.8.8.8', '1.1.1.1'], [`${NAD}/dns`]: undefined },
  },
  {
    field: 'networks[].primary',
    props: lan({ primary: true, ipConfig: { ...staticIp, gateway: '192.168.100.1' } }),
    want: {
      [`${T}/networks`]: [{ name: 'lan', multus: { networkName: 'web-01-lan-nad' } }],
      [`${GUEST}/lan/routes`]: [{ to: '0.0.0.0/0', via: '192.168.100.1', metric: 50 }],
      [`${GUEST}/default`]: undefined,
    },
  },
  {
    field: 'disks[].name',
    props: { disks: [{ name: 'system', size: '10Gi' }] },
    want: {
      [`${VM}/dataVolumeTemplates/0/metadata/name`]: 'web-01-system',
      [`${T}/volumes/0`]: { name: 'system', dataVolume: { name: 'web-01-system' } },
      [`${T}/domain/devices/disks/0/name`]: 'system',
    },
  },
  {
    field: 'disks[].size',
    props: { disks: [{ name: 'system', size: '10Gi' }] },
    want: { [`${VM}/dataVolumeTemplates/0/spec/storage/resources/requests/storage`]: '10Gi' },
  },
  {
    field: 'disks[].storageClassName',
    props: { disks: [{ name: 'system', size: '10Gi', storageClassName: 'longhorn' }] },
    want: { [`${VM}/dataVolumeTemplates/0/spec/storage/storageClassName`]: 'longhorn' },
  },
  {
    field: 'disks[].boot',
    props: {
      disks: [
        { name: 'data', size: '5Gi' },
        { name: 'system', size: '10Gi', boot: true },
      ],
    },
    want: { [`${T}/domain/devices/disks/1/bootOrder`]: 1 },
  },
  ...[
    { say: 'http', given: 'http://img.example/a.qcow2', source: { http: { url: 'http://img.example/a.qcow2' } } },
    { say: 'https', given: 'https://img.example/a.qcow2', source: { http: { url: 'https://img.example/a.qcow2' } } },
    { say: 'docker', given: `docker://${image}`, source: { registry: { url: `docker://${image}` } } },
    { say: 'a bare name', given: image, source: { registry: { url: `docker://${image}` } } },
    { say: 'none', given: undefined, source: { blank: {} } },
  ].map(
    ({ say, given, source }): Row => ({
      field: 'disks[].image',
      say,
      props: { osImage: undefined, disks: [{ name: 'system', size: '10Gi', image: given }] },
      want: { [`${VM}/dataVolumeTemplates/0/spec/source`]: source },
    }),
  ),
  {
    field: 'cloudInitUser.name',
    props: user({}),
    want: { [`${USER}/name`]: 'ops', 'Secret/web-01-cloud-init#/stringData/userdata/users': undefined },
  },
  {
    field: 'cloudInitUser.password',
    props: user({ password: 'hunter2' }),
    want: { [`${USER}/plain_text_passwd`]: 'hunter2', [`${USER}/passwd`]: undefined, [`${USER}/lock_passwd`]: false },
  },
  {
    field: 'cloudInitUser.passwordHash',
    props: user({ password: 'hunter2', passwordHash: HASH }),
    want: { [`${USER}/passwd`]: HASH, [`${USER}/plain_text_passwd`]: undefined, [`${USER}/lock_passwd`]: false },
  },
  {
    field: 'cloudInitUser.sudo',
    say: 'absent',
    props: user({}),
    want: { [`${USER}/sudo`]: 'ALL=(ALL) NOPASSWD:ALL' },
  },
  {
    field: 'cloudInitUser.sudo',
    props: user({ sudo: 'ALL=(ALL) /bin/ls' }),
    want: { [`${USER}/sudo`]: 'ALL=(ALL) /bin/ls' },
  },
  { field: 'cloudInitUser.shell', say: 'absent', props: user({}), want: { [`${USER}/shell`]: '/bin/bash' } },
  { field: 'cloudInitUser.shell', props: user({ shell: '/bin/zsh' }), want: { [`${USER}/shell`]: '/bin/zsh' } },
  {
    field: 'cloudInitUser.groups',
    say: 'absent',
    props: user({}),
    want: {
      [`${USER}/groups`]: 'sudo adm dialout cdrom floppy audio dip video plugdev netdev'.split(' '),
    },
  },
  { field: 'cloudInitUser.groups', props: user({ groups: ['wheel'] }), want: { [`${USER}/groups`]: ['wheel'] } },
  {
    field: 'cloudInitUser.lockPasswd',
    say: 'true',
    props: user({ lockPasswd: true }),
    want: { [`${USER}/lock_passwd`]: true },
  },
  {
    field: 'cloudInitUser.lockPasswd',
    say: 'false',
    props: user({ lockPasswd: false }),
    want: { [`${USER}/lock_passwd`]: false },
  },
  ...[
    { given: RestartPolicy.ALWAYS, written: 'Always' },
    { given: RestartPolicy.ON_FAILURE, written: 'RerunOnFailure' },
    { given: RestartPolicy.NEVER, written: 'Once' },
  ].map(
    ({ given, written }): Row => ({
      field: 'highAvailability.restartPolicy',
      say: given,
      props: { highAvailability: { restartPolicy: given } },
      want: { [`${VM}/runStrategy`]: written },
    }),
  ),
  {
    field: 'highAvailability.antiAffinity',
    props: { highAvailability: { antiAffinity: true } },
    want: {
      [`${T}/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution`]: [
        {
          weight: 100,
          podAffinityTerm: {
            labelSelector: { matchLabels: { 'cdk8s-wukong/anti-affinity-group': 'web' } },
            topologyKey: 'kubernetes.io/hostname',
          },
        },
      ],
      [`${VM}/template/metadata/labels/cdk8s-wukong~1anti-affinity-group`]: 'web',
    },
  },
  {
    field: 'highAvailability.nodeSelector',
    props: { highAvailability: { nodeSelector: { 'node-role.kubernetes.io/worker': '' } } },
    want: { [`${T}/nodeSelector`]: { 'node-role.kubernetes.io/worker': '' } },
  },
  {
    field: 'highAvailability.tolerations',
    props: {
      highAvailability: {
        tolerations: [
          {
            key: 'dedicated',
            operator: TolerationOperator.EQUAL,
            value: 'vm',
            effect: TaintEffect.NO_EXECUTE,
            tolerationSeconds: 60,
          },
        ],
      },
    },
    want: {
      [`${T}/tolerations`]: [
        { key: 'dedicated', operator: 'Equal', value: 'vm', effect: 'NoExecute', tolerationSeconds: 60 },
      ],
    },
  },
  ...[RunStrategy.ALWAYS, RunStrategy.RERUN_ON_FAILURE, RunStrategy.MANUAL].map(
    (runStrategy): Row => ({
      field: 'startStrategy.runStrategy',
      say: `${runStrategy} alone`,
      props: { startStrategy: { runStrategy } },
      want: { [`${VM}/runStrategy`]: runStrategy, [`${VM}/running`]: undefined },
    }),
  ),
  {
    field: 'startStrategy.autoStart',
    say: 'false',
    props: { startStrategy: { autoStart: false } },
    want: { [`${VM}/runStrategy`]: 'Halted', [`${VM}/running`]: undefined },
  },
  {
    field: 'startStrategy.autoStart',
    say: 'false with Manual',
    props: { startStrategy: { autoStart: false, runStrategy: RunStrategy.MANUAL } },
    want: { [`${VM}/runStrategy`]: 'Manual' },
  },
  {
    field: 'startStrategy.autoStart',
    say: 'true',
    props: { startStrategy: { autoStart: true } },
    want: { [`${VM}/runStrategy`]: 'Always' },
  },
  {
    field: 'gpus[].name',
    props: { gpus: [{ name: 'gpu1', deviceName: 'nvidia.com/X' }] },
    want: { [`${T}/domain/devices/gpus/0/name`]: 'gpu1' },
  },
  {
    field: 'gpus[].deviceName',
    props: { gpus: [{ name: 'gpu1', deviceName: 'nvidia.com/X' }] },
    want: { [`${T}/domain/devices/gpus/0/deviceName`]: 'nvidia.com/X' },
  },
];

/** The manifests by `Kind/name`, with the documents inside their texts parsed. */
function expanded(result: Synthesized): Json {
  return Object.fromEntries(
    result.objects.map((object) => {
      const copy = structuredClone(object);
      if (typeof copy.spec?.config === 'string') copy.spec.config = JSON.parse(copy.spec.config);
      for (const [key, text] of Object.entries(copy.stringData ?? {})) copy.stringData[key] = parse(String(text));
      return [`${object.kind}/${object.metadata.name}`, copy];
    }),
  );
}

function at(objects: Json, pointer: string): Json {
  const [id, path] = pointer.split('#') as [string, string];
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value: Json, step) => value?.[step], objects[id]);
}

describe("the operator's fields", () => {
  test('every field has a row, and every row is a field', () => {
    const rows = new Set<string>([...ROWS.map(({ field }) => field), ...WITHOUT_PROP]);
    expect([...rows].sort()).toEqual([...FIELDS].sort());
  });

  test.each(ROWS.map((row) => ({ ...row, say: row.say ?? 'given' })))(
    '$field, $say, takes effect',
    ({ props, want }) => {
      const objects = expanded(good(props));
      const got = Object.fromEntries(Object.keys(want).map((pointer) => [pointer, at(objects, pointer)]));
      expect(got).toEqual(want);
    },
  );

  test.each([NetworkType.BRIDGE, NetworkType.OVS])('physicalInterface on %s is refused, not ignored', (type) => {
    expect(refusal(lan({ type, vlanId: 5, physicalInterface: 'ens192' }))).toMatch(
      /^web\/web-01: networks\[0\]\.physicalInterface: "ens192" is not valid; .*macvlan/,
    );
  });
});
