"""The pod side of KubeVirt's bridge binding, with a namespace for the guest and a pair of links for its tap.

KubeVirt takes the name and the addresses off the pod's interface, puts it into a bridge in the pod, and gives it
that bridge's MAC; the guest has the MAC that it had. So frames for the guest must pass an interface of another MAC.
"""
from netns import inside, only_own_addresses, steps


def bind(pod, link, number):
    """The error, or None."""
    nic, bridge, tap, mac = names(pod['ifname'], number)
    ifname, guest = pod['ifname'], pod['guest_netns']
    error = in_netns(pod['netns'], [
        f'link set {ifname} down',
        f'link set {ifname} name {nic}',
        f'addr flush dev {nic}',
        f'link add {bridge} address {mac} type bridge',
        f'link set {bridge} up',
        f'link set {nic} address {mac}',
        f'link set {nic} master {bridge}',
        f'link set {nic} type bridge_slave learning off',
        f'link set {nic} up',
        f'link add {tap} mtu {link["mtu"]} type veth peer name nic mtu {link["mtu"]} netns {guest}',
        f'link set {tap} master {bridge} up',
    ])
    return error or in_netns(guest, [f'link set nic address {pod["mac"] or link["mac"]} up', *pod['guest']])


def unbind(pod, link, number):
    nic, bridge, tap, _ = names(pod['ifname'], number)
    return in_netns(pod['netns'], [
        f'link del {tap}',
        f'link del {bridge}',
        f'link set {nic} down',
        f'link set {nic} name {pod["ifname"]}',
        f'link set {pod["ifname"]} address {link["mac"]}',
        f'link set {pod["ifname"]} up',
    ])


def names(ifname, number):
    short = ifname.removeprefix('pod')[:11]
    return f'{short}-nic', f'k6t-{short}', f'tap{short}', f'02:00:00:5e:{number // 256:02x}:{number % 256:02x}'


def in_netns(netns, lines):
    with inside(netns):
        only_own_addresses()
        return steps('ip', lines)
