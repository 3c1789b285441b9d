"""Compares what a guest has become with what the VM's props promise."""

IMAGE_USER = 'debian'
# By sshd, and by the command that cloud-init puts before a key that is another user's.
REFUSALS = ('Permission denied', 'Please login as the user')


def judge(vm, expected, answer):
    """[(check, faults)] for one boot."""
    macs = {nic['mac']: nic['name'] for nic in vm['nics']}
    guest = {macs[nic['mac']]: nic for nic in answer['nics'] if nic['mac'] in macs}
    links = {nic['name']: name for name, nic in guest.items()}
    yield 'cloud-init', cloud_init(answer['cloudInit'])
    yield 'host name', differ(vm['name'], answer['hostname'])
    yield 'addresses', [
        f'{name} has {listed(guest.get(name, {}).get("addresses", []))}, wants {listed(addresses)}'
        for name, addresses in expected['addresses'].items()
        if sorted(guest.get(name, {}).get('addresses', [])) != sorted(addresses)
    ]
    yield 'default route', differ(sorted(expected['defaultRoutes']), sorted(default_routes(answer, links)))
    if 'routes' in expected:
        there = [f'{links.get(route["dev"])}: {route["dst"]} via {route.get("gateway")}' for route in answer['routes']]
        yield 'routes', [f'no {route}' for route in expected['routes'] if route not in there]
    if 'paths' in expected:
        yield 'paths', [
            f'{to} leaves by {links.get(answer["paths"][to], answer["paths"][to])}, not by {name}'
            for to, name in expected['paths'].items()
            if links.get(answer['paths'][to]) != name
        ]
    if 'mtu' in expected:
        yield 'MTU', [
            f'{name} has {guest.get(name, {}).get("mtu")}, wants {mtu}'
            for name, mtu in expected['mtu'].items()
            if guest.get(name, {}).get('mtu') != mtu
        ]
    if 'order' in expected:
        yield 'PCI order', differ(expected['order'], [links[name] for name in sorted(links)])
    silent = [] if answer['resolved'] else ['none of them is asked']
    yield 'name servers', differ(sorted(expected['nameServers']), answer['nameServers']) + silent
    if 'searchDomains' in expected:
        missing = [domain for domain in expected['searchDomains'] if domain not in answer['searchDomains']]
        yield 'search domains', [f'no {domain} among {listed(answer["searchDomains"])}' for domain in missing]
    yield 'routers', [f'{address} does not answer' for address, reached in answer['reached'].items() if not reached]
    yield 'user', user(expected, answer['users'])
    yield 'keys', keys(expected, answer['users'], vm['key'])


def cloud_init(said):
    if said['datasource'] is None or 'NoCloud' not in said['datasource']:
        return [f'its data are from {said["datasource"]}']
    return said['errors'] + said['warnings']


def default_routes(answer, links):
    return [
        f'{links.get(route["dev"], route["dev"])} via {route.get("gateway")}'
        for route in answer['routes']
        if route['dst'] == 'default'
    ]


def user(expected, users):
    name = expected['user']
    if name not in users:
        return [f'no user {name}; there are {listed(sorted(users))}']
    has = users[name]
    missing = [group for group in expected.get('groups', []) if group not in has['groups']]
    faults = [f'{name} is not in the group {group}' for group in missing]
    if name != IMAGE_USER and IMAGE_USER in users:
        faults.append(f'the image\'s user {IMAGE_USER} is there beside {name}')
    if 'password' not in expected and not has['hash'].startswith(('!', '*')):
        faults.append(f'the password of {name} is not locked')
    return faults


def keys(expected, users, key):
    """One key for one user; with others it may stand behind a command that only says whom to log in as."""
    faults = []
    for name, has in users.items():
        free = [line for line in has['keys'] if 'command=' not in line]
        if name == expected['user']:
            if [line.split()[:2] for line in free] != [key.split()[:2]]:
                faults.append(f'{name} has {len(free)} keys, wants the one of the Secret')
        elif free:
            faults.append(f'{name} has a key')
    return faults


def attempts(expected, key):
    """(check, attempt of boot.py, whether it must succeed)."""
    name = expected['user']
    yield 'login with the key', {'user': name, 'key': key}, True
    for other in ('root', *([IMAGE_USER] if name != IMAGE_USER else [])):
        yield 'nobody else', {'user': other, 'key': key}, False
    if 'password' in expected:
        yield 'login with the hash\'s password', {'user': name, 'password': expected['password']}, True
        yield 'login with the hash\'s password', {'user': name, 'password': 'another'}, False


def judge_logins(tried, logins):
    faults = {}
    for (check, attempt, succeeds), login in zip(tried, logins):
        name = attempt['user']
        found = faults.setdefault(check, [])
        if succeeds and login['out'] != [name, 'root']:  # what `id -un` says, alone and by sudo
            found.append(f'{name} cannot log in and use sudo: {login["said"]}')
        if not succeeds and not any(refusal in login['said'] for refusal in REFUSALS):
            found.append(f'{name} is not turned away: {login["said"]}')
    return list(faults.items())


def differ(wanted, has):
    return [] if has == wanted else [f'{listed(has)}, wants {listed(wanted)}']


def listed(values):
    return values if isinstance(values, str) else ' and '.join(map(str, values)) or 'none'
