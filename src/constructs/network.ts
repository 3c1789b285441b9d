import {
  type BridgeNetworkOptions,
  type ExistingNetworkOptions,
  type MacvlanNetworkOptions,
  type NetworkConfig,
  NetworkType,
  type OvsNetworkOptions,
  type SriovNetworkOptions,
} from '../model';

/** Makes a `NetworkConfig` of one type: the compiler refuses what the type cannot use. */
export class Network {
  /**
   * A network on a Linux bridge of the node.
   *
   * @param name the network's name in the VM
   * @param options what a bridge can use
   */
  public static bridge(name: string, options: BridgeNetworkOptions = {}): NetworkConfig {
    return { ...options, name, type: NetworkType.BRIDGE };
  }

  /**
   * A network on an Open vSwitch bridge of the node.
   *
   * @param name the network's name in the VM
   * @param options what Open vSwitch can use
   */
  public static ovs(name: string, options: OvsNetworkOptions = {}): NetworkConfig {
    return { ...options, name, type: NetworkType.OVS };
  }

  /**
   * A virtual function of a NIC.
   *
   * @param name the network's name in the VM
   * @param options what SR-IOV can use; the device plugin's resource is needed
   */
  public static sriov(name: string, options: SriovNetworkOptions): NetworkConfig {
    return { ...options, name, type: NetworkType.SRIOV };
  }

  /**
   * A spare NIC of the node for one VM.
   *
   * @param name the network's name in the VM
   * @param options what macvlan can use; the NIC and the mode PASSTHRU are needed
   */
  public static macvlan(name: string, options: MacvlanNetworkOptions): NetworkConfig {
    return { ...options, name, type: NetworkType.MACVLAN };
  }

  /**
   * A network whose NAD exists.
   *
   * @param name the network's name in the VM
   * @param nadName the NAD, `name` or `namespace/name`
   * @param options what the VM must know of it
   */
  public static existing(name: string, nadName: string, options: ExistingNetworkOptions = {}): NetworkConfig {
    return { ...options, name, nadName };
  }

  private constructor() {}
}
