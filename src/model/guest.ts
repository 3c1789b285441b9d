import type { Fault } from './fault';
import type { Route } from './network';
import type { SshKeys } from './vm';

/** A NIC as the guest's cloud-init is told of it (network config v2). */
export interface Ethernet {
  readonly id: string;
  readonly macAddress: string;
  readonly setName?: string;
  readonly dhcp4?: boolean;
  readonly optional?: true;
  /** false: take no route from DHCP. */
  readonly useRoutes?: false;
  /** false: take no name server from DHCP. */
  readonly useDns?: false;
  readonly addresses?: readonly string[];
  readonly routes?: readonly Route[];
  readonly nameservers?: readonly string[];
  readonly search?: readonly string[];
  readonly mtu?: number;
}

/** The guest's first user. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
  readonly sudo?: string;
  readonly shell: string;
  readonly lockPasswd: boolean;
  readonly password?: string;
  readonly passwordHash?: string;
}

/** What the generated user data say, before the program's own are merged in. */
export interface UserData {
  readonly user?: User;
  readonly guestAgent: boolean;
}

/** How the guest is set up at its first boot. */
export interface CloudInit extends UserData {
  readonly enabled: boolean;
  readonly inline: boolean;
  /** Existing Secret that is used in place of the generated user data. */
  readonly userDataSecret?: string;
  readonly sshKeys?: SshKeys;
  readonly passwordSecret?: string;
  readonly faults: readonly Fault[];
}
