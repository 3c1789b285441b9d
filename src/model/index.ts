export type { CniConfigOptions, NetworkAttachmentProps } from './attachment-config';
export {
  type CloudInitConfig,
  type CloudInitUser,
  SshKeyPropagation,
} from './cloud-init-config';
export {
  CLOUD_INIT_DISK,
  CONTAINER_DISK,
  type DataVolume,
  type DataVolumeSource,
  type DeclaredDisk,
  type Disk,
  type MadeContent,
  type VolumeSource,
} from './disk';
export { AccessMode, type DiskConfig, VolumeMode } from './disk-config';
export { type Fault, type FaultRule, faultRules } from './fault';
export type { CloudInit, Ethernet, User, UserData } from './guest';
export {
  EvictionStrategy,
  type HighAvailability,
  RestartPolicy,
  RunStrategy,
  type StartStrategy,
  TaintEffect,
  type Toleration,
  TolerationOperator,
} from './high-availability';
export { IpAssignedBy, type IpConfig, IpMode, type RouteConfig } from './ip-config';
export type {
  Binding,
  Ip,
  Ipam,
  MultusSource,
  Nad,
  Network,
  Nic,
  PodNetwork,
  PodSource,
  Port,
  Route,
  VlanRange,
  Wire,
} from './network';
export type { INetworkAttachment } from './network-attachment';
export {
  type ExistingAttachmentOptions,
  InterfaceModel,
  InterfaceState,
  MacvlanMode,
  type NetworkAttachmentOptions,
  type NetworkConfig,
  NetworkType,
  type NicOptions,
} from './network-config';
export type {
  BridgeNetworkOptions,
  ExistingNetworkOptions,
  MacvlanNetworkOptions,
  OvsNetworkOptions,
  SriovNetworkOptions,
} from './network-factory-options';
export type { NetworkStatus } from './network-status';
export { type PodNetworkConfig, type PodPort, PortProtocol } from './pod-network-config';
export { ANTI_AFFINITY_GROUP, type AntiAffinity, type CloudInitVolume, type SshKeys, type Vm } from './vm';
export type { CpuTopology, GpuConfig, WukongVmProps } from './vm-config';
