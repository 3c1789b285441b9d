/** What is known of a NIC. At synth: one for each entry of `networks`, in order, without the pod NIC. */
export interface NetworkStatus {
  /** Name of the network in the VM. */
  readonly name: string;

  /**
   * `metadata.name` of the NAD, `namespace/name` where it is in another namespace than the VM.
   *
   * @default - unknown
   */
  readonly nadName?: string;

  /**
   * MAC address, in lower case with colons.
   *
   * @default - unknown
   */
  readonly macAddress?: string;

  /**
   * First address, a bare IP as in the status of a VirtualMachineInstance. At synth only for static addresses.
   *
   * @default - unknown
   */
  readonly ipAddress?: string;

  /**
   * All addresses, `ipAddress` first.
   *
   * @default - unknown
   */
  readonly ipAddresses?: string[];

  /**
   * Name of the NIC in the guest. Never known at synth.
   *
   * @default - unknown
   */
  readonly interface?: string;
}
