"""node.py JOB: a node with a VLAN-filtering bridge, run under User Mode Linux. It does a step when told to.

JOB: {"plugins", "cnitool", "bridge", "vm": {"ifname", "mac"}, "configs": {name: CNI config}, "trunk": address, "hosts":
{netns: {"vlan", "address"}}, "pods": {netns: {"config", "address"}}, "pings" and "counter-pings" as pings.py wants
them}. A file `STEP.go` beside it tells; the answer is `STEP.json`.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'cni'))

from binding import in_netns, names
from netns import inside, links, quiet, steps, vlans
from pings import ping

AT = os.path.dirname(os.path.abspath(sys.argv[1]))
MODULES = ('veth', 'bridge', '8021q')
VM = 'launcher'  # the namespace of the VM's pod
NAME, NAMED = 'lab.test', '192.0.2.7'  # what the name server of the pod network knows


class Node:
    def __init__(self, job):
        self.job = job
        self.folder = tempfile.mkdtemp()
        self.environment = {**os.environ, 'CNI_PATH': job['plugins'], 'NETCONFPATH': self.folder}
        self.vm = {'netns': VM, 'config': 'own', **job['vm']}
        self.nic, self.in_pod, self.tap, self.own_mac = names(self.vm['ifname'], 0)
        for name, config in job['configs'].items():
            plugin = {key: value for key, value in config.items() if key not in ('name', 'cniVersion')}
            with open(os.path.join(self.folder, f'{name}.conflist'), 'w') as file:
                json.dump({'cniVersion': config['cniVersion'], 'name': name, 'plugins': [plugin]}, file)

    def up(self):
        """The node, a pod for the VM with both its NICs, and the others."""
        for module in MODULES:
            quiet('modprobe', module)
        hosts, pods = self.job['hosts'], self.job['pods']
        must(steps('ip', [f'netns add {netns}' for netns in ('outside', VM, *hosts, *pods)]))
        # As NMState makes it: a bridge that filters VLANs, with an uplink that is a trunk.
        bridge = self.job['bridge']
        must(steps('ip', [
            f'link add {bridge} address 02:00:00:00:ff:00 type bridge vlan_filtering 1',
            'link add uplink type veth peer name trunk netns outside',
            f'link set uplink master {bridge} up',
            f'link set {bridge} up',
        ]))
        must(steps('bridge', ['vlan add dev uplink vid 2-4094']))
        lines = ['link set trunk up', f'addr add {self.job["trunk"]} dev trunk']
        for netns, host in hosts.items():
            lines.append(f'link add link trunk name nic netns {netns} type vlan id {host["vlan"]}')
        must(in_netns('outside', lines))
        for netns, host in hosts.items():
            must(in_netns(netns, ['link set nic up', f'addr add {host["address"]} dev nic']))
        self.before = self.seen()
        added = {VM: self.add(self.vm)}
        for netns, pod in pods.items():
            added[netns] = self.add({**pod, 'netns': netns, 'ifname': 'net1', 'mac': None})
            must(in_netns(netns, [f'addr add {pod["address"]} dev net1']))
        self.pod_network()
        must(steps('ip', [f'link set vec1 netns {VM} name {self.tap}']))
        self.bind()
        return {'kernel': os.uname().release, 'added': added}

    def pinged(self):
        return {'answers': ping(self.job['pings'])}

    def misspelt(self):
        """The VM's network once more, of a copy of its config that is wrong."""
        self.unbind()
        self.cni('del', self.vm)
        self.vm['config'] = 'misspelt'
        added = self.add(self.vm)
        self.bind()
        return {'added': {VM: added}, 'answers': ping(self.job['counter-pings'])}

    def down(self):
        self.unbind()
        self.cni('del', self.vm)
        for netns, pod in self.job['pods'].items():
            self.cni('del', {**pod, 'netns': netns, 'ifname': 'net1', 'mac': None})
        left = {'node': sorted(self.seen() ^ self.before)}
        for netns in (VM, *self.job['pods']):
            with inside(netns):
                left[netns] = sorted(set(links()) - {'lo', 'k6t-eth0', 'eth0-tap', self.tap})
        return {'left': {place: found for place, found in left.items() if found}}

    def seen(self):
        """What the plugins make on a node: links, VLANs of ports, and what they note."""
        found = {f'link {name}' for name in links() if name not in ('vec0', 'vec1')}
        found |= {f'VLAN {vlan} of {port} {flags}' for port, ids in vlans().items() for vlan, flags in ids.items()}
        return found | {os.path.join(at, name) for at, _, names in os.walk('/var/lib/cni') for name in names}

    def add(self, pod):
        """What the plugin made: its interface in the pod, and the VLANs of its port on the bridge."""
        result = self.cni('add', pod)
        (port,) = [x['name'] for x in result['interfaces'] if not x.get('sandbox') and x['name'] != self.job['bridge']]
        with inside(pod['netns']):
            link = links()[pod['ifname']]
        if pod['netns'] == VM:
            self.link = link
        return {'mac': link['mac'], 'mtu': link['mtu'], 'addresses': link['addresses'], 'vlans': vlans()[port]}

    def cni(self, verb, pod):
        asked = {}
        if pod['mac']:  # the two ways in which Multus asks for a MAC
            asked = {'CNI_ARGS': f'IgnoreUnknown=1;MAC={pod["mac"]}', 'CAP_ARGS': json.dumps({'mac': pod['mac']})}
        done = quiet(
            self.job['cnitool'], verb, pod['config'], f'/run/netns/{pod["netns"]}',
            env={**self.environment, **asked, 'CNI_IFNAME': pod['ifname']},
        )
        if done.returncode != 0:
            raise RuntimeError(f'{verb.upper()} for {pod["netns"]}: {(done.stderr + done.stdout).strip()[-500:]}')
        return json.loads(done.stdout) if done.stdout.strip() else None

    def bind(self):
        """KubeVirt's bridge binding, as in cni/binding.py; but `tap` is a cable to a guest."""
        ifname, nic, in_pod, tap = self.vm['ifname'], self.nic, self.in_pod, self.tap
        must(in_netns(VM, [
            f'link set {ifname} down',
            f'link set {ifname} name {nic}',
            f'link add {in_pod} address {self.own_mac} type bridge',
            f'link set {in_pod} up',
            f'link set {nic} address {self.own_mac}',
            f'link set {nic} master {in_pod}',
            f'link set {nic} type bridge_slave learning off',
            f'link set {nic} up',
            f'link set {tap} master {in_pod} up',
        ]))

    def unbind(self):
        ifname, nic = self.vm['ifname'], self.nic
        must(in_netns(VM, [
            f'link set {self.tap} nomaster',  # never down: its cable would be closed
            f'link del {self.in_pod}',
            f'link set {nic} down',
            f'link set {nic} name {ifname}',
            f'link set {ifname} address {self.link["mac"]}',
        ]))

    def pod_network(self):
        """KubeVirt's masquerade, without what is behind it: one lease, itself as router, the cluster's name server."""
        must(steps('ip', [f'link set vec0 netns {VM} name eth0-tap']))
        must(in_netns(VM, [
            'link set lo up',
            'link add k6t-eth0 address 02:00:00:00:00:00 type bridge',
            'addr add 10.0.2.1/24 dev k6t-eth0',
            'addr add 10.96.0.10/32 dev k6t-eth0',
            'link set eth0-tap master k6t-eth0 up',
            'link set k6t-eth0 up',
        ]))
        with inside(VM):
            subprocess.Popen([
                'dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--user=root', '--pid-file=',
                '--leasefile-ro', '--bind-dynamic', '--no-ping', '--no-hosts', '--no-resolv',
                f'--address=/{NAME}/{NAMED}', '--address=/#/', '--interface=k6t-eth0',
                '--dhcp-range=10.0.2.2,10.0.2.2,1h', '--dhcp-option=option:router,10.0.2.1',
                '--dhcp-option=option:dns-server,10.96.0.10', '--log-facility=/run/job/dnsmasq.log', '--log-dhcp',
            ], stdin=subprocess.DEVNULL)


def must(error):
    if error:
        raise RuntimeError(error)


def main(path):
    with open(path) as file:
        node = Node(json.load(file))
    for step in (node.up, node.pinged, node.misspelt, node.down):
        go = os.path.join(AT, f'{step.__name__}.go')
        while not os.path.exists(go):
            time.sleep(0.2)
        try:
            answer = step()
        except (RuntimeError, OSError, KeyError, ValueError) as error:
            answer = {'error': f'{type(error).__name__}: {error}'}
        with open(f'{path}.new', 'w') as file:
            json.dump(answer, file)
        os.rename(f'{path}.new', os.path.join(AT, f'{step.__name__}.json'))  # so that it is whole when it is there
        if 'error' in answer:
            return


main(sys.argv[1])
