import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing, YamlOutputType } from 'cdk8s';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IpMode, NetworkAttachment, WukongVm, type WukongVmProps } from '../../src';
import { rules } from '../../src/rules';

const base: WukongVmProps = { cpu: 2, memory: '4Gi', osImage: 'quay.io/containerdisks/debian:12' };
const gateway = (name: string, third: number) => ({
  name,
  ipConfig: { mode: IpMode.STATIC, address: `10.0.${third}.5/24`, gateway: `10.0.${third}.1` },
});
const twoGateways = { ...base, networks: [gateway('a', 1), gateway('b', 2)] };

let outdir: string;
let printed: string[];

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'wukong-'));
  printed = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(outdir, { recursive: true, force: true });
});

function app(): App {
  return new App({ outdir: join(outdir, 'dist') });
}

function written(): string[] {
  return existsSync(join(outdir, 'dist')) ? readdirSync(join(outdir, 'dist')) : [];
}

describe('all or nothing', () => {
  test('a fault in the second chart leaves no file of the first', () => {
    const root = app();
    new WukongVm(new Chart(root, 'good', { namespace: 'vms' }), 'web', base);
    new WukongVm(new Chart(root, 'bad', { namespace: 'vms' }), 'db', twoGateways);
    expect(() => root.synth()).toThrow(
      'bad/db: VirtualMachine/vms/db: networks[1].ipConfig.gateway: the networks "a" and "b" all have an IPv4 gateway',
    );
    expect(written()).toEqual([]);
  });

  test('an object of the program that cannot be rendered leaves no file either', () => {
    const root = app();
    new WukongVm(new Chart(root, 'good', { namespace: 'vms' }), 'web', base);
    const broken = {
      produce: () => {
        throw new Error('no value');
      },
    };
    new ApiObject(new Chart(root, 'bad'), 'map', { apiVersion: 'v1', kind: 'ConfigMap', data: Lazy.any(broken) });
    expect(() => root.synth()).toThrow('no value');
    expect(written()).toEqual([]);
  });

  test('a chart that is made while others are rendered is written too, and checked', () => {
    const root = app();
    const chart = new Chart(root, 'one', { namespace: 'vms' });
    new WukongVm(chart, 'web', base);
    const late = (metadata: { name: string; namespace: string }) => {
      if (root.node.tryFindChild('late') === undefined) {
        new ApiObject(new Chart(root, 'late'), 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
      }
      return {};
    };
    const data = Lazy.any({ produce: () => late({ name: 'late', namespace: 'vms' }) });
    new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'first' }, data });
    root.synth();
    expect(written()).toEqual(['late.k8s.yaml', 'one.k8s.yaml']);
  });

  test('a good app writes every file', () => {
    const root = app();
    new WukongVm(new Chart(root, 'one', { namespace: 'vms' }), 'web', base);
    new WukongVm(new Chart(root, 'two', { namespace: 'vms' }), 'db', base);
    root.synth();
    expect(written()).toEqual(['one.k8s.yaml', 'two.k8s.yaml']);
  });
});

describe('each rule runs', () => {
  test('once for an app of 20 charts', () => {
    const root = app();
    for (let i = 0; i < 20; i++) new WukongVm(new Chart(root, `c${i}`, { namespace: 'vms' }), `vm${i}`, base);
    const spies = rules.map((rule) => vi.spyOn(rule, 'check'));
    root.synth();
    expect(spies.map((spy) => spy.mock.calls.length)).toEqual(rules.map(() => 1));
  });

  test('again after anything was added or edited', () => {
    const chart = new Chart(app(), 'web', { namespace: 'vms' });
    const vm = new WukongVm(chart, 'web', base);
    const foreign = new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' } });
    const spy = vi.spyOn(rules[0] ?? expect.fail(), 'check');
    const edits: (() => unknown)[] = [
      () => undefined,
      () => vm.addNetwork({ name: 'lan' }),
      () => vm.addDisk({ name: 'data', size: '1Gi' }),
      () => vm.acknowledge('boot-disk-without-image', 'installed over the network'),
      () => vm.virtualMachine.addJsonPatch(JsonPatch.add('/spec/template/spec/hostname', 'h')),
      () => vm.virtualMachine.metadata.addLabel('a', 'b'),
      () => foreign.addJsonPatch(JsonPatch.add('/data', { a: 'b' })),
      () => foreign.metadata.addAnnotation('a', 'b'),
      () => new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'o' } }),
      () => new NetworkAttachment(chart, 'lan'),
    ];
    edits.forEach((edit, i) => {
      edit();
      Testing.synth(chart);
      Testing.synth(chart);
      expect(spy, `edit ${i}`).toHaveBeenCalledTimes(i + 1);
    });
  });

  test('sees what a Lazy says at a later synth', async () => {
    let name = 'one';
    const chart = new Chart(app(), 'web', { namespace: 'vms' });
    new WukongVm(chart, 'web', base);
    const metadata = { name: Lazy.any({ produce: () => name }) as string };
    new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    new ApiObject(chart, 'b', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'two' } });
    Testing.synth(chart);
    name = 'two';
    await Promise.resolve();
    expect(() => Testing.synth(chart)).toThrow('duplicate-object');
  });

  test('on the final manifests, after JSON patches', () => {
    const chart = new Chart(app(), 'web', { namespace: 'vms' });
    const vm = new WukongVm(chart, 'web', base);
    vm.virtualMachine.addJsonPatch(JsonPatch.replace('/spec/template/spec/networks/0/name', 'pod'));
    expect(() => Testing.synth(chart)).toThrow('network "pod" has no interface of that name');
  });
});

