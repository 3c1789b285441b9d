import type { AccessMode, VolumeMode } from './disk-config';

/** Volume and disk of the cloud-init documents. */
export const CLOUD_INIT_DISK = 'cloudinitdisk';

/** Volume and disk of a bare `osImage`. */
export const CONTAINER_DISK = 'containerdisk';

/** A DataVolume: a claim that CDI fills. */
export interface DataVolume {
  readonly name: string;
  readonly size: string;
  readonly source: DataVolumeSource;
  readonly storageClassName?: string;
  readonly accessModes?: readonly AccessMode[];
  readonly volumeMode?: VolumeMode;
}

export type DataVolumeSource =
  | { readonly kind: 'blank' }
  | { readonly kind: 'registry'; readonly url: string }
  | { readonly kind: 'http'; readonly url: string };

export type VolumeSource =
  | { readonly kind: 'containerDisk'; readonly image: string }
  | { readonly kind: 'claim'; readonly claimName: string }
  | { readonly kind: 'dataVolume'; readonly name: string; readonly template?: DataVolume };

/** A disk as the VirtualMachine has it: the pair of volume and disk. */
export interface Disk {
  readonly name: string;
  readonly source: VolumeSource;
  readonly bootOrder?: number;
}

/** A disk that the program gave, before it is known which one boots. */
export interface DeclaredDisk {
  /** Place in the program's text, `disks[1]`. */
  readonly field: string;
  readonly name: string;
  readonly boot: boolean;
  readonly content: ExistingContent | MadeContent;
}

export interface ExistingContent {
  readonly kind: 'existing';
  readonly source: VolumeSource;
}

/** A DataVolume that is made for the disk: as a template of the VM or, with `keep`, as an object of its own. */
export interface MadeContent {
  readonly kind: 'made';
  readonly keep: boolean;
  /** Without a source: `osImage` on the boot disk, else blank. */
  readonly dataVolume: Omit<DataVolume, 'source'> & { readonly source?: DataVolumeSource };
}
