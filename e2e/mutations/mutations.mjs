// Renderings that are broken on purpose: what is edited in a copy, the suite that must see it, and what it must say.
// `dist`: the examples that the suite looks at, to keep a run short. `ci`: cheap enough for every CI run.

export const mutations = [
  {
    title: 'the VLAN of a bridge under a misspelt key',
    edits: [{ file: 'src/networks/bridge.ts', from: 'vlan: wire.vlanId,', to: 'vlanId: wire.vlanId,' }],
    suite: 'cni',
    dist: ['seed'],
    says: /does not know the key vlanId/,
  },
  {
    title: 'networkData matched by name',
    edits: [
      {
        file: 'src/cloud-init/network-data.ts',
        from: 'match: { macaddress: ethernet.macAddress }',
        to: "match: { name: 'enp1s0' }",
      },
    ],
    suite: 'cloud-init',
    dist: ['seed'],
    says: /web-01.*match/,
    ci: true,
  },
  {
    title: 'match without a MAC',
    edits: [
      { file: 'src/cloud-init/network-data.ts', from: 'match: { macaddress: ethernet.macAddress }', to: 'match: {}' },
    ],
    suite: 'cloud-init',
    dist: ['seed'],
    says: /web-01.*match/,
    ci: true,
  },
  {
    // With `default` before it, as many write it: without, our own rule stops the synth.
    title: 'the user under users: in place of user:',
    edits: [
      {
        file: 'src/cloud-init/user-data.ts',
        from: 'user: user && renderUser(user),',
        to: "users: user && ['default', renderUser(user)],",
      },
    ],
    suite: 'guest',
    dist: ['user'],
    says: /has 0 keys|is not turned away/,
  },
  {
    title: 'macvlan in mode bridge',
    edits: [
      { file: 'src/networks/macvlan.ts', from: "mode: 'passthru'", to: "mode: 'bridge'" },
      // Our own rule would stop the synth before the plugin could speak.
      {
        file: 'src/rules/network-wires.ts',
        from: "  { id: 'macvlan-no-traffic', family: 'network', check: macvlanNoTraffic },\n",
        to: '',
      },
    ],
    suite: 'cni',
    dist: ['macvlan'],
    says: /does not reach the host outside in VLAN 100, though a plain pod does/,
  },
  {
    title: 'a field that the CRD lacks',
    edits: [
      {
        file: 'src/manifest/vm.ts',
        from: 'memory: { guest: vm.memory },',
        to: 'memory: { guest: vm.memory, size: vm.memory },',
      },
    ],
    suite: 'api-server',
    dist: ['seed'],
    says: /spec\.template\.spec\.domain\.memory\.size/,
    ci: true,
  },
  {
    title: 'two NADs of a VM swapped',
    // The name of the one stands on the config of the other.
    yaml: (text) =>
      text.replace(/web-01-(mgmt|data)-nad/g, (whole, name, at) =>
        at < text.indexOf('kind: Secret') ? `web-01-${name === 'mgmt' ? 'data' : 'mgmt'}-nad` : whole,
      ),
    suite: 'cni',
    dist: ['seed'],
    says: /it is made for web-01\/(mgmt|data), but/,
  },
];
