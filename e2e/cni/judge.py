"""What came up beside what the config asks for. Every function gives faults as text."""


def judge(case, result):
    """[(check, faults)…]"""
    if 'setup' in result:
        return [('node', [f'the node could not be made: {result["setup"]}'])]
    checks = []
    for pod in result['pods']:
        checks.append(('ADD', errors(pod['add'])))
        if not pod['add']['ok']:
            continue
        checks.append(('what came up', list(faults(case, result, pod))))
        if can_check(pod):
            checks.append(('CHECK', errors(pod['check'])))
        checks.append(('DEL', errors(pod['del']) + [f'{link} stays in the pod' for link in pod['left']]))
    # A gateway's own devices stay on a node by design; a failed ADD is told already.
    if not case['plugin'].get('isGateway') and all(pod['add']['ok'] for pod in result['pods']):
        left = [f'{link} stays on the node' for link in result['left']['links']]
        checks.append(('after DEL', left + (['rules stay on the node'] if result['left']['rules'] else [])))
    return checks


def can_check(pod):
    # Without ipam the bridge plugin asks an IPAM plugin that has no name; before 0.4.0 there is no CHECK.
    return pod['check'].get('error') != 'no plugin name provided' and 'does not support' not in str(pod['check'])


def errors(answer):
    return [] if answer['ok'] else [answer['error']]


def faults(case, result, pod):
    plugin = case['plugin']
    link = pod['links'].get(pod['ifname'])
    if link is None:
        yield f'the pod has no {pod["ifname"]}'
        return
    yield from differs('the pod interface is up', link['up'], not plugin.get('disableContainerInterface', False))
    yield from differs('mtu', link['mtu'], plugin.get('mtu') or 1500)
    yield from address_faults(plugin.get('ipam') or {}, link, pod['routes'])
    yield from (bridge_faults if plugin['type'] == 'bridge' else macvlan_faults)(plugin, result, pod, link)


def differs(what, got, expected):
    if got != expected:
        yield f'{what}: expected {expected}, got {got}'


def address_faults(ipam, link, routes):
    if ipam.get('type') not in (None, 'static'):
        return
    addresses = ipam.get('addresses', [])
    expected = [address['address'] for address in addresses]
    yield from differs('addresses', sorted(link['addresses']), sorted(expected))
    gateways = {':' in a['address']: a['gateway'] for a in reversed(addresses) if 'gateway' in a}
    wanted = []
    for route in ipam.get('routes', []):
        to = route['dst']
        wanted.append(['default' if to in ('0.0.0.0/0', '::/0') else to, route.get('gw', gateways.get(':' in to))])
    yield from differs('routes', sorted(routes), sorted(wanted))


def bridge_faults(plugin, result, pod, link):
    yield from differs('kind', link['kind'], 'veth')
    if pod['mac']:
        yield from differs('MAC', link['mac'], pod['mac'].lower())
    # Beside the bridge itself, what the plugin made outside the pod is the port.
    made = [x['name'] for x in pod['add']['result']['interfaces'] if not x.get('sandbox')]
    port = next(name for name in made if name != plugin['bridge'])
    yield from differs('bridge', result['links'][port]['master'], plugin['bridge'])
    yield from differs('mtu of the port', result['links'][port]['mtu'], plugin.get('mtu') or 1500)
    yield from differs('isolated', result['links'][port]['isolated'], plugin.get('portIsolation', False))
    bridges = sorted(name for name, x in result['links'].items() if x['kind'] == 'bridge')
    yield from differs('bridges on the node', bridges, [plugin['bridge']])
    if plugin.get('vlan') or plugin.get('vlanTrunk'):
        vlans = {int(vlan): flags for vlan, flags in result['vlans'].get(port, {}).items()}
        yield from differs('VLANs of the port', in_words(vlans), in_words(port_vlans(plugin)))
    if plugin.get('macspoofchk') and link['mac'] not in result['rules']:
        yield f'no rule binds the port to {link["mac"]}'


def port_vlans(plugin):
    expected = {}
    for entry in plugin.get('vlanTrunk') or []:
        first = entry.get('id', entry.get('minID'))
        expected.update({vlan: [] for vlan in range(first, entry.get('maxID', first) + 1)})
    if plugin.get('preserveDefaultVlan'):
        expected[1] = ['Egress Untagged']
    expected[plugin.get('vlan') or 1] = ['Egress Untagged', 'PVID']
    return expected


def in_words(vlans):
    return ', '.join(f'{vlan} {" ".join(flags)}'.strip() for vlan, flags in sorted(vlans.items()))


def macvlan_faults(plugin, result, pod, link):
    mode = plugin.get('mode') or 'bridge'
    yield from differs('kind', link['kind'], 'macvlan')
    yield from differs('mode', link['mode'], mode)
    # A passthru device shares its master's MAC; the bridge binding sets the wanted one later.
    if mode == 'passthru':
        yield from differs('MAC', link['mac'], result['links'][plugin['master']]['mac'])
    elif pod['mac']:
        yield from differs('MAC', link['mac'], pod['mac'].lower())
