"""Says what came of each step: lines of the log, and results; each is JSON on a line."""
import json

import images
import parts

NAMED = '192.0.2.7'  # what node.py's name server says
OWN = '100 Egress Untagged PVID'
OTHER = '200 Egress Untagged PVID'
ANSWERS = {'full': 'answered', 'small': 'answered, but not with 1500 bytes', 'none': 'no answer'}
IN_GUEST = ('kernel', 'Debian', 'cloud-init', 'systemd', 'netplan.io')


def kept(story, declared):
    vm = story['vm']
    log(f'NAD {story["nad"]}: {json.dumps(story["own"])}')
    log(f'NAD other: {json.dumps(story["other"])}')
    log(f'VM {vm["name"]}: ' + ', '.join(f'NIC {nic["name"]} with MAC {nic["mac"]}' for nic in vm['nics']))
    log(f'Secret {vm["name"]}-cloud-init: networkData {json.dumps(story["network"])}')
    check('networkData has the address of the program, for the MAC of the VM', differ(declared, story['address']))


def programs(plugins, kernel):
    for part in parts.plugins(plugins):
        module, _, names = part.partition(': ')
        used = [name for name in names.split(', ') if name in ('bridge', 'cnitool')]
        if used:
            emit('note', f'part: {module}: {", ".join(used)}')
    for name, package in images.PARTS['uml'].items():
        emit('note', f'part: {name} {images.version(package)}')
    emit('note', f'part: kernel of the node {kernel}')


def added(found, story, pods):
    log(f'node: {story["own"]["bridge"]} filters VLANs; its uplink carries VLAN 1 untagged and 2 to 4094 tagged')
    whose = {'launcher': "the VM's pod", **{pod['netns']: pod['what'] for pod in pods}}
    for netns, one in found.items():
        has = ', '.join(one['addresses']) or 'no address'
        log(f'node: ADD for {whose[netns]}: port in VLAN {vlans(one)}; interface with {has}')
    log("node: in the VM's pod KubeVirt's bridge joins the plugin's interface and a cable to the guest's NIC")
    own = found['launcher']
    check("ADD for the VM's pod: port in VLAN 100 only, interface with the MAC of the VM and without an address", [
        *differ(OWN, vlans(own)), *differ(story['nic']['mac'], own['mac']), *differ([], own['addresses']),
    ])
    for pod in pods:
        wanted = OWN if pod['vlan'] == 100 else OTHER
        check(f'ADD for {pod["what"]}: port in VLAN {pod["vlan"]} only', differ(wanted, vlans(found[pod['netns']])))


def guest(story, answer):
    from judge import judge  # the suite `guest` holds its guests to the same

    vm = story['vm']
    for name in IN_GUEST:
        emit('note', f'part: {name} of the guest {answer["versions"][name]}')
    macs = {nic['mac']: nic['name'] for nic in vm['nics']}
    for nic in answer['nics']:
        has = ', '.join(nic['addresses']) or 'no address'
        log(f'guest: booted; the NIC with the MAC of {macs.get(nic["mac"], "nobody")} has {has}')
    for name, user in answer['users'].items():
        if name != 'root':
            log(f'guest: user {name}, keys: {len(user["keys"])}')
    expected = {
        # The first address is that of KubeVirt's masquerade.
        'addresses': {'default': ['10.0.2.2/24'], story['nic']['network']: [story['address']]},
        'defaultRoutes': ['default via 10.0.2.1'], 'nameServers': ['10.96.0.10'], 'user': 'ops',
    }
    key = json.loads(vm['files']['meta-data'])['public-keys']['0']
    asked = {**answer, 'reached': {}, 'resolved': answer['resolved'] == NAMED}
    for what, faults in judge({**vm, 'key': key}, expected, asked):
        if what != 'routers':  # the pings come next
            check(f'guest: {what}', faults)


def reached_by_guest(reached, places):
    log(f'all who ping have addresses of one subnet, {places[0]["address"]} and following')
    for place in places:
        answer = 'full' if reached[place['address'].split('/')[0]] else 'none'
        log(f'ping from the guest to {place["what"]}: {ANSWERS[answer]}')
        reach('the guest', place['what'], place['vlan'] == 100, answer)


def pings(tries, answers):
    for probe, answer in zip(tries, answers):
        log(f'ping with 1500 bytes from {probe["who"]} to {probe["whom"]}: {ANSWERS[answer]}')
        reach(probe['who'], probe['whom'], probe['expected'], answer)


def misspelt(tries, found):
    """The pings must show that something is wrong, and what."""
    has = vlans(found['added']['launcher'])
    log(f'counter-check: DEL, and ADD of a copy of the NAD with "vlan" misspelt as "vlna": port in VLAN {has}')
    faults = []
    for probe, answer in zip(tries, found['answers']):
        log(f'counter-check: ping from {probe["who"]} to the guest: {ANSWERS[answer]}')
        if (answer == 'full') != probe['expected']:
            faults.append(f'from {probe["who"]}: {ANSWERS[answer]}')
    check('counter-check: with "vlan" misspelt VLAN 100 loses the guest, and who is untagged reaches it', faults)


def left(found):
    log(f'node: DEL for all three pods; left on the node and in the pods: {json.dumps(found) if found else "nothing"}')
    check('DEL leaves nothing', [f'{place}: {things}' for place, things in found.items()])


def reach(who, whom, expected, answer):
    if expected:
        check(f'{who} reaches {whom}', [] if answer == 'full' else [ANSWERS[answer]])
    else:
        check(f'{who} does not reach {whom}', [] if answer == 'none' else ['it does, and is to be kept apart'])


def vlans(one):
    return ', '.join(' '.join([vlan, *flags]) for vlan, flags in one['vlans'].items()) or 'none'


def differ(wanted, got):
    return [] if got == wanted else [f'expected {wanted or "none"}, got {got}']


def check(what, faults):
    if faults:
        emit('fail', what, why='; '.join(faults))
    else:
        emit('pass', what)


def log(text):
    emit('note', f'log: {text}')


def emit(result, what, **more):
    print(json.dumps({'result': result, 'what': what, **more}), flush=True)
