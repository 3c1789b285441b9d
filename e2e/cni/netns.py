"""Network namespaces: going in, running commands there, and what is seen there."""
import contextlib
import ctypes
import json
import os
import subprocess

LIBC = ctypes.CDLL(None, use_errno=True)
HOME = os.open('/proc/self/ns/net', os.O_RDONLY)


@contextlib.contextmanager
def inside(netns):
    """For what is opened, started or written here. `ip netns exec` and `ip -n` would mount /sys anew each time."""
    file = os.open(f'/run/netns/{netns}', os.O_RDONLY)
    try:
        enter(file)
        yield
    finally:
        enter(HOME)
        os.close(file)


def enter(file):
    if LIBC.setns(file, 0x40000000) != 0:  # CLONE_NEWNET
        raise OSError(ctypes.get_errno(), 'setns')


def quiet(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def steps(program, lines):
    """Runs lines of `ip`, `bridge` or `sh`; the error, or None."""
    arguments = ['-e'] if program == 'sh' else ['-batch', '-']
    done = quiet(program, *arguments, input='\n'.join(lines))
    if done.returncode == 0:
        return None
    said = done.stderr.strip()
    number = said.rpartition('Command failed -:')[2].strip()
    line = lines[int(number) - 1] if number.isdigit() else '; '.join(lines)
    return f'{program} {line}: {said.splitlines()[0] if said else "failed"}'


def only_own_addresses():
    """Linux would answer on one link for the address of another, and so across VLANs."""
    with open('/proc/sys/net/ipv4/conf/all/arp_ignore', 'w') as file:
        file.write('1')


def links():
    found = {}
    for link in ip_json('-d', 'addr'):
        info = link.get('linkinfo', {})
        found[link['ifname']] = {
            'kind': info.get('info_kind'),
            'up': 'UP' in link['flags'],
            'mac': link.get('address'),
            'mtu': link['mtu'],
            'master': link.get('master'),
            'mode': info.get('info_data', {}).get('mode'),
            'isolated': info.get('info_slave_data', {}).get('isolated', False),
            'addresses': [f'{a["local"]}/{a["prefixlen"]}' for a in link['addr_info'] if a['scope'] == 'global'],
        }
    return found


def routes():
    found = []
    for family in ('-4', '-6'):
        for route in ip_json(family, 'route'):
            if route.get('protocol') != 'kernel':
                found.append([route['dst'], route.get('gateway')])
    return found


def vlans():
    """{port: {VLAN: [flags]}}"""
    found = {}
    for port in json.loads(quiet('bridge', '-j', 'vlan').stdout or '[]'):
        ids = found[port['ifname']] = {}
        for entry in port.get('vlans', []):
            for vlan in range(entry['vlan'], entry.get('vlanEnd', entry['vlan']) + 1):
                ids[vlan] = sorted(entry.get('flags', []))
    return found


def rules():
    text = quiet('nft', 'list', 'ruleset').stdout
    return [line.strip() for line in text.splitlines() if 'saddr' in line or 'jump' in line]


def ip_json(*arguments):
    return json.loads(quiet('ip', '-j', *arguments).stdout or '[]')
