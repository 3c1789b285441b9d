import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { describe, expect, test, vi } from 'vitest';
import { FindingSeverity, Wukong, WukongVm, type WukongVmProps } from '../../src';

const base: WukongVmProps = {
  cpu: 2,
  memory: '4Gi',
  osImage: 'quay.io/containerdisks/debian:12',
  disks: [{ name: 'system', size: '10Gi', boot: true }],
};

function chart(): Chart {
  return new Chart(new App({ outdir: Testing.app().outdir }), 'web', { namespace: 'vms' });
}

describe('Wukong.check', () => {
  test('finds nothing in a good app', () => {
    const scope = chart();
    new WukongVm(scope, 'web', base);
    expect(Wukong.check(scope)).toEqual([]);
  });

  test('gives errors and warnings, and what is acknowledged where that is asked for, and neither throws nor prints', () => {
    const printed = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const scope = chart();
    const { disks: _, ...stateless } = base;
    new WukongVm(scope, 'a', stateless).acknowledge('container-disk-root', 'a test VM');
    const { virtualMachine } = new WukongVm(scope, 'b', base);
    virtualMachine.addJsonPatch(JsonPatch.add('/spec/template/spec/domain/devices/interfaces/0/bridge', {}));
    virtualMachine.addJsonPatch(JsonPatch.add('/spec/template/spec/tomorrow', 1));
    const told = Wukong.check(scope, { acknowledged: true }).map(({ rule, severity, constructPath, acknowledged }) => ({
      rule,
      severity,
      constructPath,
      acknowledged,
    }));
    expect(told).toEqual([
      {
        rule: 'container-disk-root',
        severity: FindingSeverity.WARNING,
        constructPath: 'web/a',
        acknowledged: 'a test VM',
      },
      { rule: 'iface-one-binding', severity: FindingSeverity.ERROR, constructPath: 'web/b', acknowledged: undefined },
      { rule: 'unknown-field', severity: FindingSeverity.WARNING, constructPath: 'web/b', acknowledged: undefined },
    ]);
    expect(Wukong.check(scope).map(({ rule }) => rule)).toEqual(['iface-one-binding', 'unknown-field']);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  test('looks at objects that other constructs made', () => {
    const scope = chart();
    new ApiObject(scope, 'machine', {
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachine',
      metadata: { name: 'plain' },
      spec: { runStrategy: 'Sometimes', template: { spec: { domain: { devices: {} } } } },
    });
    expect(Wukong.check(scope)).toEqual([
      expect.objectContaining({
        rule: 'run-strategy',
        constructPath: 'web/machine',
        object: 'VirtualMachine/vms/plain',
      }),
    ]);
  });
});

describe('a field that the CRD lacks', () => {
  test('is a warning that can be acknowledged, and the rest of the VM is asked on', () => {
    const scope = chart();
    const vm = new WukongVm(scope, 'web', base);
    vm.virtualMachine.addJsonPatch(JsonPatch.add('/spec/template/spec/tomorrow', 1));
    vm.virtualMachine.addJsonPatch(JsonPatch.replace('/spec/runStrategy', 'Sometimes'));
    vm.acknowledge('unknown-field', 'our KubeVirt is newer');
    expect(Wukong.check(scope, { acknowledged: true }).map(({ rule, acknowledged }) => [rule, acknowledged])).toEqual([
      ['run-strategy', undefined],
      ['unknown-field', 'our KubeVirt is newer'],
    ]);
  });
});
