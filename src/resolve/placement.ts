import {
  type AntiAffinity,
  EvictionStrategy,
  type Fault,
  type HighAvailability,
  RestartPolicy,
  RunStrategy,
  type StartStrategy,
  TaintEffect,
  type Toleration,
  TolerationOperator,
  type Vm,
} from '../model';
import { compact, dnsSubdomain, invalid, labelKey, labelValue, member, unlessEmpty, wholeBetween } from '../values';

/** Where the VM runs and when, with the defaults filled in. */
export type Placement = Pick<
  Vm,
  'runStrategy' | 'evictionStrategy' | 'antiAffinity' | 'nodeSelector' | 'tolerations' | 'priorityClassName'
> & { readonly faults: readonly Fault[] };

const BY_POLICY: Record<RestartPolicy, RunStrategy> = {
  [RestartPolicy.ALWAYS]: RunStrategy.ALWAYS,
  [RestartPolicy.ON_FAILURE]: RunStrategy.RERUN_ON_FAILURE,
  [RestartPolicy.NEVER]: RunStrategy.ONCE,
};

export function resolvePlacement(
  path: string,
  chartId: string,
  ha: HighAvailability = {},
  start: StartStrategy = {},
): Placement {
  const at = `${path}: highAvailability.`;
  const eviction = member(
    `${at}evictionStrategy`,
    ha.evictionStrategy ?? EvictionStrategy.LIVE_MIGRATE_IF_POSSIBLE,
    EvictionStrategy,
  );
  return compact({
    ...life(path, ha.restartPolicy, start),
    evictionStrategy: eviction === EvictionStrategy.CLUSTER_DEFAULT ? undefined : eviction,
    antiAffinity: antiAffinity(at, chartId, ha),
    nodeSelector: ha.nodeSelector && nodeSelector(`${at}nodeSelector`, ha.nodeSelector),
    tolerations: unlessEmpty(
      (ha.tolerations ?? []).map((toleration, i) => resolveToleration(`${at}tolerations[${i}].`, toleration)),
    ),
    priorityClassName:
      ha.priorityClassName === undefined ? undefined : dnsSubdomain(`${at}priorityClassName`, ha.priorityClassName),
  });
}

function life(
  path: string,
  policy: RestartPolicy | undefined,
  { runStrategy, autoStart }: StartStrategy,
): { readonly runStrategy: RunStrategy; readonly faults: readonly Fault[] } {
  if (runStrategy !== undefined) member(`${path}: startStrategy.runStrategy`, runStrategy, RunStrategy);
  if (policy !== undefined) member(`${path}: highAvailability.restartPolicy`, policy, RestartPolicy);
  const stays = runStrategy === RunStrategy.MANUAL ? runStrategy : RunStrategy.HALTED;
  const wanted = autoStart === false ? stays : (runStrategy ?? (policy && BY_POLICY[policy]) ?? RunStrategy.ALWAYS);
  const faults: Fault[] = [];
  if (runStrategy !== undefined && runStrategy !== wanted) {
    faults.push(disagreement('startStrategy.runStrategy', `runStrategy ${runStrategy}`, 'autoStart: false', wanted));
  }
  // Behind autoStart: false the policy says nothing for now: the VM is off.
  if (policy !== undefined && autoStart !== false && BY_POLICY[policy] !== wanted) {
    faults.push(
      disagreement('highAvailability.restartPolicy', `restartPolicy ${policy}`, `runStrategy ${wanted}`, wanted),
    );
  }
  return { runStrategy: wanted, faults };
}

function disagreement(field: string, loser: string, winner: string, wanted: RunStrategy): Fault {
  return {
    rule: 'run-strategy-conflict',
    field,
    message: `${loser} has no effect beside ${winner}: runStrategy ${wanted} is written`,
    fix: 'take one of the two away',
  };
}

function antiAffinity(at: string, chartId: string, ha: HighAvailability): AntiAffinity | undefined {
  if (ha.antiAffinity !== true) {
    for (const key of ['antiAffinityGroup', 'antiAffinityRequired', 'topologyKey'] as const) {
      if (ha[key] !== undefined)
        throw invalid(`${at}${key}`, ha[key], 'set antiAffinity: true beside it, or take it away');
    }
    return undefined;
  }
  return {
    group: group(`${at}antiAffinityGroup`, ha.antiAffinityGroup ?? chartId),
    required: ha.antiAffinityRequired === true,
    topologyKey: labelKey(`${at}topologyKey`, ha.topologyKey ?? 'kubernetes.io/hostname'),
  };
}

function group(field: string, value: string): string {
  if (value === '') throw invalid(field, value, 'name the group, or take it away');
  return labelValue(field, value);
}

function nodeSelector(field: string, selector: { readonly [key: string]: string }): Vm['nodeSelector'] {
  for (const [key, value] of Object.entries(selector)) {
    labelKey(field, key);
    labelValue(`${field}["${key}"]`, value);
  }
  return unlessEmpty({ ...selector });
}

function resolveToleration(at: string, toleration: Toleration): Toleration {
  const { key, operator, value, effect, tolerationSeconds } = toleration;
  if (operator !== undefined) member(`${at}operator`, operator, TolerationOperator);
  if (effect !== undefined) member(`${at}effect`, effect, TaintEffect);
  const exists = operator === TolerationOperator.EXISTS;
  if (key !== undefined) labelKey(`${at}key`, key);
  if (key === undefined && !exists)
    throw invalid(`${at}key`, key, 'name the key of the taint, or use operator EXISTS for all');
  if (exists && value !== undefined && value !== '') {
    throw invalid(`${at}value`, value, 'take it away: operator EXISTS compares no value');
  }
  if (tolerationSeconds !== undefined) {
    wholeBetween(`${at}tolerationSeconds`, tolerationSeconds, 0, Number.MAX_SAFE_INTEGER);
    if (effect !== TaintEffect.NO_EXECUTE) {
      throw invalid(`${at}tolerationSeconds`, tolerationSeconds, 'set effect NO_EXECUTE beside it, or take it away');
    }
  }
  return compact({ key, operator, value, effect, tolerationSeconds });
}