describe('warnings', () => {
  test('are printed once on stderr and fail nothing', () => {
    const root = app();
    const chart = new Chart(root, 'web', { namespace: 'vms' });
    const vm = new WukongVm(chart, 'web', base);
    root.synth();
    vm.virtualMachine.metadata.addLabel('tier', 'front');
    root.synth();
    expect(printed).toEqual([
      expect.stringMatching(/^cdk8s-wukong: warning: web\/web: VirtualMachine\/vms\/web: .*\(container-disk-root\)\n$/),
    ]);
  });

  test('that are acknowledged are not printed, and the reason stands on the VM', () => {
    const chart = new Chart(app(), 'web', { namespace: 'vms' });
    const vm = new WukongVm(chart, 'web', base);
    vm.acknowledge('container-disk-root', 'a test VM');
    vm.acknowledge('unknown-namespace', 'one cluster');
    const [, machine] = Testing.synth(chart);
    expect(printed).toEqual([]);
    expect(machine.metadata.annotations).toEqual({
      'cdk8s-wukong/acknowledge': '{"container-disk-root":"a test VM","unknown-namespace":"one cluster"}',
    });
  });

  test('about the NADs and the Secret of a VM are covered by the VM', () => {
    const chart = new Chart(app(), 'web', { namespace: 'vms' });
    const vm = new WukongVm(chart, 'web', {
      ...base,
      networks: [{ name: 'lan', bridgeName: 'br-ex' }],
      cloudInitUser: { name: 'ops', password: 'in-the-clear' },
    });
    for (const rule of ['container-disk-root', 'bridge-name-owned', 'plain-password']) vm.acknowledge(rule, 'known');
    Testing.synth(chart);
    expect(printed).toEqual([]);
  });
});

describe('acknowledge', () => {
  const vm = () => new WukongVm(new Chart(app(), 'web', { namespace: 'vms' }), 'web', base);

  test.each([
    {
      say: 'an id that no rule has',
      id: 'container-disk',
      reason: 'x',
      error: 'web/web: ruleId: "container-disk" is not valid; use the id',
    },
    {
      say: 'an error that the cluster refuses',
      id: 'iface-without-net',
      reason: 'x',
      error: 'web/web: ruleId: "iface-without-net" is not valid; mend',
    },
    { say: 'no reason', id: 'container-disk-root', reason: ' ', error: 'web/web: reason: " " is not valid; say why' },
  ])('refuses $say', ({ id, reason, error }) => {
    expect(() => vm().acknowledge(id, reason)).toThrow(error);
  });
});

describe('files of their own', () => {
  const chartsOf = (type: YamlOutputType) => {
    const root = new App({ outdir: join(outdir, 'dist'), yamlOutputType: type });
    for (const name of ['one', 'two']) {
      new WukongVm(new Chart(root, name, { namespace: name }), `${name}-vm`, { ...base, metadata: { name: 'web' } });
    }
    return root;
  };

  test('of one kind and name in two namespaces are an error where the second would overwrite the first', () => {
    expect(() => chartsOf(YamlOutputType.FILE_PER_RESOURCE).synth()).toThrow(
      "the file VirtualMachine.web.k8s.yaml is VirtualMachine/one/web's as well",
    );
    expect(written()).toEqual([]);
  });

  test('are fine in a folder for each chart', () => {
    chartsOf(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE).synth();
    expect(written()).toEqual(['one', 'two']);
  });
});
