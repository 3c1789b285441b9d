import { FindingSeverity } from '../../src/findings';
import { IpMode, RestartPolicy, RunStrategy, SshKeyPropagation, type WukongVmProps } from '../../src/model';
import { HASH, PASSWORD } from './cases-guest';
import type { FaultCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

const { DHCP, STATIC } = IpMode;
const system = { name: 'system', size: '10Gi', boot: true };

/** A VM about which there is nothing to say. */
function vm(props: Partial<WukongVmProps> = {}): WukongVmProps {
  return { cpu: 1, memory: '1Gi', osImage: 'quay.io/containerdisks/debian:12', disks: [system], ...props };
}

const lan = { name: 'lan', ipConfig: { mode: DHCP } };
const wan = { name: 'wan', ipConfig: { mode: DHCP } };
const lanRouted = { name: 'lan', ipConfig: { mode: STATIC, address: '192.168.1.10/24', gateway: '192.168.1.1' } };
const wanRouted = { name: 'wan', ipConfig: { mode: STATIC, address: '192.168.2.10/24', gateway: '192.168.2.1' } };
const wanStatic = { name: 'wan', ipConfig: { mode: STATIC, address: '192.168.2.10/24' } };

export const faultCases: readonly FaultCase[] = [
  {
    rule: 'two-primaries',
    say: 'two networks are primary',
    hit: vm({
      networks: [
        { ...lan, primary: true },
        { ...wan, primary: true },
      ],
    }),
    finding: {
      severity: ERROR,
      field: 'networks[1].primary',
      message: 'the networks "lan" and "wan" are all primary',
      fix: 'keep primary: true on the one with the default route',
    },
    but: 'one of them is',
    miss: vm({ networks: [{ ...lan, primary: true }, wan] }),
  },
  {
    rule: 'two-default-routes',
    say: 'two networks have a gateway',
    hit: vm({ networks: [lanRouted, wanRouted] }),
    finding: {
      severity: ERROR,
      field: 'networks[1].ipConfig.gateway',
      message: 'the networks "lan" and "wan" all have an IPv4 gateway, and a guest has one default route',
      fix: 'set primary: true on the network with the default route',
    },
    but: 'one of them has',
    miss: vm({ networks: [lanRouted, wanStatic] }),
  },
  {
    rule: 'two-boot-disks',
    say: 'two disks say that they are the boot disk',
    hit: vm({ disks: [system, { name: 'data', size: '10Gi', boot: true }] }),
    finding: {
      severity: ERROR,
      field: 'disks[1].boot',
      message: 'the disks "system" and "data" all say that they are the boot disk',
      fix: 'keep boot: true on one of them',
    },
    but: 'one of them says so',
    miss: vm({ disks: [system, { name: 'data', size: '10Gi', boot: false }] }),
  },
  {
    rule: 'multus-default-without-ipam',
    say: 'a NAD that nobody here knows as Multus default network',
    hit: vm({ networks: [{ ...lan, nadName: 'infra/lan', primary: true, multusDefault: true }] }),
    finding: {
      severity: WARNING,
      field: 'networks[0].multusDefault',
      message: 'the launcher pod never starts if the NAD "lan" has no IPAM that gives an address',
      fix: 'take multusDefault away: primary: true needs none',
    },
    but: 'primary alone',
    miss: vm({ networks: [{ ...lan, nadName: 'infra/lan', primary: true }] }),
  },
  {
    rule: 'gateway-beside-primary',
    say: 'a gateway on a network that is not the primary one',
    hit: vm({ networks: [{ ...lanRouted, primary: true }, wanRouted] }),
    finding: {
      severity: WARNING,
      field: 'networks[1].ipConfig.gateway',
      message: 'the IPv4 gateway of "wan" makes no route: "lan" is primary',
      fix: 'take the gateway away, or primary off "lan"',
    },
    but: 'no gateway there',
    miss: vm({ networks: [{ ...lanRouted, primary: true }, wanStatic] }),
  },
  {
    rule: 'no-default-route',
    say: 'two networks on DHCP and no pod NIC',
    hit: vm({ podNetwork: { enabled: false }, networks: [lan, wan] }),
    finding: {
      severity: WARNING,
      field: 'networks',
      message: 'no NIC has the default route: "lan" and "wan" are all on DHCP',
      fix: 'set primary: true on the network with the default route',
    },
    but: 'one of them is primary',
    miss: vm({ podNetwork: { enabled: false }, networks: [{ ...lan, primary: true }, wan] }),
  },
  {
    rule: 'wire-option-beside-nad',
    say: 'a VLAN beside the name of an existing NAD',
    hit: vm({ networks: [{ ...lan, nadName: 'lan', vlanId: 100 }] }),
    finding: {
      severity: WARNING,
      field: 'networks[0].vlanId',
      message: 'vlanId is ignored beside nadName: the NAD "lan" decides',
      fix: 'take it away, or take nadName away to have a NAD made',
    },
    but: 'an MTU, which the guest is told',
    miss: vm({ networks: [{ ...lan, nadName: 'lan', mtu: 9000 }] }),
  },
  {
    rule: 'unknown-namespace',
    say: 'no namespace, and MAC addresses made of it',
    hit: vm({ networks: [lan] }),
    namespace: '',
    finding: {
      severity: WARNING,
      field: 'metadata.namespace',
      message: 'the MAC addresses are made without a namespace',
      fix: 'give the chart or metadata a namespace',
    },
    but: 'all MAC addresses are given',
    miss: vm({
      podNetwork: { macAddress: '02:00:00:00:00:01' },
      networks: [{ ...lan, macAddress: '02:00:00:00:00:02' }],
    }),
    missNamespace: '',
  },
  {
    rule: 'unknown-namespace',
    say: 'no namespace for the MAC of the pod NIC',
    hit: vm(),
    namespace: '',
    finding: {
      severity: WARNING,
      field: 'metadata.namespace',
      message: 'the MAC addresses are made without a namespace',
      fix: 'give the chart or metadata a namespace',
    },
    but: 'the metadata name one',
    miss: vm({ metadata: { namespace: 'vms' } }),
    missNamespace: '',
  },
  {
    rule: 'os-image-without-disk',
    say: 'an image on a web server, and no disk for it',
    hit: vm({ osImage: 'https://images.example.org/debian.qcow2', disks: [] }),
    finding: {
      severity: ERROR,
      field: 'osImage',
      message: 'osImage is a URL and there is no disk that it could be imported into',
      fix: 'add a disk for it',
    },
    but: 'a disk is there',
    miss: vm({ osImage: 'https://images.example.org/debian.qcow2' }),
  },
  {
    rule: 'os-image-unused',
    say: 'an image beside a boot disk that has its own content',
    hit: vm({ disks: [{ name: 'system', existingClaim: 'system', boot: true }] }),
    finding: {
      severity: WARNING,
      field: 'osImage',
      message: 'osImage has no effect: the boot disk "system" has a source of its own',
      fix: 'take osImage away, or the source of that disk',
    },
    but: 'no image',
    miss: vm({ osImage: undefined, disks: [{ name: 'system', existingClaim: 'system', boot: true }] }),
  },
  {
    rule: 'pod-option-without-nic',
    say: 'ports of a pod NIC that the VM does not have',
    hit: vm({ podNetwork: { ports: [{ port: 22 }] }, networks: [{ ...lan, primary: true }] }),
    finding: {
      severity: WARNING,
      field: 'podNetwork.ports',
      message: 'ports has no effect: the VM has no pod NIC',
      fix: 'take it away, or set podNetwork.enabled: true',
    },
    but: 'it has one',
    miss: vm({ podNetwork: { enabled: true, ports: [] }, networks: [{ ...lan, primary: true }] }),
  },
  {
    rule: 'no-boot-source',
    say: 'neither image nor disk nor network boot',
    hit: { cpu: 1, memory: '1Gi' },
    finding: {
      severity: WARNING,
      field: 'osImage',
      message: 'it has nothing to boot from',
      fix: 'give osImage or disks, or a network with bootOrder',
    },
    but: 'a NIC boots',
    miss: { cpu: 1, memory: '1Gi', networks: [{ ...lan, bootOrder: 1 }] },
  },
  {
    rule: 'boot-disk-assumed',
    say: 'two disks, and none says that it boots',
    hit: vm({
      disks: [
        { name: 'system', size: '10Gi' },
        { name: 'data', size: '10Gi' },
      ],
    }),
    finding: {
      severity: WARNING,
      field: 'disks',
      message: 'no disk says boot: true, so the first one, "system", boots',
      fix: 'write boot: true on the disk that boots',
    },
    but: 'one disk alone is the one',
    miss: vm({ disks: [{ name: 'system', size: '10Gi' }] }),
  },
  {
    rule: 'boot-disk-without-image',
    say: 'a boot disk with nothing on it',
    hit: vm({ osImage: undefined }),
    finding: {
      severity: WARNING,
      field: 'disks[0]',
      message: 'the boot disk "system" is blank',
      fix: 'give the disk an image, or set osImage',
    },
    but: 'an installer boots by the network first',
    miss: vm({ osImage: undefined, disks: [{ name: 'system', size: '10Gi' }], networks: [{ ...lan, bootOrder: 1 }] }),
  },
  {
    rule: 'password-beside-hash',
    say: 'a password beside its hash',
    hit: vm({ cloudInitUser: { name: 'ops', password: PASSWORD, passwordHash: HASH } }),
    finding: {
      severity: WARNING,
      field: 'cloudInitUser.password',
      message: 'the password is not written: passwordHash stands beside it',
      fix: 'take password away',
    },
    but: 'the hash alone',
    miss: vm({ cloudInitUser: { name: 'ops', passwordHash: HASH } }),
  },
  {
    rule: 'guest-agent-off',
    say: 'a Secret with passwords, and no guest agent to set them',
    hit: vm({ passwordSecret: 'passwords' }),
    finding: {
      severity: WARNING,
      field: 'passwordSecret',
      message: 'the guest agent sets it, and this program does not install one',
      fix: 'set cloudInit.guestAgent: true',
    },
    but: 'the agent is installed',
    miss: vm({ passwordSecret: 'passwords', cloudInit: { guestAgent: true } }),
  },
  {
    rule: 'guest-agent-off',
    say: 'keys by a guest agent that is not there',
    hit: vm({
      cloudInitUser: { name: 'ops' },
      sshKeySecret: 'keys',
      sshKeyPropagation: SshKeyPropagation.GUEST_AGENT,
    }),
    finding: {
      severity: WARNING,
      field: 'sshKeyPropagation',
      message: 'the guest agent sets it, and this program does not install one',
      fix: 'set cloudInit.guestAgent: true',
    },
    but: 'cloud-init brings them',
    miss: vm({ cloudInitUser: { name: 'ops' }, sshKeySecret: 'keys' }),
  },
  {
    rule: 'run-strategy-conflict',
    say: 'a restart policy that the run strategy contradicts',
    hit: vm({
      highAvailability: { restartPolicy: RestartPolicy.NEVER },
      startStrategy: { runStrategy: RunStrategy.ALWAYS },
    }),
    finding: {
      severity: WARNING,
      field: 'highAvailability.restartPolicy',
      message: 'restartPolicy Never has no effect beside runStrategy Always',
      fix: 'take one of the two away',
    },
    but: 'both say the same',
    miss: vm({
      highAvailability: { restartPolicy: RestartPolicy.NEVER },
      startStrategy: { runStrategy: RunStrategy.ONCE },
    }),
  },
  {
    rule: 'run-strategy-conflict',
    say: 'a run strategy beside autoStart: false',
    hit: vm({ startStrategy: { runStrategy: RunStrategy.ALWAYS, autoStart: false } }),
    finding: {
      severity: WARNING,
      field: 'startStrategy.runStrategy',
      message: 'runStrategy Always has no effect beside autoStart: false: runStrategy Halted is written',
      fix: 'take one of the two away',
    },
    but: 'Manual does not start it either',
    miss: vm({ startStrategy: { runStrategy: RunStrategy.MANUAL, autoStart: false } }),
  },
];
