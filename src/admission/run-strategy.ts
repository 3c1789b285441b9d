import { gateOn } from './cluster';
import { type Flaw, flaw, type VmRule } from './rule';
import type { Vm } from './vm';

/** When a VirtualMachine runs. */
export const runStrategyRules: readonly VmRule[] = [{ id: 'run-strategy', check: runStrategy }];

const STRATEGIES = ['Always', 'RerunOnFailure', 'Manual', 'Halted', 'Once'];

/** Waits for a VM to come from another cluster. */
const RECEIVER = 'WaitAsReceiver';

function* runStrategy({ spec, path, cluster }: Vm): Iterable<Flaw> {
  const { runStrategy: strategy } = spec;
  const running = typeof spec.running === 'boolean';
  if (running === (typeof strategy === 'string')) {
    const message = running ? 'running stands beside runStrategy' : 'nothing says when the VM runs';
    yield flaw(`${path}.running`, message, running ? 'keep runStrategy' : 'set runStrategy, such as Always');
  }
  if (typeof strategy !== 'string' || STRATEGIES.includes(strategy)) return;
  if (strategy !== RECEIVER) {
    const fix = `use one of ${STRATEGIES.join(', ')}`;
    return yield flaw(`${path}.runStrategy`, `"${strategy}" is no run strategy`, fix);
  }
  if (gateOn(cluster, 'DecentralizedLiveMigration')) return;
  const message = 'the feature gate DecentralizedLiveMigration is off';
  yield flaw(`${path}.runStrategy`, message, 'use another strategy, or switch the gate on');
}
