import { describe, expect, test } from 'vitest';
import { manifests } from '../../src/manifest';
import { check, checkDocuments, rules } from '../../src/rules';
import type { Data } from '../../src/values';
import { cases } from './cases';
import { file, nad, secret, vm } from './documents';

const found = (docs: readonly Data[], context?: readonly Data[]) =>
  check(manifests(file(...docs), context && file(...context)), rules).map(({ rule, object }) => `${rule} ${object}`);

const lan = nad('lan', { type: 'bridge', bridge: 'br-lan' });
const db = vm('db', { nics: [{ name: 'lan', nad: 'lan' }] });

describe('what the cluster has already', () => {
  test('is looked up', () => {
    expect(found([db], [lan])).toEqual([]);
    expect(found([db], [nad('wan', { type: 'bridge', bridge: 'br-wan' })])).toEqual([
      'reference-missing VirtualMachine/vms/db',
    ]);
  });

  test('is taken to be all there is of NADs, Secrets, instance types and preferences, once somebody says it', () => {
    expect(found([db])).toEqual([]);
    expect(found([db], [])).toEqual(['reference-missing VirtualMachine/vms/db']);
    expect(found([db], [secret('docs', {})])).toEqual(['reference-missing VirtualMachine/vms/db']);
  });

  test('is taken to be all there is of another kind where it lists one of it', () => {
    const claim = (name: string) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace: 'vms' },
    });
    const guest = vm('db', { volumes: [{ name: 'system', persistentVolumeClaim: { claimName: 'system' } }] });
    expect(found([guest], [lan])).toEqual([]);
    expect(found([guest], [lan, claim('data')])).toEqual(['reference-missing VirtualMachine/vms/db']);
    expect(found([guest], [lan, claim('system')])).toEqual([]);
  });

  test('is looked at by rules that ask what a VM is on', () => {
    const sriov = nad('lan', { type: 'sriov' });
    expect(found([db], [sriov])).toEqual(['binding-not-of-nad VirtualMachine/vms/db']);
  });

  test('tells on a VM what is wrong with the NAD of the cluster that it is on', () => {
    expect(found([db], [nad('lan', { type: 'macvlan', master: 'eth1' })])).toEqual([
      'macvlan-no-traffic VirtualMachine/vms/db',
    ]);
    expect(found([db], [nad('wan', { type: 'macvlan', master: 'eth1' }), lan])).toEqual([]);
  });

  test('has policies that are looked up, and not checked', () => {
    const policy = {
      apiVersion: 'nmstate.io/v1',
      kind: 'NodeNetworkConfigurationPolicy',
      metadata: { name: 'br-lan' },
      // On every node, which would be a finding here.
      spec: { desiredState: { interfaces: [{ name: 'br-lan', type: 'linux-bridge', bridge: { port: [] } }] } },
    };
    expect(found([lan, db])).toEqual([]);
    expect(found([lan, db], [policy])).toEqual(['bridge-without-uplink NetworkAttachmentDefinition/vms/lan']);
  });

  test('is not checked itself', () => {
    for (const { rule, hit } of cases.filter(({ context }) => context === undefined)) {
      const about = check(manifests([], hit), rules);
      expect(about, rule).toEqual([]);
    }
  });

  test('does not stand in the way of an object of the same name here', () => {
    expect(found([nad('lan', { type: 'sriov' }), db], [lan])).toContain('binding-not-of-nad VirtualMachine/vms/db');
  });

  test.each([
    {
      say: 'a Secret that an ExternalSecret makes',
      made: { kind: 'ExternalSecret', spec: { target: { name: 'docs' } } },
    },
    {
      say: 'a Secret that a SopsSecret makes',
      made: { kind: 'SopsSecret', spec: { secretTemplates: [{ name: 'docs' }] } },
    },
    {
      say: 'a Secret that a SealedSecret names otherwise',
      made: { kind: 'SealedSecret', spec: { template: { metadata: { name: 'docs' } } } },
    },
    { say: 'a SealedSecret', made: { kind: 'SealedSecret', metadata: { name: 'docs', namespace: 'vms' } } },
  ])('counts $say as there', ({ made }) => {
    const maker = { apiVersion: 'example.org/v1', metadata: { name: 'maker', namespace: 'vms' }, ...made };
    const guest = vm('db', { volumes: [{ name: 'c', cloudInitNoCloud: { secretRef: { name: 'docs' } } }] });
    expect(found([maker, guest], [secret('other', {})])).toEqual([]);
  });

  test('has a namespace where none is written: kubectl and kustomize fill it in', () => {
    const bare = { ...lan, metadata: { name: 'lan' } };
    expect(found([bare, db], [])).toEqual([]);
    expect(found([bare, db])).toEqual([]);
  });
});

describe('an instance by itself', () => {
  /** Questions that only a VirtualMachine, or an object with a template, can be asked. */
  const OF_MACHINES = [
    'run-strategy',
    'stopped-in-sync-wave',
    'halted-waits-for-consumer',
    'container-disk-root',
    'networks-annotation',
    'file-overwritten',
  ];

  const asInstance = (doc: Data): Data => {
    if (doc.kind !== 'VirtualMachine') return doc;
    const spec = (doc.spec as { readonly template: { readonly spec: Data } }).template.spec;
    return { ...doc, kind: 'VirtualMachineInstance', spec };
  };
  const templated = (doc: Data) => JSON.stringify(doc).match(/dataVolumeTemplates|instancetype"/) !== null;

  const alike = cases.filter(
    ({ rule, hit, miss }) => !OF_MACHINES.includes(rule) && ![...hit, ...miss].some(({ doc }) => templated(doc)),
  );

  test.each(alike)('is asked as the template of a VM is: $rule: $say', ({ rule, hit, miss, context }) => {
    const ids = (documents: typeof hit) => {
      const instances = documents.map(({ doc, ...rest }) => ({ ...rest, doc: asInstance(doc) }));
      return check(manifests(instances, context), rules).map((finding) => finding.rule);
    };
    expect(ids(hit)).toContain(rule);
    expect(ids(miss)).not.toContain(rule);
  });

  test('that KubeVirt made of a VM which is there too is that VM', () => {
    const guest = vm('db', { nics: [{ name: 'lan', nad: 'lan', macAddress: '02:00:00:00:00:01' }] });
    const owner = { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', name: 'db' };
    const instance = asInstance(guest);
    const owned = { ...instance, metadata: { ...(instance.metadata as Data), ownerReferences: [owner] } };
    expect(found([guest, owned])).toEqual([]);
    expect(found([guest, instance])).toEqual(['duplicate-mac VirtualMachineInstance/vms/db']);
  });

  test('that a controller made has labels that a user may not write', () => {
    const [label, guest] = [{ 'kubevirt.io/nodeName': 'node01' }, vm('db')];
    const owner = { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', name: 'db', uid: '1', controller: true };
    const instance = (metadata: Data) => {
      const made = asInstance(guest);
      return checkDocuments(
        file({ ...made, metadata: { ...(made.metadata as Data), labels: label, ...metadata } }),
        rules,
      );
    };
    expect(instance({}).map(({ rule }) => rule)).toEqual(['reserved-label']);
    expect(instance({ ownerReferences: [owner] })).toEqual([]);
  });
});

describe('what was read from a cluster', () => {
  test('is there, in whatever order it is listed', () => {
    const [guest, network] = [db, nad('lan', { type: 'bridge', bridge: 'br-lan' }, { uid: '1' })];
    expect(found([guest, lan])).toEqual(['nad-after-vm VirtualMachine/vms/db']);
    expect(found([guest, network])).toEqual([]);
  });
});
