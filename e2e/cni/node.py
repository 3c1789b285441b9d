"""node.py JOB: brings networks up and down with the real plugins, in throw-away network namespaces.

JOB: {"plugins": CNI_PATH, "cnitool", "out": file, "modules": load them?, "cases": as plan.py makes them}
Writes one line of JSON a case: {"kernel", "ovs"?, "setup"?: error, "pods": [{"add", "links", "routes", "checked",
"bound", "plain", "del", "left"}…], "links", "vlans", "ports", "rules" of the node with all pods up, "pings", "left"}.
"""
import json
import os
import sys
import tempfile

from binding import bind, unbind
from netns import inside, links, only_own_addresses, quiet, routes, rules, steps, vlans
from ovs import Switch, ports
from pings import ping

MODULES = ('veth', 'bridge', '8021q', 'macvlan', 'tun', 'nf_tables', 'nft_meta_bridge')
ANSWERS = ('add', 'links', 'routes', 'checked', 'bound', 'plain', 'del', 'left')


def main(job):
    for module in MODULES if job['modules'] else ():
        quiet('modprobe', module)
    environment = {**os.environ, 'CNI_PATH': job['plugins'], 'CNITOOL': job['cnitool']}
    with open(job['out'], 'w') as out:
        for number, case in enumerate(job['cases']):
            out.write(json.dumps(run(case, number, environment)) + '\n')
            out.flush()  # a case that hangs loses only what comes after it


def run(case, number, environment):
    node, outside = f'node{number}', f'out{number}'
    ids = [f'{number}x{i}' for i in range(len(case['pods']))]
    pods = [{**pod, 'netns': f'pod{x}', 'guest_netns': f'vm{x}'} for x, pod in zip(ids, case['pods'])]
    spaces = [node, outside, *(pod[key] for pod in pods for key in ('netns', 'guest_netns'))]
    switch = Switch(node) if case['ovs'] else None
    result = {'kernel': os.uname().release}
    try:
        error = steps('ip', [f'netns add {netns}' for netns in spaces])
        if switch and not error:
            switch.start()
            result['ovs'] = switch.version()
        error = error or make_node(case, node, outside)
        if error:
            return {**result, 'setup': error}
        with tempfile.TemporaryDirectory() as folder:
            return {**result, **bring_up_and_down(case, node, pods, {**environment, 'NETCONFPATH': folder})}
    except RuntimeError as error:
        return {**result, 'setup': str(error)}
    finally:
        if switch:
            switch.stop()
        steps('ip', [f'netns del {netns}' for netns in spaces])


def make_node(case, node, outside):
    error = None
    with inside(node):
        for program, lines in case['node']:
            error = error or steps(program, [line.replace('@out', outside) for line in lines])
    with inside(outside):
        only_own_addresses()
        return error or steps('ip', case['outside'])


def bring_up_and_down(case, node, pods, environment):
    before = seen(node, case)
    for pod in pods:
        with open(os.path.join(environment['NETCONFPATH'], f'{pod["config"]["name"]}.conflist'), 'w') as file:
            json.dump(as_list(pod['config']), file)
    for pod in pods:
        pod['add'] = cni('add', node, pod, environment)
    up = [pod for pod in pods if pod['add']['ok']]
    for pod in up:
        with inside(pod['netns']):
            pod.update(links=links(), routes=routes() if (pod['add']['result'] or {}).get('ips') else [])
    result = seen(node, case)
    for pod in up:
        if pod['check']:
            pod['checked'] = cni('check', node, pod, environment)
    result['pings'] = ping_guests(case, pods)
    for pod in up:
        pod['del'] = cni('del', node, pod, environment)
        with inside(pod['netns']):
            pod['left'] = sorted(set(links()) - {'lo'})
    after = seen(node, case)
    result['left'] = {key: sorted(set(after[key]) - set(before[key])) for key in ('links', 'ports', 'rules')}
    return {**result, 'pods': [{key: pod.get(key) for key in ANSWERS} for pod in pods]}


def seen(node, case):
    checks_mac = any(plugin.get('macspoofchk') for pod in case['pods'] for plugin in as_list(pod['config'])['plugins'])
    with inside(node):
        found = {'links': links(), 'vlans': vlans(), 'rules': rules() if checks_mac else []}
    return {**found, 'ports': ports() if case['ovs'] else {}}


def ping_guests(case, pods):
    for number, pod in enumerate(pods):
        link = (pod.get('links') or {}).get(pod['ifname'])
        pod['bound'] = bind(pod, link, number) if link else 'its pod has no interface'
    ready = [pod['bound'] is None for pod in pods]
    wanted = [
        {**x, 'netns': pods[x['vm']]['guest_netns']} if all(ready[i] for i in x['pods']) else None
        for x in case['pings']
    ]
    answers = ping(wanted)
    for number, pod in enumerate(pods):
        if not ready[number]:
            continue
        pod['bound'] = unbind(pod, pod['links'][pod['ifname']], number)
        plain = pod['plain']
        pod['plain'] = None
        if plain and answers[plain['ping']] == 'none' and pod['bound'] is None:
            with inside(pod['netns']):
                steps('ip', [f'addr add {plain["address"]} dev {pod["ifname"]}'])
            pod['plain'] = ping([{**wanted[plain['ping']], 'netns': pod['netns']}]) != ['none']
    return answers


def as_list(config):
    if 'plugins' in config:
        return config
    plugin = {key: value for key, value in config.items() if key not in ('name', 'cniVersion')}
    return {'cniVersion': config.get('cniVersion', ''), 'name': config['name'], 'plugins': [plugin]}


def cni(verb, node, pod, environment):
    # The two ways in which Multus asks for a MAC.
    asked = {'CNI_ARGS': f'IgnoreUnknown=1;MAC={pod["mac"]}', 'CAP_ARGS': json.dumps({'mac': pod['mac']})}
    with inside(node):
        done = quiet(
            environment['CNITOOL'], verb, pod['config']['name'], f'/run/netns/{pod["netns"]}',
            env={**environment, **(asked if pod['mac'] else {}), 'CNI_IFNAME': pod['ifname']},
        )
    if done.returncode == 0:
        return {'ok': True, 'result': json.loads(done.stdout) if done.stdout.strip() else None}
    lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    said = [line.removeprefix('Error: ') for line in lines if line.startswith('Error: ')] or lines[-1:] or ['nothing']
    return {'ok': False, 'error': said[0]}


with open(sys.argv[1]) as file:
    main(json.load(file))
