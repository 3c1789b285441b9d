"""What came up, beside what was asked for. Every function gives faults as text."""
from reach import reach_faults
from wires import first_plugin, master, tagged


def judge(case, result):
    """[(subject or None for the whole file, check, faults)…]"""
    verdicts = list(case['static'])
    if not case['nics']:
        return verdicts
    if result is None:
        return [*verdicts, (None, 'node', ['was not run: an earlier one did not end'])]
    if 'setup' in result:
        return [*verdicts, (None, 'node', [f'the node could not be made: {result["setup"]}'])]
    for number, (nic, pod) in enumerate(zip(case['nics'], result['pods'])):
        verdicts += [(nic['nad'], check, faults) for check, faults in judge_nic(case, result, number, nic, pod)]
    # A gateway's own devices stay on a node by design; a failed ADD is told already.
    by_design = any(first_plugin(nic['config']).get('isGateway') for nic in case['nics'])
    if not by_design and all(pod['add']['ok'] for pod in result['pods']):
        left = [f'{link} stays on the node' for link in result['left']['links']]
        left += [f'the port {port} stays in Open vSwitch' for port in result['left']['ports']]
        verdicts.append((None, 'after DEL', left + (['rules stay on the node'] if result['left']['rules'] else [])))
    return [*verdicts, (None, 'VM to VM', [f for i in range(len(case['probes'])) for f in between(case, result, i)])]


def judge_nic(case, result, number, nic, pod):
    yield 'ADD', errors(pod['add'])
    if not pod['add']['ok']:
        return
    yield 'what came up', list(faults(case, result, nic, pod))
    if pod['checked']:
        yield 'CHECK', errors(pod['checked'])
    yield 'VM', [f"KubeVirt's bridge cannot be made of it: {pod['bound']}"] if pod['bound'] else [
        fault
        for i, probe in enumerate(case['probes'])
        if probe['out'] and probe['from'][0] == number and result['pings'][i]
        for fault in reach_faults(probe, result['pings'][i], pod['plain'])
    ]
    yield 'DEL', errors(pod['del']) + [f'{link} stays in the pod' for link in pod['left']]


def between(case, result, i):
    probe, got = case['probes'][i], result['pings'][i]
    return [] if probe['out'] or not got else reach_faults(probe, got, None)


def errors(answer):
    return [] if answer['ok'] else [answer['error']]


def faults(case, result, nic, pod):
    plugin, wire = first_plugin(nic['config']), nic['wire']
    if plugin['type'] != wire['type']:
        yield f'type: expected {wire["type"]}, got {plugin["type"]}'
        return
    link = pod['links'].get(nic['ifname'])
    if link is None:
        yield f'the pod has no {nic["ifname"]}'
        return
    yield from differs('the pod interface is up', link['up'], not plugin.get('disableContainerInterface', False))
    yield from differs('mtu', link['mtu'], wire['mtu'] or 1500)
    if wire['ipam'] is not None:
        yield from differs('addresses', sorted(link['addresses']), sorted(address for address, _ in wire['ipam']))
        wanted = [route for _, routes in wire['ipam'] for route in routes]
        yield from differs('routes', sorted(pod['routes']), sorted(wanted))
    kinds = {'bridge': bridge_faults, 'macvlan': macvlan_faults, 'ovs': ovs_faults}
    yield from kinds[plugin['type']](plugin, wire, result, nic, pod, link)


def differs(what, got, expected):
    if got != expected:
        yield f'{what}: expected {expected or "none"}, got {got or "none"}'


def bridge_faults(plugin, wire, result, nic, pod, link):
    yield from pair_faults(nic, link)
    # Beside the bridge itself, what the plugin made outside the pod is the port.
    made = [x['name'] for x in pod['add']['result']['interfaces'] if not x.get('sandbox')]
    port = next(name for name in made if name != plugin['bridge'])
    yield from differs('bridge', result['links'][port]['master'], wire['device'])
    yield from differs('mtu of the port', result['links'][port]['mtu'], wire['mtu'] or 1500)
    yield from differs('isolated', result['links'][port]['isolated'], plugin.get('portIsolation', False))
    vlans = {int(vlan): flags for vlan, flags in result['vlans'].get(port, {}).items()}
    if vlans or tagged(wire):  # a kernel without VLAN filtering shows none
        yield from differs('VLANs of the port', in_words(vlans), in_words(port_vlans(plugin, wire)))
    if plugin.get('macspoofchk') and link['mac'] not in ' '.join(result['rules']):
        yield f'no rule binds the port to {link["mac"]}'


def pair_faults(nic, link):
    yield from differs('kind', link['kind'], 'veth')
    if nic['mac']:
        yield from differs('MAC', link['mac'], nic['mac'].lower())


def port_vlans(plugin, wire):
    expected = {vlan: [] for first, last in wire['trunk'] for vlan in range(first, last + 1)}
    if plugin.get('preserveDefaultVlan'):
        expected[1] = ['Egress Untagged']
    expected[wire['vlan'] or 1] = ['Egress Untagged', 'PVID']
    return expected


def in_words(vlans):
    return ', '.join(f'{vlan} {" ".join(flags)}'.strip() for vlan, flags in sorted(vlans.items()))


def ovs_faults(plugin, wire, result, nic, pod, link):
    yield from pair_faults(nic, link)
    port = next(x['name'] for x in pod['add']['result']['interfaces'] if not x.get('sandbox'))
    yield from differs('mtu of the port', result['links'][port]['mtu'], wire['mtu'] or 1500)
    got = result['ports'].get(port, {'bridge': None, 'tag': None, 'trunks': []})
    yield from differs('bridge', got['bridge'], wire['device'])
    yield from differs('access VLAN of the port', got['tag'], wire['vlan'])
    trunk = [vlan for first, last in wire['trunk'] for vlan in range(first, last + 1)]
    yield from differs('trunk of the port', got['trunks'], trunk)


def macvlan_faults(plugin, wire, result, nic, pod, link):
    mode = plugin.get('mode') or 'bridge'
    yield from differs('kind', link['kind'], 'macvlan')
    yield from differs('mode', link['mode'], mode)
    yield from differs('NIC of the node', plugin.get('master'), master(wire))
    # A passthru device shares its master's MAC; the bridge binding sets the wanted one later.
    if mode == 'passthru':
        yield from differs('MAC', link['mac'], result['links'][plugin['master']]['mac'])
    elif nic['mac']:
        yield from differs('MAC', link['mac'], nic['mac'].lower())
