import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { IpAssignedBy, MacvlanMode, NetworkAttachment, NetworkType, WukongVm, type WukongVmProps } from '../../src';
import {
  base,
  errorRules,
  good,
  type Json,
  nad,
  newApp,
  newChart,
  passed,
  refusal,
  STATIC,
  synthesize,
  template,
  vmObject,
  warningRules,
  warningsOf,
} from './support';

const PASSTHRU = { type: NetworkType.MACVLAN, macvlanMode: MacvlanMode.PASSTHRU, physicalInterface: 'eth1' };
const SRIOV = { type: NetworkType.SRIOV, resourceName: 'vendor.com/vf' };
const OVS = { type: NetworkType.OVS };
const GATEWAY = { ...STATIC, gateway: '192.168.100.1' };

describe('acknowledging', () => {
  test('a warning that is acknowledged is not printed, and the object says why', () => {
    const result = passed(
      synthesize((chart) => {
        const made = new WukongVm(chart, 'web-01', base);
        made.acknowledge('container-disk-root', 'a test VM');
      }),
    );
    expect(result.warnings).toEqual([]);
    expect(JSON.parse(vmObject(result).metadata.annotations['cdk8s-wukong/acknowledge'])).toEqual({
      'container-disk-root': 'a test VM',
    });
  });

  test("a VM's covers the objects that it refers to", () => {
    const result = passed(
      synthesize((chart) => {
        const made = new WukongVm(chart, 'web-01', { ...base, networks: [{ name: 'lan', type: NetworkType.OVS }] });
        made.acknowledge('ovs-all-vlans', 'a router');
      }),
    );
    expect(warningRules(result)).not.toContain('ovs-all-vlans');
  });

  test("an attachment's covers itself", () => {
    const result = passed(
      synthesize((chart) => {
        const lan = new NetworkAttachment(chart, 'lan', { type: NetworkType.OVS });
        lan.acknowledge('ovs-all-vlans', 'a router');
      }),
    );
    expect(result.warnings).toEqual([]);
    expect(JSON.parse(nad(result).metadata.annotations['cdk8s-wukong/acknowledge'])).toEqual({
      'ovs-all-vlans': 'a router',
    });
  });

  test('an error of ours can be acknowledged', () => {
    const result = synthesize((chart) => {
      const made = new WukongVm(chart, 'web-01', {
        ...base,
        networks: [
          { name: 'a', ipConfig: GATEWAY },
          { name: 'b', ipConfig: { mode: STATIC.mode, address: '10.7.0.5/24', gateway: '10.7.0.1' } },
        ],
      });
      made.acknowledge('two-default-routes', 'policy routing in the image');
    });
    expect(errorRules(result)).toEqual([]);
    expect(result.error).toBeUndefined();
  });

  test('an error that the cluster would refuse cannot be acknowledged', () => {
    const result = synthesize((chart) => {
      const made = new WukongVm(chart, 'web-01', {
        ...base,
        networks: [{ name: 'a', multusDefault: true, ipConfig: { ...GATEWAY, assignedBy: IpAssignedBy.CNI } }],
      });
      made.acknowledge('multus-default-or-pod', 'please');
    });
    expect(result.error).toContain('multus-default-or-pod');
  });
});

