import { Chart, Testing } from 'cdk8s';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { admissionRules } from '../../src/admission';
import { WukongVm } from '../../src/constructs';
import { type Finding, FindingSeverity } from '../../src/findings';
import { type Document, manifests } from '../../src/manifest';
import { type FaultRule, faultRules, type WukongVmProps } from '../../src/model';
import { acknowledgeable, check, type Rule, ruleIds, rules } from '../../src/rules';
import { schemaRules } from '../../src/schema';
import type { Data } from '../../src/values';
import { cases } from './cases';
import { faultCases } from './cases-faults';
import { fleetCases } from './cases-fleet';
import { HASH, PASSWORD } from './cases-guest';
import {
  acknowledging,
  annotated,
  cloudConfig,
  file,
  fileEach,
  idOf,
  nad,
  networkConfig,
  secret,
  vm,
} from './documents';
import type { FaultCase } from './rule-case';

const ruleOf = new Map<string, Rule>(rules.map((rule) => [rule.id, rule]));

function found(documents: readonly Document[], context?: readonly Document[]): readonly Finding[] {
  return check(manifests(documents, context), rules);
}

function idsOf(findings: readonly { readonly rule: string }[]): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

describe('every rule has a manifest that hits and its nearest neighbour that does not', () => {
  test.each(rules.map(({ id }) => id))('%s', (id) => {
    expect(cases.filter(({ rule }) => rule === id)).not.toEqual([]);
  });

  test('and no case is of a rule that there is not', () => {
    expect(cases.map(({ rule }) => rule).filter((id) => !ruleOf.has(id))).toEqual([]);
  });
});

describe.each(cases)('$rule: $say', ({ rule, hit, finding, also = [], miss, missAlso = [], context }) => {
  test('is found', () => {
    const { message, fix, ...whole } = finding;
    const expected = { rule, ...whole, message: expect.stringContaining(message), fix: expect.stringContaining(fix) };
    expect(found(hit, context).filter((item) => item.rule === rule)).toEqual([expected]);
  });

  test('nothing else is, but for what the case names', () => {
    expect(idsOf(found(hit, context))).toEqual([rule, ...also].sort());
  });

  test('the nearest neighbour is not', () => {
    expect(idsOf(found(miss, context))).toEqual([...missAlso].sort());
  });

  test('a reason on the object that it is about counts', () => {
    const reasoned = hit.map(({ doc, ...rest }) => ({
      ...rest,
      doc: idOf(doc) === finding.object ? acknowledging(doc, rule, 'meant') : doc,
    }));
    const acknowledged = found(reasoned, context)
      .filter((item) => item.rule === rule)
      .map((item) => item.acknowledged);
    expect(acknowledged).toEqual(['meant']);
  });
});

/** What a program is told, by severity: errors by the validation, warnings on stderr. */
function told(
  props: WukongVmProps,
  namespace = 'vms',
): readonly { readonly severity: string; readonly text: string }[] {
  const app = Testing.app();
  const chart = new Chart(app, 'app', namespace === '' ? {} : { namespace });
  new WukongVm(chart, 'web', props);
  return toldOf(app);
}

function toldOf(app: ReturnType<typeof Testing.app>): readonly { readonly severity: string; readonly text: string }[] {
  const printed = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const errors = app.node.validate();
  const warnings = printed.mock.calls.map(([line]) => String(line).trimEnd());
  printed.mockRestore();
  return [
    ...errors.map((text) => ({ severity: FindingSeverity.ERROR, text })),
    ...warnings.map((line) => ({
      severity: FindingSeverity.WARNING,
      text: line.replace(/^cdk8s-wukong: warning: /, ''),
    })),
  ];
}

function toldIds(findings: readonly { readonly text: string }[]): string[] {
  return [...new Set(findings.map(({ text }) => /\(([a-z0-9-]+)\)$/.exec(text)?.[1] ?? text))].sort();
}

describe('every fault of resolving has a program that hits and its nearest neighbour that does not', () => {
  test.each(Object.keys(faultRules))('%s', (id) => {
    expect(faultCases.filter(({ rule }) => rule === id)).not.toEqual([]);
  });

  test('and no case is of a fault that there is not', () => {
    expect(faultCases.map(({ rule }) => rule).filter((id) => !Object.hasOwn(faultRules, id))).toEqual([]);
  });
});

