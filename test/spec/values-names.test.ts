import { describe, expect, test } from 'vitest';
import { entry, IMAGE, kinds, refusal, type Synthesized, template, vm, vmObject, volume } from './support';
import { accepts, each, long, net, pod, refuses, wrong } from './value-rows';

describe('names', () => {
  test.each([
    { say: 'an id of 64 characters', id: long(64) },
    { say: 'an id with an underscore', id: 'web_01' },
    { say: 'an id with capitals', id: 'Web' },
    { say: 'an id with a dot', id: 'web.01' },
    { say: 'an id that ends with a hyphen', id: 'web-' },
  ])('$say is refused as metadata.name, and the error says that the id is its default', ({ id }) => {
    const message = refusal({}, id);
    expect(message.startsWith(`web/${id}: metadata.name: ${JSON.stringify(id)} is not valid; `), message).toBe(true);
    expect(message).toMatch(/\bid\b/);
    expect(message).toMatch(/default/);
    expect(message).toMatch(/63/);
  });

  refuses([
    ...each('metadata.name', /63/, [long(64), 'Web', 'a.b', 'a_b', '-a', 'a-', ''], (name) => ({ metadata: { name } })),
    ...each('metadata.namespace', /63|label|lower-case/, ['My_NS', long(64)], (namespace) => ({
      metadata: { namespace },
    })),
    ...each('namePrefix', /63/, [long(64), 'Db', 'a.b', 'a-', ''], (namePrefix) => ({ namePrefix })),
    ...each('networks[0].name', /63/, [long(64), 'Lan', 'a.b', 'a_b', 'a-', ''], (name) => net({ name })),
    {
      say: 'a network named default',
      props: net({ name: 'default' }),
      field: 'networks[0].name',
      value: 'default',
      fix: /podNetwork/,
    },
    ...each('disks[0].name', /63/, [long(64), 'Sys', 'a.b', 'a_b', ''], (name) => ({ disks: [{ name, size: '1Gi' }] })),
    {
      say: 'a disk named cloudinitdisk',
      props: { disks: [{ name: 'cloudinitdisk', size: '1Gi' }] },
      field: 'disks[0].name',
      value: 'cloudinitdisk',
      fix: /./,
    },
    ...each('gpus[0].name', /63/, [long(64), 'Gpu', 'a.b', ''], (name) => ({
      gpus: [{ name, deviceName: 'nvidia.com/X' }],
    })),
    ...each('sshKeySecret', /51/, [long(52), 'my.keys', 'Keys', ''], (sshKeySecret) => ({ sshKeySecret })),
    ...each('passwordSecret', /51/, [long(52), 'my.pw', 'Pw', ''], (passwordSecret) => ({ passwordSecret })),
    ...each('cloudInit.userDataSecret', /./, ['My_Secret', ''], (userDataSecret) => ({
      cloudInit: { userDataSecret },
    })),
    ...each('networks[0].nadName', /namespace\/name/, ['a/b/c', 'Lan', '/lan', 'vms/', 'a_b', ''], (nadName) =>
      net({ nadName }),
    ),
    ...each('disks[0].existingClaim', /./, ['My_Claim', ''], (existingClaim) => ({
      disks: [{ name: 'system', existingClaim }],
    })),
    ...each('disks[0].existingDataVolume', /./, ['My_Dv', ''], (existingDataVolume) => ({
      disks: [{ name: 'system', existingDataVolume }],
    })),
    ...each('disks[0].dataVolumeName', /./, ['My_Dv', ''], (dataVolumeName) => ({
      disks: [{ name: 'system', size: '1Gi', dataVolumeName }],
    })),
    ...each('disks[0].storageClassName', /./, ['Fast_SSD', ''], (storageClassName) => ({
      disks: [{ name: 'system', size: '1Gi', storageClassName }],
    })),
    ...each('networks[0].setName', /15/, [long(16), 'a b', 'a/b', ''], (setName) => net({ setName })),
  ]);

  test('a Secret name of 254 characters is refused', () => {
    expect(refusal({ cloudInit: { userDataSecret: long(254) } })).toMatch(
      /^web\/web-01: cloudInit\.userDataSecret: .* is not valid; .*253/,
    );
  });

  accepts([
    {
      say: 'a VM name of 63 characters',
      props: { metadata: { name: long(63) } },
      seen: kinds,
      want: [`Secret/${long(63)}-cloud-init`, `VirtualMachine/${long(63)}`],
    },
    {
      say: 'a prefix of 63 characters',
      props: { namePrefix: long(63) },
      seen: kinds,
      want: [`Secret/${long(63)}-cloud-init`, 'VirtualMachine/web-01'],
    },
    {
      say: 'a network name of 63 characters',
      props: net({ name: long(63) }),
      seen: (r) => kinds(r)[0],
      want: `NetworkAttachmentDefinition/web-01-${long(63)}-nad`,
    },
    {
      say: 'a disk name of 63 characters',
      props: { disks: [{ name: long(63), size: '1Gi' }] },
      seen: (r) => vmObject(r).spec.dataVolumeTemplates[0].metadata.name,
      want: `web-01-${long(63)}`,
    },
    {
      say: 'a key Secret of 51 characters',
      props: { sshKeySecret: long(51) },
      seen: (r) => template(r).accessCredentials[0].sshPublicKey.source,
      want: { secret: { secretName: long(51) } },
    },
    {
      say: 'a password Secret of 51 characters',
      props: { passwordSecret: long(51) },
      seen: (r) => template(r).accessCredentials[0].userPassword.source,
      want: { secret: { secretName: long(51) } },
    },
    {
      say: 'a NIC name of 15 characters',
      props: net({ setName: long(15) }),
      seen: (r) => entry(r, 'lan')['set-name'],
      want: long(15),
    },
  ]);

  refuses([
    {
      say: 'a second network of one name',
      props: { networks: [{ name: 'lan' }, { name: 'lan' }] },
      field: 'networks[1].name',
      value: 'lan',
      fix: /./,
    },
    {
      say: 'a second disk of one name',
      props: {
        disks: [
          { name: 'system', size: '1Gi', boot: true },
          { name: 'system', size: '1Gi' },
        ],
      },
      field: 'disks[1].name',
      value: 'system',
      fix: /./,
    },
    {
      say: 'a second GPU of one name',
      props: {
        gpus: [
          { name: 'gpu1', deviceName: 'nvidia.com/X' },
          { name: 'gpu1', deviceName: 'nvidia.com/X' },
        ],
      },
      field: 'gpus[1].name',
      value: 'gpu1',
      fix: /./,
    },
    {
      say: 'a second NIC of one name in the guest',
      props: {
        networks: [
          { name: 'a', setName: 'lan0' },
          { name: 'b', setName: 'lan0' },
        ],
      },
      field: 'networks[1].setName',
      value: 'lan0',
      fix: /./,
    },
    {
      say: 'a second port of one name',
      props: pod({
        ports: [
          { port: 80, name: 'http' },
          { port: 81, name: 'http' },
        ],
      }),
      field: 'podNetwork.ports[1].name',
      value: 'http',
      fix: /./,
    },
  ]);
});

