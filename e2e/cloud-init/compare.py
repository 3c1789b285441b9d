"""What a renderer makes of a document beside what the document declares."""
from losses import LOSSES
from rendered import from_v2, read
from rules import ethernets


def compare(document, version, renderer, files, names):
    """(faults as text, the documented losses that could have occurred and did not)."""
    declared = from_v2({'ethernets': ethernets(document)})
    renamed = {
        entry['match']['macaddress'].lower(): entry['set-name']
        for entry in ethernets(document).values()
        if 'set-name' in entry
    }
    got, everywhere = read(renderer, files, {**names, **renamed})
    faults, occurred, kept = [], set(), set()
    all_dns = set().union(*(nic.dns for nic in declared.values()))
    faults += [f'DNS server {x} comes from nowhere' for x in sorted(everywhere - all_dns)]
    for name, entry in ethernets(document).items():
        mac = entry['match']['macaddress'].lower()
        nic, result = declared[mac], got.get(mac)
        if result is None:
            faults.append(f'{name}: no file for {mac}')
            continue
        excuses = [loss for loss in LOSSES if loss.fits(version, renderer, entry, nic, declared.values())]
        excused_routes = {(loss.instead, via) for loss in excuses if loss.instead for _, via in nic.routes}
        for what, item, held in items(nic, result, everywhere):
            excuse = next((loss for loss in excuses if what in loss.lost), None)
            if not held and not excuse:
                faults.append(f'{name}: {item} is lost')
            if excuse:
                (kept if held else occurred).add(excuse)
        faults += [f'{name}: {item} was not declared' for item in surplus(nic, result, excused_routes)]
    return faults, kept - occurred


def items(nic, result, everywhere):
    """(kind, text, held) for everything that the NIC declares."""
    for address in sorted(nic.addresses):
        yield 'address', f'address {address}', address in result.addresses
    for (to, via), metric in nic.routes.items():
        family = 'ipv6' if ':' in to else 'ipv4'
        kind = f'{family}-default' if to in ('0.0.0.0/0', '::/0') else f'{family}-route'
        held = (to, via) in result.routes
        yield kind, f'route {to} via {via}', held
        if metric is not None and held:
            yield 'metric', f'metric {metric} of route {to}', result.routes[(to, via)] == metric
    for server in sorted(nic.dns):
        yield 'dns', f'DNS server {server}', server in result.dns or server in everywhere
    for domain in sorted(nic.search):
        yield 'search', f'search domain {domain}', domain in result.search
    if nic.mtu is not None:
        yield 'mtu', f'mtu {nic.mtu}', nic.mtu == result.mtu
    for kind in ('dhcp4', 'dhcp6'):
        yield kind, f'{kind} {getattr(nic, kind)}', getattr(nic, kind) == getattr(result, kind)
    for kind, value in (('use-routes', 'use_routes'), ('use-dns', 'use_dns')):
        if not getattr(nic, value):
            yield kind, f'{kind}: false', not getattr(result, value)
    if nic.optional:
        yield 'optional', 'optional', result.optional


def surplus(nic, result, excused_routes):
    yield from (f'address {address}' for address in sorted(result.addresses - nic.addresses))
    for to, via in result.routes.keys() - nic.routes.keys() - excused_routes:
        yield f'route {to} via {via}'
    yield from (f'DNS server {server}' for server in sorted(result.dns - nic.dns))