describe.each(faultCases)('$rule: $say', (faultCase: FaultCase) => {
  const { rule, hit, namespace = 'vms', finding, also = [], miss, missNamespace, missAlso = [] } = faultCase;
  const { severity } = faultRules[rule as FaultRule];

  test('is found', () => {
    expect(severity).toBe(finding.severity);
    const object = namespace === '' ? 'VirtualMachine/web' : `VirtualMachine/${namespace}/web`;
    const ours = told(hit, namespace).filter(({ text }) => text.endsWith(`(${rule})`));
    expect(ours).toEqual([
      { severity: finding.severity, text: expect.stringContaining(`app/web: ${object}: ${finding.field}: `) },
    ]);
    expect(ours[0]?.text).toContain(finding.message);
    expect(ours[0]?.text).toContain(finding.fix);
  });

  test('nothing else is, but for what the case names', () => {
    expect(toldIds(told(hit, namespace))).toEqual([rule, ...also].sort());
  });

  test('the nearest neighbour is not', () => {
    expect(toldIds(told(miss, missNamespace))).toEqual([...missAlso].sort());
  });

  test('acknowledge takes it away, unless the cluster refuses it', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'app', namespace === '' ? {} : { namespace });
    const web = new WukongVm(chart, 'web', hit);
    web.acknowledge(rule, 'meant');
    expect(toldIds(toldOf(app))).toEqual([...also].sort());
  });

  test('an annotation that the program writes itself counts as well', () => {
    const annotations = { 'cdk8s-wukong/acknowledge': JSON.stringify({ [rule]: 'meant' }) };
    const ids = toldIds(told({ ...hit, metadata: { ...hit.metadata, annotations } }, namespace));
    expect(ids).not.toContain(rule);
  });
});

