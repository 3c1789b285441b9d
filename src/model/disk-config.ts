/** Access mode of a PersistentVolumeClaim. */
export enum AccessMode {
  /** Read and written from one node; the VM cannot migrate live. */
  READ_WRITE_ONCE = 'ReadWriteOnce',
  /** Read from many nodes. */
  READ_ONLY_MANY = 'ReadOnlyMany',
  /** Read and written from many nodes; what live migration needs. */
  READ_WRITE_MANY = 'ReadWriteMany',
  /** Read and written from one pod; the VM cannot migrate live. */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',
}

/** Volume mode of a PersistentVolumeClaim. */
export enum VolumeMode {
  /** A disk image in a file system. */
  FILESYSTEM = 'Filesystem',
  /** The block device itself. */
  BLOCK = 'Block',
}

/**
 * One disk. At most one of `image`, `containerDisk`, `existingClaim` and `existingDataVolume`; with none of them
 * `osImage` is the image of the boot disk, and any other disk is blank.
 */
export interface DiskConfig {
  /** DNS label, unique in the VM, not `cloudinitdisk`. Names the VM's volume and disk; the DataVolume is `{prefix}-{name}`. */
  readonly name: string;

  /**
   * Size, a quantity of whole bytes, `20Gi`. Needed where a DataVolume is made (an image or a blank disk), refused
   * elsewhere.
   *
   * @default - none
   */
  readonly size?: string;

  /**
   * StorageClass of the DataVolume made here.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Image that is imported into a DataVolume: a registry reference (`docker://` is added, as CDI requires it) or an
   * http(s) URL.
   *
   * @default - `osImage` on the boot disk, else none
   */
  readonly image?: string;

  /**
   * The VM boots from this disk (`bootOrder: 1`). At most one.
   *
   * @default - the first disk boots, with a warning if there are more
   */
  readonly boot?: boolean;

  /**
   * Registry reference of a container disk (`docker://` is taken off). It is stateless: a restart loses what the guest
   * wrote.
   *
   * @default - none
   */
  readonly containerDisk?: string;

  /**
   * Name of an existing PersistentVolumeClaim in the VM's namespace (KubeVirt `persistentVolumeClaim.claimName`).
   *
   * @default - none
   */
  readonly existingClaim?: string;

  /**
   * Name of an existing DataVolume in the VM's namespace (KubeVirt `dataVolume.name`).
   *
   * @default - none
   */
  readonly existingDataVolume?: string;

  /**
   * Name of the DataVolume, and PersistentVolumeClaim, made here.
   *
   * @default - `{prefix}-{name}`
   */
  readonly dataVolumeName?: string;

  /**
   * Makes a DataVolume of its own, with the annotations that tell Argo CD, Flux and Helm to keep it, in place of a
   * template of the VM, whose DataVolume goes with the VM.
   *
   * @default false
   */
  readonly keepOnDelete?: boolean;

  /**
   * Access modes of the DataVolume made here.
   *
   * @default - those of CDI's storage profile
   */
  readonly accessModes?: AccessMode[];

  /**
   * Volume mode of the DataVolume made here.
   *
   * @default - that of CDI's storage profile
   */
  readonly volumeMode?: VolumeMode;
}
