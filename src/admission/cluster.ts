import type { Data } from '../values';

/** What the answer depends on beside the document. */
export interface Cluster {
  /** An object that the cluster has or will have; undefined where that is not known. */
  find(kind: string, namespace: string | undefined, name: string): Data | undefined;
  /** `find` knows every object: what it does not find does not exist. */
  readonly complete?: boolean;
  readonly gates: { readonly enabled: readonly string[]; readonly disabled: readonly string[] };
  /** Release of KubeVirt, `1.9.0` or `v1.9.0`: a few gates change their default. */
  readonly kubevirtVersion?: string;
  /** Architecture of the control plane: that of a VM which names none. */
  readonly architecture?: Architecture;
  /** Fields of the KubeVirt object that rules ask for. */
  readonly config?: {
    readonly permitBridgeInterfaceOnPodNetwork?: boolean;
    readonly vmRolloutStrategy?: 'LiveUpdate' | 'Stage';
    readonly persistentReservation?: boolean;
  };
}

export type Architecture = 'amd64' | 'arm64' | 's390x';

/** A cluster as KubeVirt is installed: no objects known, default gates and configuration. */
export function defaultCluster(differences: Partial<Cluster> = {}): Cluster {
  return { find: () => undefined, gates: { enabled: [], disabled: [] }, ...differences };
}

/** Beta gates: on unless switched off. https://kubevirt.io/user-guide/cluster_admin/activating_feature_gates/ */
const ON = ['PasstBinding', 'DeclarativeHotplugVolumes', 'GPUsWithDRA', 'RebootPolicy', 'WorkloadEncryptionSEV'];

/** Gates that a later minor release of KubeVirt 1 switches on. */
const ON_SINCE: Readonly<Record<string, number>> = { DecentralizedLiveMigration: 10 };

export function gateOn(cluster: Cluster, gate: string): boolean {
  if (cluster.gates.disabled.includes(gate)) return false;
  return cluster.gates.enabled.includes(gate) || ON.includes(gate) || minor(cluster) >= (ON_SINCE[gate] ?? Infinity);
}

/** 9 for 1.9.x, the release that the rules were probed on and the one that is meant where none is given. */
function minor({ kubevirtVersion = '1.9' }: Cluster): number {
  const [, major, second] = /^v?(\d+)\.(\d+)/.exec(kubevirtVersion) ?? [];
  return Number(major) > 1 ? Infinity : Number(second ?? 9);
}
