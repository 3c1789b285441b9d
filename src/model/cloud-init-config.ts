/** How the keys of `sshKeySecret` reach the guest (KubeVirt `accessCredentials[].sshPublicKey.propagationMethod`). */
export enum SshKeyPropagation {
  /** In the cloud-init metadata, at first boot: for the declared user, else for the image's own. */
  NO_CLOUD = 'noCloud',
  /** By the guest agent, live, for the user of `cloudInitUser`: its authorized_keys file is overwritten as a whole. */
  GUEST_AGENT = 'qemuGuestAgent',
}

/** The guest's first user (cloud-init `user`). */
export interface CloudInitUser {
  /** Login name: lower-case letters, digits, `_` and `-`, at most 32 characters; not `root`. */
  readonly name: string;

  /**
   * Password in plain text. It ends up readable in a Secret and in Git: a warning that names `passwordHash`,
   * `passwordSecret` and `cloudInit.userDataSecret`. Beside `passwordHash` it is not written (a warning).
   *
   * @default - none
   */
  readonly password?: string;

  /**
   * Hash of the password as crypt(3) makes it, `$6$…` or `$y$…` (`mkpasswd`).
   *
   * @default - none
   */
  readonly passwordHash?: string;

  /**
   * One sudoers rule without the user's name. An empty text: the user may not use sudo.
   *
   * @default - `ALL=(ALL) NOPASSWD:ALL`
   */
  readonly sudo?: string;

  /**
   * Login shell, an absolute path. The image must hold it.
   *
   * @default - `/bin/bash`
   */
  readonly shell?: string;

  /**
   * Further groups; those that are missing in the guest are made.
   *
   * @default - sudo, adm, dialout, cdrom, floppy, audio, dip, video, plugdev, netdev
   */
  readonly groups?: string[];

  /**
   * Locks the password, so that only keys log in. true beside a password or hash is an error.
   *
   * @default - false with a password or hash, else true
   */
  readonly lockPasswd?: boolean;
}

/** The cloud-init documents of the VM. */
export interface CloudInitConfig {
  /**
   * false: no documents and no cloud-init disk; a static address, `cloudInitUser` and keys by NO_CLOUD are then errors.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Your own user data, merged with ours: its first line is `#cloud-config`; its lists are joined after ours, its
   * mappings merged, its scalars win. The key `network` is refused, and `user` and `users` beside `cloudInitUser`.
   *
   * @default - none
   */
  readonly userData?: string;

  /**
   * Existing Secret in the VM's namespace whose key `userdata` is used as it is. Not beside `userData`,
   * `cloudInitUser` and `guestAgent`. A changed address then reaches a guest at its next boot only if that document has
   * `updates: {network: {when: [boot]}}`.
   *
   * @default - none
   */
  readonly userDataSecret?: string;

  /**
   * Writes the documents into the VM in place of a Secret: 2048 bytes each, and no password or hash. Each change of a
   * NIC is then a restart.
   *
   * @default false
   */
  readonly inline?: boolean;

  /**
   * Installs and starts qemu-guest-agent at first boot; the guest needs a package mirror for that.
   *
   * @default false
   */
  readonly guestAgent?: boolean;
}
