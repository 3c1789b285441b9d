"""node.py JOB: brings networks up and down with the real plugins, in throw-away network namespaces.

JOB: {"bin": folder of the plugins, "out": file, "modules": load them?, "cases": [{"config", "setup": [shell line…],
"pods": [{"mac", "ifname"}…]}…]}
Writes one line of JSON a case: {"setup"?: error, "pods": [{"add", "check", "del", "links", "routes"}…],
"links", "vlans", "rules" of the node while all pods are up, "left": the same after they are gone}.
"""
import json
import os
import subprocess
import sys
import tempfile


def main(job):
    for module in ('veth', 'bridge', '8021q', 'macvlan', 'nf_tables', 'nft_meta_bridge') if job['modules'] else ():
        quiet('modprobe', module)
    with open(job['out'], 'w') as out:
        for number, case in enumerate(job['cases']):
            out.write(json.dumps(run(case, number, job['bin'])) + '\n')
            out.flush()  # a case that hangs loses only what comes after it


def run(case, number, plugins):
    node = f'node{number}'
    pods = [{**pod, 'netns': f'pod{number}x{place}'} for place, pod in enumerate(case['pods'])]
    for netns in (node, *(pod['netns'] for pod in pods)):
        subprocess.run(['ip', 'netns', 'add', netns], check=True)
        subprocess.run(['ip', '-n', netns, 'link', 'set', 'lo', 'up'], check=True)
    for line in case['setup']:
        done = quiet('ip', 'netns', 'exec', node, 'sh', '-c', line)
        if done.returncode != 0:
            return {'setup': f'{line}: {done.stderr.strip()}'}
    before = links(node)
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'network.conflist'), 'w') as file:
            json.dump(as_list(case['config']), file)
        environment = {**os.environ, 'CNI_PATH': plugins, 'NETCONFPATH': folder}
        for pod in pods:
            pod['add'] = cni('add', case, node, pod, environment)
        up = [pod for pod in pods if pod['add']['ok']]
        for pod in up:
            pod.update(links=links(pod['netns']), routes=routes(pod['netns']))
        result = {'links': links(node), 'vlans': vlans(node), 'rules': rules(node, case), 'pods': pods}
        for pod in up:
            pod['check'] = cni('check', case, node, pod, environment)
        for pod in up:
            pod['del'] = cni('del', case, node, pod, environment)
            pod['left'] = sorted(set(links(pod['netns'])) - {'lo'})
    result['left'] = {'links': sorted(set(links(node)) - set(before)), 'rules': rules(node, case)}
    for netns in (node, *(pod['netns'] for pod in pods)):
        quiet('ip', 'netns', 'del', netns)
    return result


def as_list(config):
    if 'plugins' in config:
        return config
    plugin = {key: value for key, value in config.items() if key not in ('name', 'cniVersion')}
    return {'cniVersion': config.get('cniVersion', ''), 'name': config['name'], 'plugins': [plugin]}


def cni(verb, case, node, pod, environment):
    # The two ways in which Multus asks for a MAC.
    asked = {'CNI_ARGS': f'IgnoreUnknown=1;MAC={pod["mac"]}', 'CAP_ARGS': json.dumps({'mac': pod['mac']})}
    done = quiet(
        'ip', 'netns', 'exec', node,
        os.path.join(environment['CNI_PATH'], 'cnitool'), verb, case['config']['name'], f'/run/netns/{pod["netns"]}',
        env={**environment, **(asked if pod['mac'] else {}), 'CNI_IFNAME': pod['ifname']},
    )
    if done.returncode == 0:
        return {'ok': True, 'result': json.loads(done.stdout) if done.stdout.strip() else None}
    lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    said = [line.removeprefix('Error: ') for line in lines if line.startswith('Error: ')] or lines[-1:] or ['nothing']
    return {'ok': False, 'error': said[0]}


def links(netns):
    found = {}
    for link in ip_json('-n', netns, '-d', 'addr'):
        info = link.get('linkinfo', {})
        found[link['ifname']] = {
            'kind': info.get('info_kind'),
            'up': 'UP' in link['flags'],
            'mac': link.get('address'),
            'mtu': link['mtu'],
            'master': link.get('master'),
            'link': link.get('link'),
            'mode': info.get('info_data', {}).get('mode'),
            'isolated': info.get('info_slave_data', {}).get('isolated', False),
            'addresses': [f'{a["local"]}/{a["prefixlen"]}' for a in link['addr_info'] if a['scope'] == 'global'],
        }
    return found


def routes(netns):
    found = []
    for family in ('-4', '-6'):
        for route in ip_json('-n', netns, family, 'route'):
            if route.get('protocol') != 'kernel':
                found.append([route['dst'], route.get('gateway')])
    return found


def vlans(netns):
    """{port: {VLAN: [flags]}}"""
    done = quiet('bridge', '-n', netns, '-j', 'vlan')
    found = {}
    for port in json.loads(done.stdout or '[]'):
        ids = found[port['ifname']] = {}
        for entry in port.get('vlans', []):
            for vlan in range(entry['vlan'], entry.get('vlanEnd', entry['vlan']) + 1):
                ids[vlan] = sorted(entry.get('flags', []))
    return found


def rules(netns, case):
    if not any(plugin.get('macspoofchk') for plugin in as_list(case['config'])['plugins']):
        return ''
    text = quiet('ip', 'netns', 'exec', netns, 'nft', 'list', 'ruleset').stdout
    return '\n'.join(line.strip() for line in text.splitlines() if 'saddr' in line or 'jump' in line)


def ip_json(*arguments):
    return json.loads(quiet('ip', '-j', *arguments).stdout or '[]')


def quiet(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


with open(sys.argv[1]) as file:
    main(json.load(file))
