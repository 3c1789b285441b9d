"""story.py KEPT: brings the VM up that an API server gave back, on a node and in a guest; one result as JSON a line."""
import json
import os
import signal
import subprocess
import sys
import tempfile

import kernels  # first: it says where the others are
import images
import tell

PLUGINS = os.path.join(images.ROOT, 'cni', 'bin')
IMAGE = 'trixie-netplan'
DECLARED = '192.168.100.10/24'  # by program.ts
NAME = 'lab.test'
SIZE = 1472  # with its headers the 1500 bytes that a NIC takes
# Who pings the guest. All are in its subnet, so that only the VLANs keep them apart.
TRUNK = {'netns': 'outside', 'vlan': None, 'address': '192.168.100.1/24', 'what': 'an untagged host on the uplink'}
HOSTS = [
    {'netns': 'host-100', 'vlan': 100, 'address': '192.168.100.2/24', 'what': 'a host in VLAN 100 on the uplink'},
    {'netns': 'host-200', 'vlan': 200, 'address': '192.168.100.3/24', 'what': 'a host in VLAN 200 on the uplink'},
]
PODS = [
    {
        'netns': 'pod-100', 'vlan': 100, 'address': '192.168.100.4/24', 'what': 'a pod on the same NAD',
        'config': 'own',
    },
    {
        'netns': 'pod-200', 'vlan': 200, 'address': '192.168.100.5/24', 'what': 'a pod on the NAD of VLAN 200',
        'config': 'other',
    },
]
PLACES = [TRUNK, *HOSTS, *PODS]


def main(path):
    if os.geteuid() != 0:
        sys.exit('needs root, for the image of the guest')
    image = prepare()
    try:
        story = read(path)
        tell.kept(story, DECLARED)
        with tempfile.TemporaryDirectory(prefix='story-') as folder:
            run(story, image, folder)
    except (RuntimeError, subprocess.SubprocessError) as error:
        tell.emit('fail', 'the story', why=str(error))


def prepare():
    images.install()
    images.install('uml')
    script = os.path.join(kernels.HERE, '..', 'cni', 'setup.sh')
    subprocess.run(['bash', script, PLUGINS], check=True, stdout=sys.stderr, timeout=1800)
    image, new = images.made(IMAGE)
    if new:
        tell.emit('note', f'{IMAGE} made')
    return image


def read(path):
    """What this suite takes from the objects."""
    import manifests  # it and the next need what is installed now
    import seed
    import yaml

    with open(path) as file:
        objects = [('kept', x) for x in yaml.safe_load_all(file)]
    configs = {nad['key']: json.loads(nad['text']) for nad in manifests.nads(objects)}
    (nic,) = manifests.nics(objects)
    vm = seed.read(path)
    network = yaml.safe_load(vm['files']['network-config'])
    found = {x['match']['macaddress'].lower(): x.get('addresses') for x in network['ethernets'].values()}
    addresses = found.get(nic['mac'].lower())
    if not addresses:
        raise RuntimeError(f'networkData has no address for the MAC {nic["mac"]}: {json.dumps(network)}')
    return {
        'vm': vm, 'nic': nic, 'network': network, 'address': addresses[0], 'nad': nic['nad'][1],
        'own': configs[nic['nad']], 'other': configs[nic['namespace'], 'other'],
    }


def run(story, image, folder):
    machines = []
    places = [os.path.join(folder, name) for name in ('node', 'guest')]
    for place in places:
        os.mkdir(place)
    cables = kernels.cables(len(story['vm']['nics']))
    tries, counter = list(pings(story['address'])), list(counter_pings(story['address']))
    try:
        node = kernels.Node(places[0], job(story, tries, counter), [end for end, _ in cables])
        machines.append(node)
        up = node.do('up')
        tell.programs(PLUGINS, up['kernel'])
        tell.added(up['added'], story, PODS)
        guest = boot(story, image, places[1], [end for _, end in cables])
        machines.append(guest)
        answer = guest.told()
        tell.guest(story, answer)
        tell.reached_by_guest(answer['reached'], PLACES)
        tell.pings(tries, node.do('pinged')['answers'])
        tell.misspelt(counter, node.do('misspelt'))
        guest.end()
        tell.log('guest: shut down')
        tell.left(node.do('down')['left'])
    finally:
        for machine in machines:
            machine.kill()


def job(story, tries, counter):
    own, nic = story['own'], story['nic']
    misspelt = {('vlna' if key == 'vlan' else key): value for key, value in own.items()}
    return {
        'plugins': PLUGINS, 'cnitool': os.path.join(PLUGINS, 'cnitool'), 'bridge': own['bridge'],
        'vm': {'ifname': nic['ifname'], 'mac': nic['mac']},
        'configs': {'own': own, 'other': story['other'], 'misspelt': misspelt},
        'trunk': TRUNK['address'], 'hosts': {x['netns']: x for x in HOSTS}, 'pods': {x['netns']: x for x in PODS},
        'pings': tries, 'counter-pings': counter,
    }


def pings(address):
    for place in PLACES:
        yield ping(place, address, 'the guest', place['vlan'] == 100)
    # Those whom the guest must not reach do reach one another.
    host, pod = HOSTS[1], PODS[1]
    yield ping(host, pod['address'], pod['what'], True)


def counter_pings(address):
    """With `vlan` misspelt the guest is among those without a tag."""
    for place in PLACES:
        yield ping(place, address, 'the guest', place['vlan'] is None)


def ping(place, address, whom, expected):
    to = address.split('/')[0]
    return {
        'netns': place['netns'], 'to': to, 'size': SIZE, 'expected': expected, 'who': place['what'], 'whom': whom,
    }


def boot(story, image, folder, ends):
    import seed

    vm = story['vm']
    iso = os.path.join(folder, 'seed.iso')
    seed.write(vm['files'], os.path.join(folder, 'seed'), iso)
    macs = [nic['mac'] for nic in vm['nics']]
    asked = [place['address'].split('/')[0] for place in PLACES]
    questions = {'macs': macs, 'paths': [], 'pings': asked, 'name': NAME}
    return kernels.Guest(folder, image, iso, questions, list(zip(ends, macs)))


def leave(*_):
    sys.exit('told to end')  # by way of what is to be cleaned up


signal.signal(signal.SIGTERM, leave)
main(sys.argv[1])
