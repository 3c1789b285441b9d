"""Who reaches whom: what is pinged, and what came of it."""
from wires import lands, tags

FULL_MESH = 9  # above that each VM tries its neighbour only


class Addresses:
    """Each pair that is tried has a subnet of its own, so that an answer comes back by the same way or not at all."""

    def __init__(self):
        self.count = 0
        self.ends = {}  # (place, tag): addresses

    def pair(self, one, other):
        at = 4 * self.count
        self.count += 1
        base = f'198.{18 + at // 65536}.{at // 256 % 256}'
        addresses = [f'{base}.{at % 256 + 1}', f'{base}.{at % 256 + 2}']
        for end, address in zip((one, other), addresses):
            self.ends.setdefault(end, []).append(f'{address}/30')
        return addresses

    def lines(self, kind, device, number):
        """For `ip -batch`: the addresses of a guest or of a host outside, on VLAN devices where they are tagged."""
        for (place, tag), addresses in self.ends.items():
            if place == (kind, number):
                name = f'{device}.{tag}' if tag else device
                if tag:
                    yield f'link add link {device} name {name} type vlan id {tag}'
                    yield f'link set {name} up'
                yield from (f'addr add {address} dev {name}' for address in addresses)


def probes(nics, devices, filters, sizes, addresses):
    def probe(i, tag, to, to_tag, expected, out, mtu, whom):
        address, target = addresses.pair((('vm', i), tag), (('out' if out else 'vm', to), to_tag))
        who = f'{nics[i]["vm"]}/{nics[i]["network"]}{f" with VLAN tag {tag}" if tag else ""}'
        pods = [i] if out else [i, to]
        size = mtu - 28 if expected else 56
        ping = {'vm': i, 'to': target, 'size': size, 'expected': expected, 'pods': pods}
        return {
            'from': (i, tag), 'out': out, 'pods': pods, 'expected': expected, 'mtu': mtu, 'ping': ping,
            'address': f'{address}/30', 'who': who, 'whom': whom,
        }

    wires = [nic['wire'] for nic in nics]
    for i, wire in enumerate(wires):
        place = (wire['type'], wire['device'])
        if place not in devices:
            continue
        device = devices.index(place)
        filtered = wire['device'] in filters
        for tag in tags(wire):
            vlan = lands(wire, tag, filtered)
            untagged = 1 if wire['type'] == 'bridge' and filtered else 0
            outside = tag if vlan is None else 0 if vlan == untagged else vlan
            mtu = min(wire['mtu'] or 1500, sizes[device])
            yield probe(i, tag, device, outside, vlan is not None, True, mtu, host(outside))
            if tag == 0 and outside:
                yield probe(i, 0, device, 0, False, True, mtu, host(0))

    for i, j in pairs(len(nics)):
        one, other = wires[i], wires[j]
        shared = (one['type'], one['device']) == (other['type'], other['device'])
        filtered = one['device'] in filters
        tried = {(0, 0): False}
        if shared:
            both = [(a, b) for a in tags_for(one, other, filtered) for b in tags_for(other, one, filtered)]
            ends = {(a, b): (lands(one, a, filtered), lands(other, b, filtered)) for a, b in both}
            meets = {pair: a is not None and a == b for pair, (a, b) in ends.items()}
            tried = {(0, 0): meets[0, 0], **{pair: True for pair in [p for p in both if meets[p]][:1]}}
        for (a, b), expected in tried.items():
            mtu = min(one['mtu'] or 1500, other['mtu'] or 1500)
            whom = f'{nics[j]["vm"]}/{nics[j]["network"]}{f" with VLAN tag {b}" if b else ""}'
            yield probe(i, a, j, b, expected, False, mtu, whom)


def pairs(count):
    if count <= FULL_MESH:
        return [(i, j) for i in range(count) for j in range(i + 1, count)]
    return [(i, i + 1) for i in range(count - 1)]


def tags_for(wire, other, filtered):
    vlan = other['vlan']
    return [*tags(wire), *([vlan] if vlan and vlan != wire['vlan'] and lands(wire, vlan, filtered) == vlan else [])]


def host(tag):
    return f'the host outside {f"in VLAN {tag}" if tag else "without a tag"}'


def reach_faults(probe, got, plain):
    """`got`: full, small or none. `plain`: whether a pod without a VM gets there, where it was asked."""
    who, whom = probe['who'], probe['whom']
    if probe['expected'] and got == 'none':
        yield f'{who} does not reach {whom}' + (
            ", though a plain pod does: nothing comes back for the guest's MAC" if plain else ''
        )
    elif probe['expected'] and got == 'small':
        yield f'{who} reaches {whom}, but not with packets of {probe["mtu"]} bytes'
    elif not probe['expected'] and got != 'none':
        yield f'{who} reaches {whom}, from which it is to be kept apart'
