"""Reads back what a renderer wrote: {mac: Nic}, and the DNS servers that belong to no NIC."""
import configparser
import ipaddress
import re
from dataclasses import dataclass, field

import yaml


@dataclass
class Nic:
    addresses: set = field(default_factory=set)
    routes: dict = field(default_factory=dict)  # (network, gateway): metric or None
    dns: set = field(default_factory=set)
    search: set = field(default_factory=set)
    mtu: int = None
    dhcp4: bool = False
    dhcp6: bool = False
    use_routes: bool = True
    use_dns: bool = True
    optional: bool = False

    def add_address(self, text):
        self.addresses.add(ipaddress.ip_interface(text).with_prefixlen)

    def add_route(self, to, via, metric=None):
        via = via and str(ipaddress.ip_address(via))
        if to == 'default':
            to = '::/0' if ':' in via else '0.0.0.0/0'
        self.routes[(str(ipaddress.ip_network(to)), via)] = None if metric is None else int(metric)


def read(renderer, files, names):
    """`names`: {mac: the kernel's name}."""
    nics, dns = READERS[renderer](files, {name: mac for mac, name in names.items()})
    return {mac.lower(): nic for mac, nic in nics.items()}, dns


def from_v2(document):
    """A network configuration in version 2: what is declared, and what netplan gets."""
    nics = {}
    for entry in document['ethernets'].values():
        nic = nics[entry['match']['macaddress'].lower()] = Nic()
        for address in entry.get('addresses', []):
            nic.add_address(address)
        for route in entry.get('routes', []):
            nic.add_route(route['to'], route.get('via'), route.get('metric'))
        for key in ('gateway4', 'gateway6'):
            if key in entry:
                nic.add_route('default', entry[key])
        servers = entry.get('nameservers') or {}
        nic.dns, nic.search = set(servers.get('addresses', [])), set(servers.get('search', []))
        nic.mtu = entry.get('mtu')
        nic.dhcp4, nic.dhcp6 = bool(entry.get('dhcp4')), bool(entry.get('dhcp6'))
        for overrides in (entry.get('dhcp4-overrides') or {}, entry.get('dhcp6-overrides') or {}):
            nic.use_routes = nic.use_routes and overrides.get('use-routes') is not False
            nic.use_dns = nic.use_dns and overrides.get('use-dns') is not False
        nic.optional = bool(entry.get('optional'))
    return nics


def read_netplan(files, _):
    return from_v2(yaml.safe_load(files['etc/netplan/50-cloud-init.yaml'])['network']), set()


def read_networkd(files, _):
    nics = {}
    for path, text in files.items():
        if not path.endswith('.network'):
            continue
        sections = sections_of(text)
        only = {name: lines for name, lines in sections}
        nic = nics[only['Match']['MACAddress']] = Nic()
        for name, lines in sections:
            if name == 'Address':
                nic.add_address(lines['Address'])
            if name == 'Route':
                nic.add_route(lines.get('Destination', 'default'), lines.get('Gateway'), lines.get('Metric'))
        network = only.get('Network', {})
        if 'Gateway' in network:
            nic.add_route('default', network['Gateway'])
        nic.dns, nic.search = set(network.get('DNS', '').split()), set(network.get('Domains', '').split())
        nic.dhcp4, nic.dhcp6 = network.get('DHCP') in ('ipv4', 'yes'), network.get('DHCP') in ('ipv6', 'yes')
        link = only.get('Link', {})
        nic.mtu = int(link['MTUBytes']) if 'MTUBytes' in link else None
        nic.optional = link.get('RequiredForOnline') == 'no'
        for name in ('DHCPv4', 'DHCPv6', 'DHCP'):
            nic.use_routes = nic.use_routes and only.get(name, {}).get('UseRoutes', 'true').lower() == 'true'
            nic.use_dns = nic.use_dns and only.get(name, {}).get('UseDNS', 'true').lower() == 'true'
    return nics, set()


def sections_of(text):
    """[(name, {key: value})]: sections may repeat."""
    sections = []
    for line in text.splitlines():
        if line.startswith('['):
            sections.append((line.strip('[]'), {}))
        elif '=' in line:
            key, value = line.split('=', 1)
            sections[-1][1][key] = value
    return sections


ENI_ROUTE = re.compile(r'post-up route add (.+?) \|\| true')


def read_eni(files, macs):
    nics, everywhere, nic = {}, set(), None
    for line in files['etc/network/interfaces.d/50-cloud-init'].splitlines():
        words = line.split()
        if words[:1] == ['iface']:
            nic = None if words[1] == 'lo' else nics.setdefault(macs[words[1]], Nic())
            if nic and words[3] == 'dhcp':
                setattr(nic, 'dhcp6' if words[2] == 'inet6' else 'dhcp4', True)
        elif words[:1] == ['dns-nameservers']:
            (nic.dns if nic else everywhere).update(words[1:])
        elif words[:1] == ['dns-search'] and nic:
            nic.search.update(words[1:])
        elif words[:1] == ['address']:
            nic.add_address(words[1])
        elif words[:1] == ['mtu']:
            nic.mtu = int(words[1])
        elif words[:1] == ['gateway']:
            nic.add_route('default', words[1])
        elif ENI_ROUTE.search(line):
            route = ENI_ROUTE.search(line).group(1).split()
            to = next(x for x in route if x == 'default' or '/' in x)
            after = dict(zip(route, route[1:]))
            nic.add_route(to, after.get('gw'), after.get('metric'))
    return nics, everywhere


