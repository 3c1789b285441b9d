/** KubeVirt `spec.runStrategy`. */
export enum RunStrategy {
  /** Always running: started again whatever ended it. */
  ALWAYS = 'Always',
  /** Started again after a failure only. */
  RERUN_ON_FAILURE = 'RerunOnFailure',
  /** Started and stopped by hand (virtctl). */
  MANUAL = 'Manual',
  /** Stopped. */
  HALTED = 'Halted',
  /** Started once and never again. */
  ONCE = 'Once',
}

/** When a VM is started again, in the operator's words. */
export enum RestartPolicy {
  /** runStrategy Always. */
  ALWAYS = 'Always',
  /** runStrategy RerunOnFailure. */
  ON_FAILURE = 'OnFailure',
  /** runStrategy Once. */
  NEVER = 'Never',
}

/** What a drain of the node does with the VM (KubeVirt `evictionStrategy`). */
export enum EvictionStrategy {
  /** It migrates live; one that cannot blocks the drain. */
  LIVE_MIGRATE = 'LiveMigrate',
  /** It migrates live if it can, else it is stopped. */
  LIVE_MIGRATE_IF_POSSIBLE = 'LiveMigrateIfPossible',
  /** It is stopped. */
  NONE = 'None',
  /** Another controller decides. */
  EXTERNAL = 'External',
  /** Writes no field: the cluster's own strategy. */
  CLUSTER_DEFAULT = 'ClusterDefault',
}

/** Operator of a Kubernetes toleration. */
export enum TolerationOperator {
  /** Key and value must be equal. */
  EQUAL = 'Equal',
  /** The key must exist. */
  EXISTS = 'Exists',
}

/** Effect of a Kubernetes taint. */
export enum TaintEffect {
  /** Not scheduled there. */
  NO_SCHEDULE = 'NoSchedule',
  /** Rather not scheduled there. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** Not scheduled there, and evicted. */
  NO_EXECUTE = 'NoExecute',
}

/** Kubernetes toleration. */
export interface Toleration {
  /**
   * Key of the taint. None with EXISTS tolerates all taints.
   *
   * @default - all keys
   */
  readonly key?: string;

  /**
   * How key and value are compared.
   *
   * @default TolerationOperator.EQUAL
   */
  readonly operator?: TolerationOperator;

  /**
   * Value of the taint. Refused with EXISTS.
   *
   * @default - the empty value
   */
  readonly value?: string;

  /**
   * Effect of the taint.
   *
   * @default - all effects
   */
  readonly effect?: TaintEffect;

  /**
   * How long the VM stays on a node with the taint, in seconds. Only with NO_EXECUTE.
   *
   * @default - for ever
   */
  readonly tolerationSeconds?: number;
}

/** Where the VM runs, and what happens when it stops or its node is drained. */
export interface HighAvailability {
  /**
   * When the VM is started again. Gives the runStrategy where `startStrategy` names none; a disagreement is a warning.
   *
   * @default - Always
   */
  readonly restartPolicy?: RestartPolicy;

  /**
   * Keeps the VMs of a group on different nodes (pod anti-affinity).
   *
   * @default false
   */
  readonly antiAffinity?: boolean;

  /**
   * Group of the VM: value of the template label `cdk8s-wukong/anti-affinity-group`. Needs `antiAffinity`.
   *
   * @default - the chart's id
   */
  readonly antiAffinityGroup?: string;

  /**
   * Leaves a VM Pending rather than beside another of its group. Needs `antiAffinity`.
   *
   * @default false, preferred with weight 100
   */
  readonly antiAffinityRequired?: boolean;

  /**
   * Node label that tells places apart. Needs `antiAffinity`.
   *
   * @default - `kubernetes.io/hostname`
   */
  readonly topologyKey?: string;

  /**
   * Labels that a node must have.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that the VM tolerates.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * What a drain of the node does with the VM.
   *
   * @default EvictionStrategy.LIVE_MIGRATE_IF_POSSIBLE
   */
  readonly evictionStrategy?: EvictionStrategy;

  /**
   * PriorityClass of the launcher pod.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
}

/**
 * Whether and when the VM runs. `autoStart: false` gives Halted, or Manual where that is given (another runStrategy
 * beside it is a warning); else `runStrategy` counts, else `highAvailability.restartPolicy`, else Always.
 */
export interface StartStrategy {
  /**
   * KubeVirt `spec.runStrategy`.
   *
   * @default - by `autoStart` and `restartPolicy`, else Always
   */
  readonly runStrategy?: RunStrategy;

  /**
   * Whether the VM is started when it is made.
   *
   * @default true
   */
  readonly autoStart?: boolean;
}
