// What the consumer's app must have written: a row is what to look at and the whole answer.
export const checks = [
  {
    say: 'shared: NADs, Secret, VM in this order',
    got: ({ shared }) => shared.objects.map(id),
    want: [
      'NetworkAttachmentDefinition/infra/backup-lan',
      'NetworkAttachmentDefinition/infra/ops-01-mgmt-nad',
      'Secret/infra/ops-01-cloud-init',
      'VirtualMachine/infra/ops-01',
    ],
  },
  {
    say: 'apps: NAD, Secret, VM in this order',
    got: ({ apps }) => apps.objects.map(id),
    want: [
      'NetworkAttachmentDefinition/apps/app-01-mgmt-nad',
      'Secret/apps/app-01-cloud-init',
      'VirtualMachine/apps/app-01',
    ],
  },
  {
    say: 'the shared NAD is written once, with its whole config',
    got: ({ shared, apps }) =>
      [...shared.objects, ...apps.objects]
        .filter(({ kind, metadata }) => kind === 'NetworkAttachmentDefinition' && metadata.name === 'backup-lan')
        .map(({ spec }) => JSON.parse(spec.config)),
    want: [
      {
        cniVersion: '1.0.0',
        name: 'backup-lan',
        type: 'bridge',
        bridge: 'br-backup',
        vlan: 30,
        preserveDefaultVlan: false,
        mtu: 9000,
      },
    ],
  },
  {
    say: 'shared: the NAD of the own namespace goes by its bare name',
    got: ({ shared }) => shared.spec.networks,
    want: [
      { name: 'default', pod: {} },
      { name: 'mgmt', multus: { networkName: 'ops-01-mgmt-nad' } },
      { name: 'backup', multus: { networkName: 'backup-lan' } },
    ],
  },
  {
    say: 'apps: the NAD of another namespace goes by namespace/name',
    got: ({ apps }) => apps.spec.networks,
    want: [
      { name: 'default', pod: {} },
      { name: 'mgmt', multus: { networkName: 'app-01-mgmt-nad' } },
      { name: 'backup', multus: { networkName: 'infra/backup-lan' } },
    ],
  },
  ...eachVm('every interface has its network, the late one is last', {
    got: ({ interfaces }) => interfaces.map(({ name, masquerade, bridge }) => ({ name, masquerade, bridge })),
    want: () => [
      { name: 'default', masquerade: {}, bridge: undefined },
      { name: 'mgmt', masquerade: undefined, bridge: {} },
      { name: 'backup', masquerade: undefined, bridge: {} },
    ],
  }),
  ...eachVm('labels of the team and of the VM are on the VM and on its template', {
    got: ({ vm }) => [vm.metadata.labels, vm.spec.template.metadata.labels].map(ownLabels),
    want: ({ labels }) => [labels, labels],
  }),
  ...eachVm('a patched field that the CRD does not know is kept', {
    got: ({ spec }) => spec.fieldOfTomorrow,
    want: () => ({ on: true }),
  }),
  ...eachVm('the acknowledged rule is written down', {
    got: ({ vm }) => JSON.parse(vm.metadata.annotations['cdk8s-wukong/acknowledge']),
    want: () => ({ 'container-disk-root': 'stateless by design' }),
  }),
  ...eachVm('the guest is told of every NIC by its MAC', {
    got: ({ networkData }) => ethernets(networkData).map(({ match }) => match.macaddress),
    want: (_, { interfaces }) => interfaces.map(({ macAddress }) => macAddress),
  }),
  ...eachVm('the guest has the static address on mgmt', {
    got: (chart) => nicOf(chart, 'mgmt').addresses,
    want: ({ address }) => [address],
  }),
  ...eachVm('the guest asks DHCP on the late NIC, which takes neither route nor DNS', {
    got: (chart) => ({ ...nicOf(chart, 'backup'), match: undefined }),
    want: () => ({
      match: undefined,
      dhcp4: true,
      'dhcp4-overrides': { 'use-routes': false, 'use-dns': false },
      optional: true,
      mtu: 9000,
    }),
  }),
  ...eachVm('the login of the team reaches the guest', {
    got: ({ spec, userDataText, userData }) => ({
      header: userDataText.split('\n')[0],
      user: userData.user.name,
      hash: userData.user.passwd.slice(0, 3),
      keys: spec.accessCredentials,
    }),
    want: () => ({
      header: '#cloud-config',
      user: 'ops',
      hash: '$6$',
      keys: [{ sshPublicKey: { source: { secret: { secretName: 'ops-keys' } }, propagationMethod: { noCloud: {} } } }],
    }),
  }),
  {
    say: 'all MACs are local unicast ones and differ',
    got: ({ shared, apps }) => {
      const macs = [...shared.interfaces, ...apps.interfaces].map(({ macAddress }) => macAddress);
      return { wrong: macs.filter((mac) => !/^02(:[0-9a-f]{2}){5}$/.test(mac)), different: new Set(macs).size };
    },
    want: { wrong: [], different: 6 },
  },
];

/** The parts of the written files (text by name) that the rows look at. */
export function view(files, yaml) {
  return { shared: chartView(files['shared.k8s.yaml'], yaml), apps: chartView(files['apps.k8s.yaml'], yaml) };
}

function chartView(text, yaml) {
  const objects = yaml.parseAllDocuments(text).map((document) => document.toJS());
  const vm = objects.find(({ kind }) => kind === 'VirtualMachine');
  const data = objects.find(({ kind }) => kind === 'Secret').stringData;
  return {
    objects,
    vm,
    spec: vm.spec.template.spec,
    interfaces: vm.spec.template.spec.domain.devices.interfaces,
    userDataText: data.userdata,
    userData: yaml.parse(data.userdata),
    networkData: yaml.parse(data.networkdata),
  };
}

function eachVm(say, { got, want }) {
  const facts = {
    shared: { address: '192.168.100.10/24', labels: { tier: 'ops', 'example.com/team': 'platform' } },
    apps: { address: '192.168.100.11/24', labels: { tier: 'app', 'example.com/team': 'shop' } },
  };
  return ['shared', 'apps'].map((chart) => ({
    say: `${chart}: ${say}`,
    got: (app) => got(app[chart]),
    want: (app) => want(facts[chart], app[chart]),
  }));
}

function id({ kind, metadata }) {
  return `${kind}/${metadata.namespace}/${metadata.name}`;
}

function ownLabels(labels) {
  return { tier: labels.tier, 'example.com/team': labels['example.com/team'] };
}

function ethernets(networkData) {
  return Object.values(networkData.ethernets);
}

function nicOf({ interfaces, networkData }, name) {
  const { macAddress } = interfaces.find((each) => each.name === name);
  return ethernets(networkData).find(({ match }) => match.macaddress === macAddress);
}
