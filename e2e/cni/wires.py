"""What a network is to be, as the program that made it asked, or else as its CNI config says; and who shares it."""


def asked(props):
    """By the options of the library, without any of its code."""
    ip = props.get('ipConfig') or {}
    return {
        'type': props.get('type', 'bridge'),
        'device': props.get('physicalInterface') or props.get('bridgeName'),
        'vlan': props.get('vlanId'),
        'trunk': [ids(text) for text in props.get('trunk') or []],
        'mtu': props.get('mtu'),
        'resource': props.get('resourceName'),
        'ipam': by_cni(ip) if ip.get('assignedBy') == 'cni' else [],
    }


def ids(text):
    first, _, last = text.partition('-')
    return [int(first), int(last or first)]


def by_cni(ip):
    gateway = ip.get('gateway')
    return [[ip['address'], [['default', gateway]] if gateway else []]]


def said(config, resource=None):
    plugin = first_plugin(config)
    kind = plugin.get('type')
    device, vlan = plugin.get('bridge', 'cni0' if kind == 'bridge' else None), plugin.get('vlan') or None
    if kind == 'macvlan':
        device, _, tag = plugin.get('master', '').partition('.')
        vlan = int(tag) if tag.isdigit() else None
    trunk = plugin.get('vlanTrunk' if kind == 'bridge' else 'trunk') or []
    return {
        'type': kind,
        'device': device,
        'vlan': vlan,
        'trunk': [[entry.get('id', entry.get('minID')), entry.get('id', entry.get('maxID'))] for entry in trunk],
        'mtu': plugin.get('mtu') or None,
        'resource': resource,
        'ipam': from_ipam(plugin.get('ipam') or {}),
    }


def first_plugin(config):
    return config.get('plugins', [config])[0]


def from_ipam(ipam):
    """[[address, routes]…], or None where only the plugin knows."""
    if ipam.get('type') not in (None, 'static'):
        return None
    addresses = ipam.get('addresses', [])
    gateways = {':' in x['address']: x['gateway'] for x in reversed(addresses) if 'gateway' in x}
    routes = []
    for route in ipam.get('routes', []):
        to = route['dst']
        default = to in ('0.0.0.0/0', '::/0')
        routes.append(['default' if default else to, route.get('gw', gateways.get(':' in to))])
    return [[x['address'], routes if place == 0 else []] for place, x in enumerate(addresses)]


def master(wire):
    """macvlan has no VLAN of its own: the node's VLAN device is its NIC."""
    return f'{wire["device"]}.{wire["vlan"]}' if wire['vlan'] else wire['device']


def tagged(wire):
    return bool(wire['vlan'] or wire['trunk'])


def filtering(wires):
    """The Linux bridges that must filter VLANs."""
    return {wire['device'] for wire in wires if wire['type'] == 'bridge' and tagged(wire)}


def lands(wire, tag, filters):
    """The VLAN, on the wire's device, of a frame that leaves the guest with that tag (0: none); None: it is dropped."""
    vlan, in_trunk = wire['vlan'], any(first <= tag <= last for first, last in wire['trunk'])
    if wire['type'] == 'bridge':
        if not filters:
            return tag
        return (vlan or 1) if tag == 0 else tag if in_trunk else None
    if vlan:
        return vlan if tag == 0 else None
    return tag if in_trunk or not wire['trunk'] else None


def tags(wire):
    """What a guest is to try: the tags that its wire takes, and one that it does not."""
    vlan, trunk = wire['vlan'], wire['trunk']
    if wire['type'] == 'ovs' and not tagged(wire):
        return [0, 999]  # every VLAN
    # VLAN 1 comes out untagged on the other side, and so does the native one.
    known = [tag for tag in dict.fromkeys(tag for ends in trunk for tag in (ends[0], ends[-1])) if tag not in (1, vlan)]
    absent = [tag for tag in (999, 998, 997) if tag != vlan and not any(first <= tag <= last for first, last in trunk)]
    return [0, *known[:1], *known[1:][-1:], *(absent[:1] if trunk else [])]