describe('ids', () => {
  test('are kebab-case, and none is given twice', () => {
    const own = rules.map(({ id }) => id);
    expect(new Set(own).size).toBe(own.length);
    expect(ruleIds.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  test('of rules and faults are all known', () => {
    const cluster = [...schemaRules, ...admissionRules.map(({ id }) => id)];
    const all = new Set([...rules.map(({ id }) => id), ...Object.keys(faultRules), ...cluster]);
    expect(ruleIds).toEqual([...all].sort());
  });

  test.each([
    { id: 'duplicate-mac', can: true },
    { id: 'two-primaries', can: true },
    { id: 'net-without-iface', can: false },
    { id: 'multus-default-once', can: false },
    { id: 'wrong-type', can: false },
    { id: 'unknown-field', can: true },
    { id: 'no-such-rule', can: undefined },
    { id: 'constructor', can: undefined },
  ])('$id can be acknowledged: $can', ({ id, can }) => {
    expect(acknowledgeable(id)).toBe(can);
  });
});

describe('an acknowledgement', () => {
  const macvlan = nad('lan', { type: 'macvlan', master: 'eth1', mode: 'passthru' });
  const db = vm('db', { nics: [{ name: 'lan', nad: 'lan' }] });
  const web = vm('web', { nics: [{ name: 'lan', nad: 'lan' }] });
  const reason = (documents: readonly Document[]) => found(documents).map(({ acknowledged }) => acknowledged);

  test('on the object', () => {
    expect(reason(file(acknowledging(macvlan, 'macvlan-exclusive', 'spare NIC'), db))).toEqual(['spare NIC']);
  });

  test('on a VM covers the NAD that it refers to', () => {
    expect(reason(file(macvlan, db, acknowledging(web, 'macvlan-exclusive', 'spare NIC')))).toEqual(['spare NIC']);
  });

  test('on a VM covers nothing that another VM does with its NAD', () => {
    const sriov = nad('lan', { type: 'sriov' }, { annotations: { 'k8s.v1.cni.cncf.io/resourceName': 'a.b/c' } });
    const findings = found(file(sriov, acknowledging(db, 'binding-not-of-nad', 'switched off'), web));
    expect(findings.map(({ object, acknowledged }) => [object, acknowledged])).toEqual([
      ['VirtualMachine/vms/db', 'switched off'],
      ['VirtualMachine/vms/web', undefined],
    ]);
  });

  test('on a NAD covers what each VM does with it', () => {
    const annotations = { 'k8s.v1.cni.cncf.io/resourceName': 'a.b/c' };
    const sriov = acknowledging(nad('lan', { type: 'sriov' }, { annotations }), 'binding-not-of-nad', 'a lab');
    expect(reason(file(sriov, db, web))).toEqual(['a lab', 'a lab']);
  });

  test('on a VM that does not refer to it covers nothing', () => {
    const other = acknowledging(vm('web'), 'macvlan-exclusive', 'spare NIC');
    expect(reason(file(macvlan, db, other))).toEqual([undefined]);
  });

  test('of another rule covers nothing', () => {
    expect(reason(file(acknowledging(macvlan, 'ovs-all-vlans', 'spare NIC'), db))).toEqual([undefined]);
  });

  test('on a VM covers the Secret with its documents', () => {
    const documents = secret('docs', { userdata: cloudConfig(`password: ${PASSWORD}`) });
    const volumes = [{ name: 'c', cloudInitNoCloud: { secretRef: { name: 'docs' } } }];
    const guest = acknowledging(vm('db', { volumes }), 'plain-password', 'a lab');
    expect(reason(file(documents, guest))).toEqual(['a lab']);
  });

  test('on a VM covers the Secret of its ConfigDrive', () => {
    const documents = secret('docs', { userdata: cloudConfig(`password: ${PASSWORD}`) });
    const volumes = [{ name: 'c', cloudInitConfigDrive: { secretRef: { name: 'docs' } } }];
    const guest = acknowledging(vm('db', { volumes }), 'plain-password', 'a lab');
    expect(reason(file(documents, guest))).toEqual(['a lab']);
  });

  test('on a VM covers its DataVolume', () => {
    const volume = {
      apiVersion: 'cdi.kubevirt.io/v1beta1',
      kind: 'DataVolume',
      metadata: { name: 'image', namespace: 'vms' },
      spec: { source: { http: { url: 'http://images.example.org/a.qcow2' } } },
    };
    const guest = vm('db', { volumes: [{ name: 'system', dataVolume: { name: 'image' } }] });
    expect(reason(file(volume, acknowledging(guest, 'plain-http-image', 'our own mirror')))).toEqual([
      'our own mirror',
    ]);
  });

  const pairs = [
    {
      rule: 'duplicate-mac',
      one: vm('db', { nics: [{ name: 'lan', nad: 'lan', macAddress: '02:00:00:00:00:01' }] }),
      other: vm('web', { nics: [{ name: 'lan', nad: 'lan', macAddress: '02:00:00:00:00:01' }] }),
    },
    { rule: 'duplicate-object', one: db, other: vm('db') },
    { rule: 'file-overwritten', one: secret('keys', {}, 'vms'), other: secret('keys', {}, 'infra'), each: true },
    ...['duplicate-address', 'address-is-gateway'].map((rule) => {
      const [one, other] = fleetCases.find((item) => item.rule === rule)?.hit.slice(-2) ?? [];
      return { rule, one: one?.doc ?? {}, other: other?.doc ?? {} };
    }),
  ];
  test.each(pairs)('on either of a pair: $rule', ({ rule, one, other, ...layout }) => {
    const write = 'each' in layout ? fileEach : file;
    const lan = rule === 'duplicate-address' ? [nad('lan', { type: 'bridge', bridge: 'b' })] : [];
    const others = rule === 'duplicate-address' ? [nad('other', { type: 'bridge', bridge: 'b' })] : [];
    const ours = (...docs: readonly Data[]) =>
      found(write(...lan, ...others, ...docs))
        .filter((item) => item.rule === rule)
        .map((item) => item.acknowledged);
    expect(ours(one, other)).toEqual([undefined]);
    expect(ours(acknowledging(one, rule, 'meant'), other)).toEqual(['meant']);
    expect(ours(one, acknowledging(other, rule, 'meant'))).toEqual(['meant']);
  });

  test.each([
    { say: 'that is no JSON', text: 'macvlan-exclusive: spare NIC' },
    { say: 'that is a list', text: '["macvlan-exclusive"]' },
    { say: 'that is null', text: 'null' },
    { say: 'that is empty', text: '' },
    { say: 'whose reason is no text', text: '{"macvlan-exclusive": true}' },
    { say: 'whose reason is blank', text: '{"macvlan-exclusive": " "}' },
  ])('$say is none, and is spoken of', ({ text }) => {
    const findings = found(file(annotated(macvlan, text), db));
    expect(findings.map(({ rule, acknowledged }) => [rule, acknowledged])).toEqual([
      ['acknowledge-unknown', undefined],
      ['macvlan-exclusive', undefined],
    ]);
  });

  test('of one rule stands beside a reason that is no text', () => {
    const both = annotated(macvlan, '{"ovs-all-vlans": 1, "macvlan-exclusive": "spare NIC"}');
    expect(reason(file(both, db))).toEqual([undefined, 'spare NIC']);
  });
});

describe('passwords', () => {
  beforeEach(() => {
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('stand in the documents of some case', () => {
    const documents = JSON.stringify(cases.map(({ hit, miss }) => [hit, miss]));
    expect([documents.includes(PASSWORD), documents.includes(HASH)]).toEqual([true, true]);
  });

  test('stand in no finding of any case', () => {
    const findings = cases.flatMap(({ hit, miss }) => [...found(hit), ...found(miss)]);
    const texts = faultCases.flatMap(({ hit, namespace, miss, missNamespace }) => [
      ...told(hit, namespace),
      ...told(miss, missNamespace),
    ]);
    const all = JSON.stringify([findings, texts]);
    expect([all.includes(PASSWORD), all.includes(HASH)]).toEqual([false, false]);
  });

  const base = faultCases.find(({ rule }) => rule === 'password-beside-hash')?.miss;
  test.each<{ say: string; props: Partial<WukongVmProps> }>([
    {
      say: 'a locked password',
      props: { cloudInitUser: { name: 'ops', password: PASSWORD, passwordHash: HASH, lockPasswd: true } },
    },
    {
      say: 'a password in the VM itself',
      props: { cloudInitUser: { name: 'ops', password: PASSWORD }, cloudInit: { inline: true } },
    },
    { say: 'a password for a hash', props: { cloudInitUser: { name: 'ops', passwordHash: PASSWORD } } },
    {
      say: 'a password and nothing to carry it',
      props: { cloudInitUser: { name: 'ops', password: PASSWORD }, cloudInit: { enabled: false } },
    },
    {
      say: 'user data that are no YAML',
      props: { cloudInitUser: undefined, cloudInit: { userData: `#cloud-config\npassword: [${PASSWORD}` } },
    },
    {
      say: 'user data with a password in the VM itself',
      props: {
        cloudInitUser: undefined,
        cloudInit: { inline: true, userData: `#cloud-config\npassword: ${PASSWORD}` },
      },
    },
    {
      say: 'an image behind a password',
      props: { osImage: `https://ann:${PASSWORD}@images.example.org/debian.qcow2` },
    },
  ])('stand in no error: $say', ({ props }) => {
    let message = '';
    try {
      told({ cpu: 1, memory: '1Gi', ...base, ...props });
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatch(/^Error: app\/web: /);
    expect([message.includes(PASSWORD), message.includes(HASH)]).toEqual([false, false]);
  });
});

describe('a fix', () => {
  const PROPS =
    /\b(cloudInitUser|cloudInit|podNetwork|nadName|vlanId|clusterCidrs|userDataSecret|NetworkAttachment)\b|disks: \[/;
  const ofDocument = (document: Document): Document => ({ ...document, constructPath: `app/${document.output}` });
  const first = new Map([...cases].reverse().map((item) => [item.rule, item]));

  test.each(cases)('of "$rule" speaks of the YAML where the object comes from YAML: $say', ({ hit, context }) => {
    for (const { fix } of check(manifests(hit, context), rules)) expect(fix).not.toMatch(PROPS);
  });

  test.each([
    { rule: 'plain-password', words: 'cloudInitUser.passwordHash' },
    { rule: 'container-disk-root', words: 'boot: true' },
    { rule: 'pod-nic-not-default', words: 'podNetwork.clusterCidrs' },
    { rule: 'pod-subnet-overlap', words: 'podNetwork.vmNetworkCidr' },
    { rule: 'sriov-without-resource', words: 'resourceName beside nadName' },
    { rule: 'ovs-all-vlans', words: 'give vlanId or trunk' },
    { rule: 'ssh-keys-reach-nobody', words: 'cloudInitUser' },
    { rule: 'nad-after-vm', words: 'NetworkAttachment' },
    { rule: 'nad-in-other-namespace', words: 'NetworkAttachment' },
  ])('of "$rule" speaks of props where the object comes from a construct', ({ rule, words }) => {
    const findings = check(manifests((first.get(rule)?.hit ?? []).map(ofDocument)), rules);
    expect(findings.find((finding) => finding.rule === rule)?.fix).toContain(words);
  });
});

describe('edges', () => {
  test('objects without a name are not the same object', () => {
    const job = (generateName: string) => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName } });
    expect(found(file(job('a-'), job('b-')))).toEqual([]);
    expect(found(file({ apiVersion: 'v1', kind: 'List' }, { apiVersion: 'v1', kind: 'List' }))).toEqual([]);
  });

  test.each([
    { say: 'a password', source: { userDataBase64: encoded(cloudConfig('password: x')) }, rule: 'plain-password' },
  ])('$say in base64 counts', ({ source, rule }) => {
    const guest = vm('db', { volumes: [{ name: 'c', cloudInitNoCloud: source }] });
    expect(idsOf(found(file(guest)))).toEqual([rule]);
  });

  test('userData is another key for user data in a Secret', () => {
    const documents = secret('docs', { userData: cloudConfig('password: x') });
    const guest = vm('db', { volumes: [{ name: 'c', cloudInitNoCloud: { secretRef: { name: 'docs' } } }] });
    expect(idsOf(found(file(documents, guest)))).toEqual(['plain-password']);
  });

  test('only the first cloud-init volume counts', () => {
    const volumes = [
      { name: 'a', cloudInitNoCloud: { userData: cloudConfig('packages: [vim]') } },
      { name: 'b', cloudInitNoCloud: { userData: cloudConfig('password: x') } },
    ];
    expect(found(file(vm('db', { volumes })))).toEqual([]);
  });

  test('a second default route of one NIC is not of two NICs', () => {
    const entry = {
      match: { macaddress: '02:00:00:00:00:01' },
      addresses: ['192.168.1.10/24'],
      routes: [
        { to: '0.0.0.0/0', via: '192.168.1.1', metric: 50 },
        { to: '0.0.0.0/0', via: '192.168.1.2', metric: 60 },
      ],
    };
    const volumes = [{ name: 'c', cloudInitNoCloud: { networkData: networkConfig({ lan: entry }) } }];
    expect(found(file(vm('db', { volumes }))).map(({ message }) => message)).not.toContain(
      'the NICs "lan" and "lan" all have an IPv4 default route',
    );
  });

  test.each([
    { say: 'in quotes', userData: cloudConfig('"users":', '  - name: ops') },
    { say: 'in JSON', userData: cloudConfig('{"users": [{"name": "ops"}]}') },
  ])('a list of users $say is one', ({ userData }) => {
    const guest = vm('db', {
      volumes: [{ name: 'c', cloudInitNoCloud: { userData } }],
      spec: { accessCredentials: [{ sshPublicKey: { source: { secret: { secretName: 'keys' } } } }] },
    });
    expect(idsOf(found(file(guest)))).toEqual(['ssh-keys-reach-nobody']);
  });

  test.each([
    '#cloud-config\r\n',
    '#cloud-config \n',
    '\n#cloud-config\n',
    '#Cloud-Config\n',
    '#cloud-config # mine\n',
  ])('a password and keys are seen behind every header that cloud-init may take: %j', (header) => {
    const guest = vm('db', {
      volumes: [{ name: 'c', cloudInitNoCloud: { userData: `${header}users: []\npassword: x\n` } }],
      spec: { accessCredentials: [{ sshPublicKey: { source: { secret: { secretName: 'keys' } } } }] },
    });
    expect(idsOf(found(file(guest)))).toEqual(expect.arrayContaining(['plain-password', 'ssh-keys-reach-nobody']));
  });

  test('one document of two VMs is spoken of once', () => {
    const documents = secret('docs', { userdata: cloudConfig('users: []', 'password: x') });
    const keys = { accessCredentials: [{ sshPublicKey: { source: { secret: { secretName: 'keys' } } } }] };
    const volumes = [{ name: 'c', cloudInitNoCloud: { secretRef: { name: 'docs' } } }];
    const findings = found(file(documents, vm('db', { volumes, spec: keys }), vm('web', { volumes, spec: keys })));
    expect(findings.map(({ rule }) => rule)).toEqual(['plain-password', 'ssh-keys-reach-nobody']);
  });
});

function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}
