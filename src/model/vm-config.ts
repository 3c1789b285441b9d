import type { ApiObjectMetadata } from 'cdk8s';
import type { CloudInitConfig, CloudInitUser, SshKeyPropagation } from './cloud-init-config';
import type { DiskConfig } from './disk-config';
import type { HighAvailability, StartStrategy } from './high-availability';
import type { NetworkConfig } from './network-config';
import type { PodNetworkConfig } from './pod-network-config';

/** Topology of the vCPUs (KubeVirt `domain.cpu`): sockets × cores × threads, 512 at most. */
export interface CpuTopology {
  /**
   * Sockets; the only part that can be raised on a running VM.
   *
   * @default 1
   */
  readonly sockets?: number;

  /**
   * Cores of a socket.
   *
   * @default 1
   */
  readonly cores?: number;

  /**
   * Threads of a core.
   *
   * @default 1
   */
  readonly threads?: number;
}

/** A GPU of the node (KubeVirt `devices.gpus[]`). A VM with one does not migrate live. */
export interface GpuConfig {
  /** DNS label, unique in the VM. */
  readonly name: string;

  /** Resource of the node, `nvidia.com/GA102GL_A10`; the KubeVirt CR must list it in `permittedHostDevices`. */
  readonly deviceName: string;
}

/** A KubeVirt VM with its networks, disks and first user. */
export interface WukongVmProps {
  /**
   * Metadata of the VirtualMachine. `name`: a DNS label of at most 63 characters, the construct id by default.
   * `namespace`: of every object made here, the chart's by default. `labels` also go on the VM's pod template.
   *
   * @default - named after the construct id
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Prefix of all derived names: NAD `{prefix}-{network}-nad`, DataVolume `{prefix}-{disk}`, Secret
   * `{prefix}-cloud-init`. A DNS label.
   *
   * @default - the VM's name
   */
  readonly namePrefix?: string;

  /**
   * Number of vCPUs, 1 to 512, as sockets, so that they can be raised on a running VM. Needed unless `cpuTopology` is
   * given, and refused beside it.
   *
   * @default - none
   */
  readonly cpu?: number;

  /**
   * vCPUs as sockets, cores and threads.
   *
   * @default - `cpu` sockets of one core
   */
  readonly cpuTopology?: CpuTopology;

  /**
   * Guest memory, a quantity of whole bytes, `4Gi` (KubeVirt `domain.memory.guest`). Required.
   *
   * @default - none
   */
  readonly memory?: string;

  /**
   * What the VM boots from: a registry reference (`docker://` is optional) or an http(s) URL. It is the image of the
   * boot disk if that has none. With no disk at all a registry reference is a container disk, which a restart resets (a
   * warning); a URL is then an error.
   *
   * @default - the boot disk's own image
   */
  readonly osImage?: string;

  /**
   * Networks in the order of the guest's NICs, after the pod NIC.
   *
   * @default - none
   */
  readonly networks?: NetworkConfig[];

  /**
   * The cluster's pod network as first NIC.
   *
   * @default - on, unless a network is primary
   */
  readonly podNetwork?: PodNetworkConfig;

  /**
   * Disks in the guest's order.
   *
   * @default - none; `osImage` is then a container disk
   */
  readonly disks?: DiskConfig[];

  /**
   * The guest's first user.
   *
   * @default - the image's own user
   */
  readonly cloudInitUser?: CloudInitUser;

  /**
   * Secret in the VM's namespace with SSH public keys, one key in each entry: of an entry with two lines the second one
   * would let root log in. Name of at most 51 characters, no dots.
   *
   * @default - no keys
   */
  readonly sshKeySecret?: string;

  /**
   * How the keys of `sshKeySecret` reach the guest. GUEST_AGENT needs `cloudInitUser`, for its name.
   *
   * @default SshKeyPropagation.NO_CLOUD
   */
  readonly sshKeyPropagation?: SshKeyPropagation;

  /**
   * Secret in the VM's namespace whose entries are user name → password, set by the guest agent (KubeVirt
   * `accessCredentials[].userPassword`). Name of at most 51 characters, no dots.
   *
   * @default - none
   */
  readonly passwordSecret?: string;

  /**
   * The cloud-init documents.
   *
   * @default - generated, in the Secret `{prefix}-cloud-init`
   */
  readonly cloudInit?: CloudInitConfig;

  /**
   * Where the VM runs, and what happens when it stops or its node is drained.
   *
   * @default - anywhere, always running, live-migrated on a drain if possible
   */
  readonly highAvailability?: HighAvailability;

  /**
   * Whether and when the VM runs.
   *
   * @default - Always
   */
  readonly startStrategy?: StartStrategy;

  /**
   * GPUs of the node.
   *
   * @default - none
   */
  readonly gpus?: GpuConfig[];

  /**
   * Text that enters the hash of the derived MACs, for programs that render one name for several clusters on one wire.
   *
   * @default - none
   */
  readonly macSalt?: string;
}
