import { describe, expect, test } from 'vitest';
import {
  AccessMode,
  EvictionStrategy,
  type HighAvailability,
  RestartPolicy,
  RunStrategy,
  TaintEffect,
  TolerationOperator,
  VolumeMode,
  type WukongVmProps,
} from '../../src';
import {
  disk,
  errorRules,
  good,
  IMAGE,
  type Json,
  kinds,
  objectOf,
  template,
  vm,
  vmObject,
  volume,
  warningRules,
} from './support';

describe('disks', () => {
  const templates = (props: Partial<WukongVmProps>) =>
    vmObject(good(props)).spec.dataVolumeTemplates?.map(({ metadata, spec }: Json) => ({
      name: metadata.name,
      ...spec,
    }));
  const storage = (size: string, rest: object = {}) => ({
    storage: { resources: { requests: { storage: size } }, ...rest },
  });

  test.each<{ say: string; props: Partial<WukongVmProps>; want: object[] }>([
    {
      say: 'a blank disk',
      props: { osImage: undefined, disks: [{ name: 'system', size: '10Gi', boot: true }] },
      want: [{ name: 'web-01-system', source: { blank: {} }, ...storage('10Gi') }],
    },
    {
      say: 'an image without docker://',
      props: { osImage: undefined, disks: [{ name: 'system', size: '10Gi', image: IMAGE }] },
      want: [{ name: 'web-01-system', source: { registry: { url: `docker://${IMAGE}` } }, ...storage('10Gi') }],
    },
    {
      say: 'an image with docker://',
      props: { osImage: undefined, disks: [{ name: 'system', size: '10Gi', image: `docker://${IMAGE}` }] },
      want: [{ name: 'web-01-system', source: { registry: { url: `docker://${IMAGE}` } }, ...storage('10Gi') }],
    },
    {
      say: 'an image by https',
      props: { osImage: undefined, disks: [{ name: 'system', size: '10Gi', image: 'https://img.example/a.qcow2' }] },
      want: [{ name: 'web-01-system', source: { http: { url: 'https://img.example/a.qcow2' } }, ...storage('10Gi') }],
    },
    {
      say: 'osImage on the boot disk, the other one blank',
      props: {
        disks: [
          { name: 'data', size: '1Gi' },
          { name: 'system', size: '10Gi', boot: true },
        ],
      },
      want: [
        { name: 'web-01-data', source: { blank: {} }, ...storage('1Gi') },
        { name: 'web-01-system', source: { registry: { url: `docker://${IMAGE}` } }, ...storage('10Gi') },
      ],
    },
    {
      say: 'osImage on the first disk where none says boot',
      props: {
        disks: [
          { name: 'system', size: '10Gi' },
          { name: 'data', size: '1Gi' },
        ],
      },
      want: [
        { name: 'web-01-system', source: { registry: { url: `docker://${IMAGE}` } }, ...storage('10Gi') },
        { name: 'web-01-data', source: { blank: {} }, ...storage('1Gi') },
      ],
    },
    {
      say: 'osImage by URL',
      props: { osImage: 'https://img.example/a.qcow2', disks: [{ name: 'system', size: '10Gi' }] },
      want: [{ name: 'web-01-system', source: { http: { url: 'https://img.example/a.qcow2' } }, ...storage('10Gi') }],
    },
    {
      say: 'class, modes and own name',
      props: {
        disks: [
          {
            name: 'system',
            size: '10Gi',
            storageClassName: 'fast',
            accessModes: [AccessMode.READ_WRITE_MANY],
            volumeMode: VolumeMode.BLOCK,
            dataVolumeName: 'old-pvc',
          },
        ],
      },
      want: [
        {
          name: 'old-pvc',
          source: { registry: { url: `docker://${IMAGE}` } },
          ...storage('10Gi', { storageClassName: 'fast', accessModes: ['ReadWriteMany'], volumeMode: 'Block' }),
        },
      ],
    },
  ])('$say makes dataVolumeTemplates', ({ props, want }) => {
    expect(templates(props)).toEqual(want);
  });

  test.each<{ say: string; rest: object; want: object }>([
    { say: 'a container disk', rest: { containerDisk: IMAGE }, want: { containerDisk: { image: IMAGE } } },
    { say: 'an existing claim', rest: { existingClaim: 'pvc' }, want: { persistentVolumeClaim: { claimName: 'pvc' } } },
    { say: 'an existing DataVolume', rest: { existingDataVolume: 'dv' }, want: { dataVolume: { name: 'dv' } } },
  ])('$say makes a volume and no template', ({ rest, want }) => {
    const result = good({ osImage: undefined, disks: [{ name: 'system', boot: true, ...rest }] });
    expect(volume(result, 'system')).toEqual({ name: 'system', ...want });
    expect(disk(result, 'system')).toEqual({ name: 'system', disk: { bus: 'virtio' }, bootOrder: 1 });
    expect(vmObject(result).spec.dataVolumeTemplates).toBeUndefined();
  });

  test('keepOnDelete makes a DataVolume of its own with the keep annotations', () => {
    const result = good({ disks: [{ name: 'system', size: '10Gi', keepOnDelete: true, boot: true }] });
    expect(kinds(result)).toEqual(['Secret/web-01-cloud-init', 'DataVolume/web-01-system', 'VirtualMachine/web-01']);
    const made = objectOf(result, 'DataVolume');
    expect(made.spec).toEqual({ source: { registry: { url: `docker://${IMAGE}` } }, ...storage('10Gi') });
    expect(made.metadata.annotations).toMatchObject({
      'helm.sh/resource-policy': 'keep',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
    expect(made.metadata.annotations['argocd.argoproj.io/sync-options']).toContain('Prune=false');
    expect(volume(result, 'system')).toEqual({ name: 'system', dataVolume: { name: 'web-01-system' } });
    expect(vmObject(result).spec.dataVolumeTemplates).toBeUndefined();
  });

  test('boot: true is bootOrder 1', () => {
    const result = good({
      disks: [
        { name: 'data', size: '1Gi' },
        { name: 'system', size: '1Gi', boot: true },
      ],
    });
    expect(disk(result, 'system').bootOrder).toBe(1);
    expect(disk(result, 'data').bootOrder).not.toBe(1);
    expect(warningRules(result)).not.toContain('boot-disk-assumed');
  });

  test('without a boot disk the first of several boots, with a warning', () => {
    const result = good({
      disks: [
        { name: 'a', size: '1Gi' },
        { name: 'b', size: '1Gi' },
      ],
    });
    expect(disk(result, 'a').bootOrder).toBe(1);
    expect(warningRules(result)).toContain('boot-disk-assumed');
    expect(warningRules(good({ disks: [{ name: 'a', size: '1Gi' }] }))).not.toContain('boot-disk-assumed');
  });

  test('two boot disks are an error', () => {
    const result = vm({
      disks: [
        { name: 'a', size: '1Gi', boot: true },
        { name: 'b', size: '1Gi', boot: true },
      ],
    });
    expect(errorRules(result)).toEqual(['two-boot-disks']);
  });

  test.each<{ say: string; props: Partial<WukongVmProps>; want: string[] }>([
    { say: 'a bare osImage', props: {}, want: ['container-disk-root'] },
    { say: 'osImage imported into a disk', props: { disks: [{ name: 'system', size: '1Gi' }] }, want: [] },
    {
      say: 'plain http',
      props: { osImage: 'http://img.example/a.qcow2', disks: [{ name: 'system', size: '1Gi' }] },
      want: ['plain-http-image'],
    },
    {
      say: 'https',
      props: { osImage: 'https://img.example/a.qcow2', disks: [{ name: 'system', size: '1Gi' }] },
      want: [],
    },
  ])('$say: warnings $want', ({ props, want }) => {
    expect(warningRules(good(props))).toEqual(want);
  });
});

describe('life', () => {
  const { ALWAYS, RERUN_ON_FAILURE, MANUAL, HALTED, ONCE } = RunStrategy;
  test.each<{
    autoStart?: boolean;
    runStrategy?: RunStrategy;
    restartPolicy?: RestartPolicy;
    want: string;
    warns: boolean;
  }>([
    { want: 'Always', warns: false },
    { autoStart: true, want: 'Always', warns: false },
    ...[ALWAYS, RERUN_ON_FAILURE, MANUAL, HALTED, ONCE].map((runStrategy) => ({
      runStrategy,
      want: runStrategy,
      warns: false,
    })),
    { restartPolicy: RestartPolicy.ALWAYS, want: 'Always', warns: false },
    { restartPolicy: RestartPolicy.ON_FAILURE, want: 'RerunOnFailure', warns: false },
    { restartPolicy: RestartPolicy.NEVER, want: 'Once', warns: false },
    { autoStart: true, restartPolicy: RestartPolicy.NEVER, want: 'Once', warns: false },
    { runStrategy: RERUN_ON_FAILURE, restartPolicy: RestartPolicy.ON_FAILURE, want: 'RerunOnFailure', warns: false },
    { runStrategy: ALWAYS, restartPolicy: RestartPolicy.NEVER, want: 'Always', warns: true },
    { runStrategy: ONCE, restartPolicy: RestartPolicy.ALWAYS, want: 'Once', warns: true },
    { autoStart: false, want: 'Halted', warns: false },
    { autoStart: false, runStrategy: MANUAL, want: 'Manual', warns: false },
    { autoStart: false, runStrategy: HALTED, want: 'Halted', warns: false },
    { autoStart: false, runStrategy: ALWAYS, want: 'Halted', warns: true },
    { autoStart: false, runStrategy: RERUN_ON_FAILURE, want: 'Halted', warns: true },
    { autoStart: false, runStrategy: ONCE, want: 'Halted', warns: true },
  ])('autoStart $autoStart, runStrategy $runStrategy, restartPolicy $restartPolicy: $want, a warning $warns', (row) => {
    const result = good({
      startStrategy: { autoStart: row.autoStart, runStrategy: row.runStrategy },
      highAvailability: { restartPolicy: row.restartPolicy },
    });
    expect(vmObject(result).spec.runStrategy).toBe(row.want);
    expect(vmObject(result).spec).not.toHaveProperty('running');
    expect(warningRules(result).includes('run-strategy-conflict')).toBe(row.warns);
  });

  test('autoStart: false with a restartPolicy is Halted', () => {
    const result = good({
      startStrategy: { autoStart: false },
      highAvailability: { restartPolicy: RestartPolicy.ON_FAILURE },
    });
    expect(vmObject(result).spec.runStrategy).toBe('Halted');
  });

  test.each([
    { given: undefined, want: 'LiveMigrateIfPossible' },
    { given: EvictionStrategy.LIVE_MIGRATE, want: 'LiveMigrate' },
    { given: EvictionStrategy.LIVE_MIGRATE_IF_POSSIBLE, want: 'LiveMigrateIfPossible' },
    { given: EvictionStrategy.NONE, want: 'None' },
    { given: EvictionStrategy.EXTERNAL, want: 'External' },
    { given: EvictionStrategy.CLUSTER_DEFAULT, want: undefined },
  ])('evictionStrategy $given is written as $want', ({ given, want }) => {
    expect(template(good({ highAvailability: { evictionStrategy: given } })).evictionStrategy).toBe(want);
  });
});

describe('placement', () => {
  const LABEL = 'cdk8s-wukong/anti-affinity-group';
  const term = (group: string, topologyKey: string) => ({
    labelSelector: { matchLabels: { [LABEL]: group } },
    topologyKey,
  });

  test.each<{ say: string; given: HighAvailability; group: string; want: object }>([
    {
      say: "preferred, the chart's id, by host",
      given: {},
      group: 'web',
      want: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: term('web', 'kubernetes.io/hostname') },
        ],
      },
    },
    {
      say: 'a group and a zone',
      given: { antiAffinityGroup: 'db', topologyKey: 'topology.kubernetes.io/zone' },
      group: 'db',
      want: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: term('db', 'topology.kubernetes.io/zone') },
        ],
      },
    },
    {
      say: 'required',
      given: { antiAffinityRequired: true },
      group: 'web',
      want: { requiredDuringSchedulingIgnoredDuringExecution: [term('web', 'kubernetes.io/hostname')] },
    },
  ])('antiAffinity: $say', ({ given, group, want }) => {
    const result = good({ highAvailability: { antiAffinity: true, ...given } });
    expect(template(result).affinity).toEqual({ podAntiAffinity: want });
    expect(vmObject(result).spec.template.metadata.labels[LABEL]).toBe(group);
  });

  test('without antiAffinity there is neither affinity nor label', () => {
    const result = good({ highAvailability: {} });
    expect(template(result).affinity).toBeUndefined();
    expect(vmObject(result).spec.template.metadata?.labels?.[LABEL]).toBeUndefined();
  });

  test('tolerations keep all five fields', () => {
    const result = good({
      highAvailability: {
        tolerations: [
          {
            key: 'dedicated',
            operator: TolerationOperator.EQUAL,
            value: 'vm',
            effect: TaintEffect.NO_EXECUTE,
            tolerationSeconds: 300,
          },
          { operator: TolerationOperator.EXISTS },
        ],
      },
    });
    expect(template(result).tolerations).toEqual([
      { key: 'dedicated', operator: 'Equal', value: 'vm', effect: 'NoExecute', tolerationSeconds: 300 },
      { operator: 'Exists' },
    ]);
  });

  test('node selector, priority class and GPUs are written', () => {
    const result = good({
      highAvailability: { nodeSelector: { 'node-role.kubernetes.io/worker': '' }, priorityClassName: 'high' },
      gpus: [{ name: 'gpu1', deviceName: 'nvidia.com/GA102GL_A10' }],
    });
    expect(template(result).nodeSelector).toEqual({ 'node-role.kubernetes.io/worker': '' });
    expect(template(result).priorityClassName).toBe('high');
    expect(template(result).domain.devices.gpus).toEqual([{ name: 'gpu1', deviceName: 'nvidia.com/GA102GL_A10' }]);
  });
});
