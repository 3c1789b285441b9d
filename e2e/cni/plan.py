"""From manifests to what is run: for each file a node that has what its networks name, pods, guests, and pings."""
import json
import os

import configs
import manifests
from reach import Addresses, probes
from wires import asked, filtering, first_plugin, master, said, tagged

OURS = ('bridge', 'macvlan', 'ovs')
IPAM = (None, 'static', 'host-local')
ALONE = {'mac': '02:00:00:00:00:01', 'ifname': 'net1', 'id': None, 'vm': 'no VM', 'network': 'net1'}


def cases(label, objects, model=None):
    """A dict for each file with networks: `nics` and all that node.py wants, and what is said without running."""
    nads, nics = manifests.nads(objects), manifests.nics(objects)
    resources = {nad['key']: nad['annotations'].get(manifests.RESOURCE) for nad in nads}
    found = []
    for file in dict.fromkeys(nad['file'] for nad in nads):
        case = {'name': f'{label}{file}', 'networks': 0, 'nics': [], 'static': [], 'skips': []}
        for nad in (nad for nad in nads if nad['file'] == file):
            read(nad, nics, model, case)
        own = [nic for nic in nics if nic['file'] == file]
        case['static'].append((None, 'resources', list(configs.resource_faults(own, resources))))
        known = {nad['key'] for nad in nads}
        lost = [f'{nic["id"]}: there is no {nic["nad"][1]}' for nic in own if nic['nad'] not in known]
        case['static'] += [(None, 'networks of the VMs', lost)] if model else []  # else they may exist already
        found.append({**case, **node(case['nics'])} if case['nics'] else case)
    return found


def read(nad, nics, model, case):
    name = nad['key'][1]
    if not nad['text']:
        case['skips'].append((name, 'its config is a file on the node'))
        return
    try:
        config = json.loads(nad['text'])
    except ValueError as error:
        case['static'].append((name, 'config', [f'spec.config is no JSON: {error}']))
        return
    plugins = config.get('plugins', [config])
    kinds = {plugin.get('type') for plugin in plugins}
    ipams = {(plugin.get('ipam') or {}).get('type') for plugin in plugins}
    if not kinds <= {*OURS, 'sriov'} or not ipams <= set(IPAM):
        words = ', '.join(sorted(map(str, kinds | ipams - {None})))
        case['skips'].append((name, f'{words}: not all of these plugins are run here'))
        return
    case['networks'] += 1
    users = [nic for nic in nics if nic['nad'] == nad['key']]
    # Files are mostly apps of their own, and may repeat a name.
    users = [nic for nic in users if nic['file'] == nad['file']] or users
    own = said(config, nad['annotations'].get(manifests.RESOURCE))
    wires = [asked(model[nic['id']]) if nic['id'] in (model or {}) else own for nic in users]
    numbers = list(configs.number_faults(config))
    faults = [*configs.config_faults(nad, config), *numbers, *configs.made_for(nad, own['device'], nics)]
    if 'sriov' in kinds:
        faults += configs.sriov_faults(nad, config, users, wires)
    case['static'].append((name, 'config', faults))
    if 'sriov' in kinds:
        case.setdefault('sriov', []).append(config)
    if 'sriov' in kinds or numbers:
        return
    if first_plugin(config).get('mode') == 'passthru':
        users = users[:1]  # one on a node is all that it can carry
    for user, wire in zip(users or [ALONE], wires or [own]):
        case['nics'].append({**user, 'nad': name, 'config': config, 'wire': wire})


def node(nics):
    """What node.py is to make and to do."""
    wires = [nic['wire'] for nic in nics]
    filters = filtering(wires)
    devices = list(dict.fromkeys((wire['type'], wire['device']) for wire in wires if wire['device']))
    sizes = [max([1500, *(w['mtu'] or 0 for w in wires if (w['type'], w['device']) == device)]) for device in devices]
    sizes = [min(size, 65535) for size in sizes]
    addresses = Addresses()
    tries = list(probes(nics, devices, filters, sizes, addresses))
    vlans = {tag for _, tag in addresses.ends if tag}
    vlans |= {wire['vlan'] for wire in wires if wire['type'] == 'macvlan' and wire['vlan']}
    kinds = {wire['type'] for wire in wires}
    needs = ['network namespaces']
    needs += ['vlan filtering'] if filters else []
    needs += ['vlan device'] if vlans else []
    needs += ['macvlan'] if 'macvlan' in kinds else []
    needs += ['tap device'] if 'ovs' in kinds else []
    needs += ['nftables'] if any(first_plugin(nic['config']).get('macspoofchk') for nic in nics) else []
    return {
        'needs': needs,
        'ovs': 'ovs' in kinds,
        'node': [step for i, device in enumerate(devices) for step in make(i, device, wires, filters, sizes[i])],
        'outside': [
            line for i in range(len(devices)) for line in (f'link set o{i} up', *addresses.lines('out', f'o{i}', i))
        ],
        'pods': [pod(i, nic, tries, addresses) for i, nic in enumerate(nics)],
        'pings': [probe['ping'] for probe in tries],
        'probes': tries,
    }


def make(number, device, wires, filters, mtu):
    """A bridge as NMState makes it, with an uplink that is a trunk where VLANs are asked for; or a spare NIC."""
    kind, name = device
    uplink = name if kind == 'macvlan' else f'up{number}'
    lines = [f'link add {uplink} mtu {mtu} type veth peer name o{number} mtu {mtu} netns @out', f'link set {uplink} up']
    if kind == 'ovs':
        # The kernel's own datapath forwards nothing under User Mode Linux.
        bridge = f'ovs-vsctl add-br {name} -- set bridge {name} datapath_type=netdev -- add-port {name} {uplink}'
        return [['ip', lines], ['sh', [bridge]]]
    if kind == 'macvlan':
        tags = [wire['vlan'] for wire in wires if (wire['type'], wire['device']) == device and wire['vlan']]
        for tag in dict.fromkeys(tags):
            lines += [f'link add link {name} name {name}.{tag} type vlan id {tag}', f'link set {name}.{tag} up']
        return [['ip', lines]]
    # With a MAC of its own: one taken from a port changes with the ports, which CHECK would call a fault.
    kind = f'bridge{" vlan_filtering 1" if name in filters else ""}'
    address = f'02:00:00:00:ff:{number:02x}'
    lines = [f'link add {name} address {address} type {kind}', *lines, f'link set {uplink} master {name}']
    lines += [f'link set {name} up']
    return [['ip', lines], *([['bridge', [f'vlan add dev {uplink} vid 2-4094']]] if name in filters else [])]


def pod(number, nic, tries, addresses):
    plugin = first_plugin(nic['config'])
    outside = [k for k, x in enumerate(tries) if x['expected'] and x['out'] and x['from'] == (number, 0)]
    return {
        'config': nic['config'],
        'mac': nic['mac'],
        'ifname': nic['ifname'],
        'check': can_check(plugin),
        'guest': list(addresses.lines('vm', 'nic', number)),
        # What a plain pod is to try where the VM fails.
        'plain': {'ping': outside[0], 'address': tries[outside[0]]['address']} if outside else None,
    }


def can_check(plugin):
    if plugin['type'] == 'bridge':
        return bool((plugin.get('ipam') or {}).get('type'))  # else it asks an IPAM plugin that has no name
    return plugin['type'] != 'ovs' or bool(os.environ.get('OVS_CNI'))  # the stand-in has none