describe('one validation for the app', () => {
  test('several charts print a warning once', () => {
    const app = newApp();
    const charts = ['one', 'two', 'three'].map((id) => new Chart(app, id, { namespace: 'vms' }));
    const result = synthesize(() => {
      for (const [index, chart] of charts.entries()) new WukongVm(chart, `web-${index}`, base);
      for (const chart of charts.slice(1)) Testing.synth(chart);
    }, charts[0]);
    expect(warningRules(passed(result))).toEqual(Array(3).fill('container-disk-root'));
  });

  test('an error writes no file of any chart', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'spec-'));
    const app = new App({ outdir });
    const [first, second] = ['one', 'two'].map((id) => new Chart(app, id, { namespace: 'vms' })) as [Chart, Chart];
    const result = synthesize(() => {
      new WukongVm(first, 'web-01', base);
      new WukongVm(second, 'web-02', {
        ...base,
        disks: [
          { name: 'a', size: '1Gi', boot: true },
          { name: 'b', size: '1Gi', boot: true },
        ],
      });
      app.synth();
    }, first);
    expect(errorRules(result)).toContain('two-boot-disks');
    expect(readdirSync(outdir)).toEqual([]);
    rmSync(outdir, { recursive: true });
  });

  test('what changes after a synth is checked at the next one', () => {
    const chart = newChart();
    const made = new WukongVm(chart, 'web-01', { ...base, networks: [{ name: 'a', ipConfig: GATEWAY }] });
    expect(synthesize(() => undefined, chart).error).toBeUndefined();
    made.addNetwork({ name: 'b', ipConfig: { mode: STATIC.mode, address: '10.7.0.5/24', gateway: '10.7.0.1' } });
    expect(errorRules(synthesize(() => undefined, chart))).toEqual(['two-default-routes']);
    made.acknowledge('two-default-routes', 'policy routing');
    expect(synthesize(() => undefined, chart).error).toBeUndefined();
    made.virtualMachine.addJsonPatch(JsonPatch.replace('/spec/template/spec/networks/1/name', 'wan'));
    expect(errorRules(synthesize(() => undefined, chart))).toContain('iface-without-net');
  });

  test('a finding about a pair may be acknowledged on either', () => {
    const pair = (which: number | undefined) =>
      synthesize((chart) => {
        const networks = [{ name: 'lan', bridgeName: 'br1', ipConfig: STATIC }];
        const vms = ['web-01', 'web-02'].map((id) => new WukongVm(chart, id, { ...base, networks }));
        if (which !== undefined) vms[which]?.acknowledge('duplicate-address', 'a cold spare');
      });
    expect([...new Set(errorRules(pair(undefined)))]).toEqual(['duplicate-address']);
    expect([pair(0).error, pair(1).error]).toEqual([undefined, undefined]);
  });

  test('a disk that is refused in a late addDisk names the VM and its place', () => {
    const made = new WukongVm(newChart(), 'web-01', { ...base, disks: [{ name: 'system', size: '1Gi' }] });
    expect(() => made.addDisk({ name: 'system', size: '1Gi' })).toThrow(
      /^web\/web-01: disks\[1\]\.name: "system" is not valid; /,
    );
  });

  test('a network that is refused in a late addNetwork leaves the VM as it was', () => {
    const result = passed(
      synthesize((chart) => {
        const made = new WukongVm(chart, 'web-01', { ...base, networks: [{ name: 'a' }] });
        expect(() => made.addNetwork({ name: 'b', vlanId: 5000 })).toThrow(/vlanId: 5000 is not valid/);
        made.addNetwork({ name: 'b', vlanId: 50 });
      }),
    );
    expect(template(result).networks.map(({ name }: Json) => name)).toEqual(['default', 'a', 'b']);
  });
});

describe('warnings on stderr', () => {
  test.each<{ say: string; props: Partial<WukongVmProps>; rule: string }>([
    { say: 'macvlan', props: { networks: [{ name: 'lan', ...PASSTHRU }] }, rule: 'macvlan-exclusive' },
    { say: 'ovs without VLAN and trunk', props: { networks: [{ name: 'lan', ...OVS }] }, rule: 'ovs-all-vlans' },
    ...['br-int', 'br-ex', 'cni0', 'docker0'].map((bridgeName) => ({
      say: `the bridge ${bridgeName}`,
      props: { networks: [{ name: 'lan', bridgeName }] },
      rule: 'bridge-name-owned',
    })),
    {
      say: 'an address in the pod subnet',
      props: { networks: [{ name: 'lan', ipConfig: { mode: STATIC.mode, address: '10.0.2.10/24' } }] },
      rule: 'pod-subnet-overlap',
    },
    { say: 'a password', props: { cloudInitUser: { name: 'ops', password: 'x' } }, rule: 'plain-password' },
  ])('$say warns $rule, once, in the form of every finding', ({ props, rule }) => {
    const lines = warningsOf(good(props), rule);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^cdk8s-wukong: warning: web\/web-01\S*: (VirtualMachine|NetworkAttachmentDefinition|Secret)\/vms\/\S+: .*; .* \([a-z0-9-]+\)$/,
    );
  });

  test('the other types do not warn so', () => {
    const rules = warningRules(
      good({
        disks: [{ name: 'system', size: '1Gi' }],
        networks: [
          { name: 'a' },
          { name: 'b', ...OVS, vlanId: 5 },
          { name: 'c', ...OVS, trunk: ['5'] },
          { name: 'd', ...SRIOV },
        ],
      }),
    );
    expect(rules).toEqual([]);
  });

  test('a network that is refused in a late addNetwork names the VM', () => {
    const chart = newChart();
    const made = new WukongVm(chart, 'web-01', base);
    expect(() => made.addNetwork({ name: 'default' })).toThrow(
      /^web\/web-01: networks\[0\]\.name: "default" is not valid; .*podNetwork/,
    );
    expect(refusal({ networks: [{ name: 'a' }, { name: 'default' }] })).toMatch(
      /^web\/web-01: networks\[1\]\.name: "default"/,
    );
  });
});