describe('compute', () => {
  const noQuantity = ['4GB', '4gi', '10 Gi', 'four', '', '0', '-1Gi', '0.5', '1500m', '0.001Ki'];

  refuses([
    ...each('cpu', /1 to 512/, [0, 513, 1.5, -1, wrong('2')], (cpu) => ({ cpu })),
    { say: 'a VM without cpu', props: { cpu: undefined }, field: 'cpu', fix: /cpuTopology|512/ },
    { say: 'a VM without memory', props: { memory: undefined }, field: 'memory', fix: /Gi/ },
    ...each('memory', /Gi/, noQuantity, (memory) => ({ memory })),
    ...each('disks[0].size', /Gi/, noQuantity, (size) => ({ disks: [{ name: 'system', size }] })),
    ...each('cpuTopology.sockets', /./, [0, 1.5, -1], (sockets) => ({ cpu: undefined, cpuTopology: { sockets } })),
    ...each('cpuTopology.cores', /./, [0, 1.5], (cores) => ({ cpu: undefined, cpuTopology: { cores } })),
    ...each('cpuTopology.threads', /./, [0, 1.5], (threads) => ({ cpu: undefined, cpuTopology: { threads } })),
  ]);

  test.each([
    { say: 'cpu beside cpuTopology', props: { cpu: 2, cpuTopology: { cores: 2 } } },
    { say: 'more than 512 vCPUs in one part', props: { cpu: undefined, cpuTopology: { sockets: 513 } } },
    {
      say: 'more than 512 vCPUs in all',
      props: { cpu: undefined, cpuTopology: { sockets: 64, cores: 8, threads: 2 } },
    },
  ])('$say is refused', ({ props }) => {
    expect(refusal(props)).toMatch(/^web\/web-01: cpu(Topology)?(\.\w+)?: .* is not valid; ./);
  });

  const cpu = (r: Synthesized) => template(r).domain.cpu;
  const memory = (r: Synthesized) => template(r).domain.memory;
  const size = (r: Synthesized) => vmObject(r).spec.dataVolumeTemplates[0].spec.storage.resources.requests.storage;
  accepts([
    { say: 'one vCPU', props: { cpu: 1 }, seen: cpu, want: { sockets: 1, cores: 1, threads: 1 } },
    { say: '512 vCPUs', props: { cpu: 512 }, seen: cpu, want: { sockets: 512, cores: 1, threads: 1 } },
    {
      say: 'a topology of 512 vCPUs',
      props: { cpu: undefined, cpuTopology: { sockets: 32, cores: 8, threads: 2 } },
      seen: cpu,
      want: { sockets: 32, cores: 8, threads: 2 },
    },
    {
      say: 'a topology of cores alone',
      props: { cpu: undefined, cpuTopology: { cores: 4 } },
      seen: cpu,
      want: { sockets: 1, cores: 4, threads: 1 },
    },
    ...[
      ['4Gi', '4Gi'],
      ['1.5Gi', '1536Mi'],
      ['4096Mi', '4Gi'],
      ['0.5Gi', '512Mi'],
      ['2048Ki', '2Mi'],
      ['1000M', '1G'],
      ['1.5G', '1500M'],
    ].flatMap(([given, written]) => [
      { say: `memory ${given}, written ${written},`, props: { memory: given }, seen: memory, want: { guest: written } },
      {
        say: `size ${given}, written ${written},`,
        props: { disks: [{ name: 'system', size: given }] },
        seen: size,
        want: written,
      },
    ]),
  ]);
});

