"""Runs inside the guest, out of the box (a disk that test and guest share): says what the guest has become.

DEVICE is the box, QUESTIONS what boot.py asks. The answer, one JSON value, goes to the box's second MiB; the guest ends
when its fifth one says so.
"""
import glob
import json
import os
import pwd
import re
import subprocess
import time

DEVICE, QUESTIONS = globals()['DEVICE'], globals()['QUESTIONS']
MIB = 1 << 20


def main():
    run('cloud-init', 'status', '--wait', timeout=1200)
    wait_for_addresses(QUESTIONS['macs'])
    answer = json.dumps(report()).encode()
    with open(DEVICE, 'r+b') as box:
        box.seek(MIB)
        box.write(b'ANSWER %d\n' % len(answer) + answer)
        box.flush()
        os.fsync(box.fileno())
    wait_for_end()
    run('systemctl', 'poweroff', '--force')


def run(*command, timeout=60):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=timeout)
        return done.stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ''


def ip(*words):
    return json.loads(run('ip', '-j', *words) or '[]')


def read(path):
    try:
        with open(path, errors='replace') as file:
            return file.read()
    except OSError:
        return ''


def wait_for_addresses(macs, seconds=20):
    """cloud-init waits for no NIC that is optional."""
    for _ in range(seconds):
        up = {nic['mac'] for nic in nics() if nic['addresses']}
        if set(macs) <= up and not any('tentative' in a for link in ip('addr') for a in link['addr_info']):
            return
        time.sleep(1)


def wait_for_end(seconds=600):
    for _ in range(seconds * 2):
        with open(DEVICE, 'rb') as box:
            os.posix_fadvise(box.fileno(), 4 * MIB, MIB, os.POSIX_FADV_DONTNEED)  # else what was read before
            box.seek(4 * MIB)
            if box.read(3) == b'END':
                return
        time.sleep(0.5)


def nics():
    return [
        {
            'name': link['ifname'],
            'mac': link.get('address'),
            'mtu': link['mtu'],
            'addresses': [
                f'{a["local"]}/{a["prefixlen"]}' for a in link['addr_info'] if a['scope'] == 'global' and 'local' in a
            ],
        }
        for link in ip('addr')
        if link.get('link_type') == 'ether'
    ]


def routes():
    return [
        {key: route[key] for key in ('dst', 'gateway', 'dev', 'metric') if key in route}
        for family in ('-4', '-6')
        for route in ip(family, 'route', 'show', 'table', 'main')
    ]


def name_servers():
    if os.path.exists('/run/systemd/resolve/resolv.conf'):
        listed = run('resolvectl', 'dns').splitlines()
        return sorted({word for line in listed for word in line.partition('):')[2].split()})
    return sorted(set(re.findall(r'(?m)^nameserver (\S+)', read('/etc/resolv.conf'))))


def search_domains():
    lines = re.findall(r'(?m)^search (.*)', read('/etc/resolv.conf'))
    return sorted({word for line in lines for word in line.split()} - {'.'})


def users():
    """root, and everyone whom the image or cloud-init made."""
    hashes = dict(line.split(':')[:2] for line in read('/etc/shadow').splitlines())
    found = {}
    for user in pwd.getpwall():
        if user.pw_uid == 0 or 1000 <= user.pw_uid < 60000:
            lines = read(os.path.join(user.pw_dir, '.ssh/authorized_keys')).splitlines()
            found[user.pw_name] = {
                'groups': run('id', '-nG', user.pw_name).split(),
                'hash': hashes.get(user.pw_name, ''),
                'shell': user.pw_shell,
                'keys': [line for line in lines if line.strip() and not line.startswith('#')],
            }
    return found


def cloud_init():
    log = read('/var/log/cloud-init.log')
    result = json.loads(read('/run/cloud-init/result.json') or '{}').get('v1', {})
    return {
        'datasource': result.get('datasource'),
        'errors': result.get('errors', ['it did not end']),
        'warnings': [line[:300] for line in log.splitlines() if re.search(r'\[(WARNING|ERROR|CRITICAL)\]', line)][:10],
        'rendered': {
            path: read(path)
            for pattern in ('/etc/netplan/*.yaml', '/etc/NetworkManager/system-connections/*')
            for path in glob.glob(pattern)
        },
    }


def version(package):
    return run('dpkg-query', '-W', '-f', '${Version}', package)


def report():
    return {
        'hostname': os.uname().nodename,
        'nics': nics(),
        'routes': routes(),
        'paths': {to: (ip('route', 'get', to) or [{}])[0].get('dev') for to in QUESTIONS['paths']},
        'reached': {to: ' 0% packet loss' in run('ping', '-c', '1', '-W', '3', to) for to in QUESTIONS['pings']},
        'nameServers': name_servers(),
        'resolved': (run('getent', 'ahostsv4', QUESTIONS['name']).split() or [''])[0],
        'searchDomains': search_domains(),
        'users': users(),
        'cloudInit': cloud_init(),
        'failedUnits': run('systemctl', '--failed', '--no-legend', '--plain').splitlines(),
        'slowest': run('systemd-analyze', 'blame').splitlines()[:12],
        'seconds': float(read('/proc/uptime').split()[0]),
        'versions': {
            'kernel': os.uname().release,
            'Debian': read('/etc/debian_version').strip(),
            'cloud-init': run('cloud-init', '--version').split()[-1],
            **{name: version(name) for name in ('systemd', 'openssh-server', 'netplan.io', 'network-manager')},
        },
    }


main()
