import { describe, expect, test } from 'vitest';
import { manifests, objectId, renderSecret, scopes } from '../../src/manifest';
import { cloudInitFrom, file, keysFrom, nad, secret, vm } from '../rules/documents';

const LAN = 'NetworkAttachmentDefinition/vms/lan';

describe('a set of documents', () => {
  const set = manifests(
    file(
      nad('lan', { type: 'bridge', bridge: 'br1' }),
      secret('docs', { userdata: '#cloud-config\n', networkdata: 'version: 2\nethernets: {}\n' }),
      vm('db', {
        nics: [{ name: 'default' }, { name: 'lan', nad: 'lan', macAddress: '02-00-00-00-00-0A' }],
        disks: [{ name: 'system', disk: {}, bootOrder: 1 }],
        volumes: [{ name: 'system', dataVolume: { name: 'db-system' } }, cloudInitFrom('docs')],
        spec: keysFrom('keys'),
      }),
    ),
  );
  const [db] = set.vms;

  test('finds an object by kind, namespace and name', () => {
    expect(set.find('Secret', 'vms', 'docs')?.id).toBe('Secret/vms/docs');
    expect(set.find('Secret', 'infra', 'docs')).toBeUndefined();
  });

  test('takes a namespace that is left out to be the other one, as kubectl fills it in', () => {
    const bare = { metadata: { name: 'docs', namespace: undefined } };
    const [one, other] = [secret('docs', {}, 'vms'), secret('docs', {}, 'infra')];
    const without = { ...one, ...bare };
    expect(manifests(file(one)).find('Secret', undefined, 'docs')?.namespace).toBe('vms');
    expect(manifests(file(one, other)).find('Secret', undefined, 'docs')).toBeUndefined();
    expect(manifests(file(without)).find('Secret', 'vms', 'docs')?.name).toBe('docs');
    expect(manifests(file(without, other)).find('Secret', 'infra', 'docs')?.namespace).toBe('infra');
    expect(manifests(file(without, one, other)).find('Secret', undefined, 'docs')?.namespace).toBeUndefined();
  });

  test('knows the VMs of a NAD whose namespace is left out', () => {
    const lan = nad('lan', { type: 'bridge', bridge: 'br1' }, { namespace: undefined });
    const { nads, referringVms } = manifests(file(lan, vm('db', { nics: [{ name: 'lan', nad: 'lan' }] })));
    expect([...nads.keys()].map((id) => referringVms(id).map(({ name }) => name))).toEqual([['db']]);
  });

  test('knows who refers to an object, also to one that is not there', () => {
    const ids = [LAN, 'Secret/vms/docs', 'Secret/vms/keys', 'DataVolume/vms/db-system', 'Secret/vms/other'];
    expect(ids.map((id) => set.referringVms(id).length)).toEqual([1, 1, 1, 1, 0]);
  });

  test('shows the NICs of a VM with their places', () => {
    expect(db?.networks.map(({ name, pod, nadId, field }) => ({ name, pod, nadId, field }))).toEqual([
      { name: 'default', pod: true, nadId: undefined, field: 'spec.template.spec.networks[0]' },
      { name: 'lan', pod: false, nadId: LAN, field: 'spec.template.spec.networks[1]' },
    ]);
    expect(db?.interfaces.map(({ bindings, macAddress }) => ({ bindings, macAddress }))).toEqual([
      { bindings: ['masquerade'], macAddress: undefined },
      { bindings: ['bridge'], macAddress: '02:00:00:00:00:0a' },
    ]);
  });

  test('shows the documents of a VM with the object that holds them', () => {
    expect([db?.userData?.object.id, db?.userData?.field]).toEqual(['Secret/vms/docs', 'stringData.userdata']);
    expect([db?.networkData?.field, db?.networkData?.text]).toEqual([
      'stringData.networkdata',
      'version: 2\nethernets: {}\n',
    ]);
  });

  test('reads the NAD', () => {
    expect(set.nads.get(LAN)?.nad?.wire.bridgeName).toBe('br1');
  });
});

test.each([
  { say: 'a bare name is in the VM’s namespace', networkName: 'lan', id: 'NetworkAttachmentDefinition/vms/lan' },
  { say: 'a name with a namespace', networkName: 'infra/lan', id: 'NetworkAttachmentDefinition/infra/lan' },
])('$say', ({ networkName, id }) => {
  const set = manifests(file(vm('db', { nics: [{ name: 'lan', nad: networkName }] })));
  expect(set.vms[0]?.networks[0]?.nadId).toBe(id);
});

test('without namespaces a bare name still meets its NAD', () => {
  const lan = { ...nad('lan', { type: 'bridge', bridge: 'br1' }), metadata: { name: 'lan' } };
  const db = { ...vm('db', { nics: [{ name: 'lan', nad: 'lan' }] }), metadata: { name: 'db' } };
  expect(manifests(file(lan, db)).referringVms('NetworkAttachmentDefinition/lan')).toHaveLength(1);
});

test.each([
  { id: objectId('VirtualMachine', 'vms', 'db'), text: 'VirtualMachine/vms/db' },
  { id: objectId('Namespace', undefined, 'vms'), text: 'Namespace/vms' },
])('$text', ({ id, text }) => {
  expect(id).toBe(text);
});

test('an object that is a Secret of the documents', () => {
  expect(renderSecret({ userdata: 'a', networkdata: 'b' })).toEqual({
    type: 'Opaque',
    stringData: { userdata: 'a', networkdata: 'b' },
  });
});

test('NADs come first and the VM last', () => {
  expect(scopes.flatMap(({ kinds }) => kinds)).toEqual([
    'NetworkAttachmentDefinition',
    'Secret',
    'DataVolume',
    'VirtualMachine',
  ]);
});