def read_network_manager(files, _):
    nics = {}
    for path, text in files.items():
        if not path.endswith('.nmconnection'):
            continue
        profile = configparser.ConfigParser(delimiters='=', interpolation=None)
        profile.read_string(text)
        nic = nics[profile['ethernet']['mac-address']] = Nic()
        nic.mtu = profile.getint('ethernet', 'mtu', fallback=None)
        for family in (4, 6):
            if f'ipv{family}' in profile:
                read_profile(nic, family, profile[f'ipv{family}'])
    return nics, set()


def read_profile(nic, family, section):
    for key, value in section.items():
        parts = value.split(',')
        if re.fullmatch(r'address\d+', key):
            nic.add_address(parts[0])
            if len(parts) > 1:
                nic.add_route('default', parts[1])
        # NetworkManager passes over a route that stands in the other family's section.
        if re.fullmatch(r'route\d+', key) and (':' in parts[0]) == (family == 6):
            nic.add_route(parts[0], parts[1], parts[2] if len(parts) > 2 else section.get('route-metric'))
    if 'gateway' in section:
        nic.add_route('default', section['gateway'], section.get('route-metric'))
    nic.dns.update(x for x in section.get('dns', '').split(';') if x)
    nic.search.update(x for x in section.get('dns-search', '').split(';') if x)
    setattr(nic, f'dhcp{family}', section.get('method') in ('auto', 'dhcp'))
    nic.use_routes = nic.use_routes and section.get('ignore-auto-routes') != 'true'
    nic.use_dns = nic.use_dns and section.get('ignore-auto-dns') != 'true'


def read_sysconfig(files, _):
    nics, everywhere = {}, set()
    folder = 'etc/sysconfig/network-scripts/'
    for path, text in files.items():
        if not path.startswith(folder + 'ifcfg-'):
            continue
        name = path.removeprefix(folder + 'ifcfg-')
        values = assignments(text)
        nic = nics[values['HWADDR']] = Nic()
        for key, value in values.items():
            if re.fullmatch(r'IPADDR\d*', key):
                suffix = key.removeprefix('IPADDR')
                nic.add_address(f'{value}/{values.get("NETMASK" + suffix) or values["PREFIX" + suffix]}')
            if re.fullmatch(r'DNS\d+', key):
                nic.dns.add(value)
        for value in [values.get('IPV6ADDR', ''), *values.get('IPV6ADDR_SECONDARIES', '').split()]:
            if value:
                nic.add_address(value)
        if 'GATEWAY' in values:
            nic.add_route('default', values['GATEWAY'], values.get('IPV4_ROUTE_METRIC'))
        if 'IPV6_DEFAULTGW' in values:
            nic.add_route('default', values['IPV6_DEFAULTGW'], values.get('IPV6_ROUTE_METRIC'))
        routes = assignments(files.get(f'{folder}route-{name}', ''))
        for key in routes:
            if key.startswith('ADDRESS'):
                number = key.removeprefix('ADDRESS')
                to = f'{routes[key]}/{routes["NETMASK" + number]}'
                nic.add_route(to, routes['GATEWAY' + number], routes.get('METRIC' + number))
        for line in files.get(f'{folder}route6-{name}', '').splitlines():
            if line and not line.startswith('#'):
                words = line.split()
                after = dict(zip(words, words[1:]))
                nic.add_route(words[0], after['via'], after.get('metric'))
        nic.search = set(values.get('DOMAIN', '').split())
        nic.mtu = int(values['MTU']) if 'MTU' in values else None
        nic.dhcp4, nic.dhcp6 = values.get('BOOTPROTO') == 'dhcp', values.get('DHCPV6C') == 'yes'
        nic.use_routes = values.get('DHCLIENT_SET_DEFAULT_ROUTE') != 'no'
        nic.use_dns = values.get('PEERDNS') != 'no'
    for line in files.get('etc/resolv.conf', '').splitlines():
        if line.startswith('nameserver '):
            everywhere.add(line.split()[1])
    return nics, everywhere


def assignments(text):
    lines = (line.split('=', 1) for line in text.splitlines() if '=' in line and not line.startswith('#'))
    return {key: value.strip('"') for key, value in lines}


READERS = {
    'netplan': read_netplan,
    'networkd': read_networkd,
    'eni': read_eni,
    'network-manager': read_network_manager,
    'sysconfig': read_sysconfig,
}
