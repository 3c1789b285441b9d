"""What renderers are known to drop. Anything else that is lost is a failure."""
from dataclasses import dataclass
from typing import Callable

BOTH = ('22.4', '25.1')
NO_NETPLAN = ('networkd', 'eni', 'network-manager', 'sysconfig')


@dataclass(frozen=True)
class Loss:
    versions: tuple
    renderers: tuple
    lost: tuple  # kinds of compare.items
    why: str
    when: Callable = lambda entry, nic, nics: True  # the entry as written, and as rendered.Nic; the document's Nics
    instead: str = None  # the route that stands there in place of the right one

    def fits(self, version, renderer, entry, nic, nics):
        return version in self.versions and renderer in self.renderers and self.when(entry, nic, nics)


def no_set_name(entry, nic, nics):
    return 'set-name' not in entry


def no_address(entry, nic, nics):
    return not nic.addresses


def default_in_routes(entry, nic, nics):
    return any(route['to'] == '::/0' for route in entry.get('routes', []))


def no_static_default(entry, nic, nics):
    return not any(to in ('0.0.0.0/0', '::/0') for other in nics for to, _ in other.routes)


def routes_below_ipv4(entry, nic, nics):
    return 'gateway6' not in entry and (nic.dhcp4 or ':' not in entry.get('addresses', [':'])[0])


LOSSES = (
    Loss(('22.4',), NO_NETPLAN, ('metric',), 'the metric of a route is not read'),
    Loss(('22.4',), NO_NETPLAN, ('ipv6-default',), '::/0 becomes ::/64', when=default_in_routes, instead='::/64'),
    Loss(
        ('22.4',),
        ('network-manager',),
        ('ipv6-route', 'ipv6-default'),
        'all routes stand in the section of the first address, and an IPv6 one in [ipv4] is passed over',
        when=routes_below_ipv4,
    ),
    Loss(BOTH, ('networkd',), ('use-routes', 'use-dns'), 'overrides are read beside set-name only', when=no_set_name),
    Loss(BOTH, ('eni', 'network-manager'), ('use-routes', 'use-dns'), 'overrides are not read'),
    Loss(BOTH, ('sysconfig',), ('use-dns',), 'overrides are not read'),
    Loss(
        BOTH,
        ('sysconfig',),
        ('use-routes',),
        'overrides are not read; a default route in the document is what turns off those from DHCP',
        when=no_static_default,
    ),
    Loss(('22.4',), NO_NETPLAN, ('optional',), 'optional is not read'),
    Loss(('25.1',), ('eni', 'network-manager', 'sysconfig'), ('optional',), 'these have no such notion'),
    Loss(
        ('22.4',),
        ('network-manager',),
        ('dns', 'search'),
        'name servers are read beside a static address only',
        when=no_address,
    ),
    Loss(
        ('25.1',),
        ('eni',),
        ('dns', 'search'),
        'name servers are written beside a static address only',
        when=no_address,
    ),
    Loss(('22.4',), ('eni',), ('search',), 'search domains are written beside a static address only', when=no_address),
    Loss(BOTH, ('sysconfig',), ('search',), 'search domains are written beside a static address only', when=no_address),
)