describe('images and disks', () => {
  const disk = (rest: object) => ({ disks: [{ name: 'system', ...rest }] });

  test('a URL as osImage is an error without a disk, as a container disk cannot come from one', () => {
    const { error } = vm({ osImage: 'https://images.example/debian.qcow2' });
    expect(error).toMatch(/web\/web-01: .*osImage: .*; .*disk/);
  });

  refuses([
    ...each('osImage', /./, ['', 'ftp://images.example/a', 'quay.io/a b', 'docker://'], (osImage) => ({ osImage })),
    ...each('disks[0].image', /./, ['', 'ftp://images.example/a', 'quay.io/a b', 'docker://', 'http://'], (image) =>
      disk({ size: '1Gi', image }),
    ),
    ...each('disks[0].containerDisk', /./, ['', 'https://images.example/a', 'quay.io/a b'], (containerDisk) =>
      disk({ containerDisk }),
    ),
    { say: 'a disk with an image and no size', props: disk({ image: IMAGE }), field: 'disks[0].size', fix: /Gi/ },
    { say: 'a blank disk without a size', props: disk({}), field: 'disks[0].size', fix: /Gi/ },
    {
      say: 'a size beside containerDisk',
      props: disk({ containerDisk: IMAGE, size: '1Gi' }),
      field: 'disks[0].size',
      value: '1Gi',
      fix: /./,
    },
    {
      say: 'a size beside existingClaim',
      props: disk({ existingClaim: 'pvc', size: '1Gi' }),
      field: 'disks[0].size',
      value: '1Gi',
      fix: /./,
    },
    {
      say: 'a size beside existingDataVolume',
      props: disk({ existingDataVolume: 'dv', size: '1Gi' }),
      field: 'disks[0].size',
      value: '1Gi',
      fix: /./,
    },
    ...each('disks[0].volumeMode', /Filesystem|FILESYSTEM/, ['Raw'], (volumeMode) => disk({ size: '1Gi', volumeMode })),
    ...each('disks[0].accessModes[0]', /ReadWriteOnce|READ_WRITE_ONCE/, ['RWX'], (mode) =>
      disk({ size: '1Gi', accessModes: [mode] }),
    ),
  ]);

  test.each([
    { say: 'image and containerDisk', rest: { image: IMAGE, size: '1Gi', containerDisk: IMAGE } },
    { say: 'image and existingClaim', rest: { image: IMAGE, existingClaim: 'pvc' } },
    { say: 'containerDisk and existingDataVolume', rest: { containerDisk: IMAGE, existingDataVolume: 'dv' } },
    { say: 'existingClaim and existingDataVolume', rest: { existingClaim: 'pvc', existingDataVolume: 'dv' } },
  ])('a disk with $say is refused: a disk has one source', ({ rest }) => {
    expect(refusal(disk(rest))).toMatch(/^web\/web-01: disks\[0\](\.\w+)?: .* is not valid; ./);
  });

  accepts([
    {
      say: 'docker:// before a container disk',
      props: disk({ containerDisk: `docker://${IMAGE}` }),
      seen: (r) => volume(r, 'system'),
      want: { name: 'system', containerDisk: { image: IMAGE } },
    },
    {
      say: 'docker:// before osImage',
      props: { osImage: `docker://${IMAGE}` },
      seen: (r) => volume(r, 'containerdisk'),
      want: { name: 'containerdisk', containerDisk: { image: IMAGE } },
    },
  ]);
});
