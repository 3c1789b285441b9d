"""Runs node.py over cases: in this machine's kernel, and what that lacks under User Mode Linux."""
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

import uml

HERE = os.path.dirname(os.path.abspath(__file__))
# How to see whether this machine's kernel has what a network needs.
PROBES = {
    'network namespaces': 'true',
    'vlan filtering': 'ip link add b type bridge vlan_filtering 1',
    'vlan device': 'ip link add v type veth peer name w && ip link add link v name v.5 type vlan id 5',
    'macvlan': 'ip link add v type veth peer name w && ip link add link v name m type macvlan',
    'tap device': 'ip tuntap add t mode tap',
    'nftables': 'nft add table bridge t && nft add chain bridge t c { type filter hook prerouting priority -300 \\; }',
}
# Own mounts keep `ip netns`, the plugins' notes and Open vSwitch apart from the machine's.
PLACES = ('/run/netns', '/var/lib/cni', '/run/openvswitch')
APART = ' && '.join(f'mkdir -p {at} && mount -t tmpfs tmpfs {at}' for at in PLACES)
KERNELS = 2  # User Mode Linux has one CPU each


def lacking(needs):
    return [need for need, probe in PROBES.items() if need in needs and not works(probe)]


def works(probe):
    return subprocess.run(['unshare', '-n', 'sh', '-c', probe], stderr=subprocess.DEVNULL).returncode == 0


class Runner:
    def __init__(self, plugins, ovs_cni, setup):
        self.plugins, self.ovs_cni, self.setup = plugins, ovs_cni, setup
        self.lock = threading.Lock()
        self.results = {}

    def run(self, here, elsewhere):
        """Results by id of the case; none for a case that did not end."""
        jobs = [(here, False), *((share, True) for share in shares(elsewhere))]
        threads = [threading.Thread(target=self.job, args=job) for job in jobs if job[0]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.results

    def job(self, cases, inside):
        with tempfile.TemporaryDirectory() as folder:
            at = '/run/job' if inside else folder
            job = {
                'plugins': f'{at}/plugins:{self.plugins}',
                'cnitool': os.path.join(self.plugins, 'cnitool'),
                'out': f'{at}/results',
                'modules': inside,
                'cases': [{k: case[k] for k in ('ovs', 'node', 'outside', 'pods', 'pings')} for case in cases],
            }
            with open(os.path.join(folder, 'job.json'), 'w') as file:
                json.dump(job, file)
            self.put_ovs_cni(os.path.join(folder, 'plugins'))
            command = [sys.executable, '-B', os.path.join(HERE, 'node.py'), f'{at}/job.json']
            timeout = 120 + 20 * sum(len(case['pods']) for case in cases)
            try:
                (self.run_inside if inside else run_here)(command, folder, timeout)
            except (RuntimeError, subprocess.SubprocessError) as error:
                print(error, file=sys.stderr)
            for case, line in zip(cases, lines(os.path.join(folder, 'results'))):
                self.results[id(case)] = {**json.loads(line), 'inside': inside}

    def put_ovs_cni(self, folder):
        """As a program `ovs`: the true one, or the stand-in."""
        os.mkdir(folder)
        program = os.path.join(folder, 'ovs')
        if self.ovs_cni:
            os.symlink(os.path.abspath(self.ovs_cni), program)
            return
        # Without what Python loads of itself: each file takes long under User Mode Linux.
        stand_in = shlex.join([sys.executable, '-I', '-S', '-B', os.path.join(HERE, 'ovs_cni.py')])
        uml.put(folder, 'ovs', f'#!/bin/sh\nexec {stand_in}\n')

    def run_inside(self, command, folder, timeout):
        library = os.path.join(self.plugins, 'xstate.so')
        built = os.path.exists(library)
        try:
            uml.run(command, folder, timeout, preload=library if built else None)
        except uml.NeedsXstate:
            if built:
                raise
            with self.lock:
                self.build_xstate(library)
            uml.run(command, folder, timeout, preload=library)

    def build_xstate(self, library):
        if os.path.exists(library):
            return
        if shutil.which('cc') is None:
            self.setup('gcc', 'libc6-dev')
        source = os.path.join(HERE, 'xstate.c')
        subprocess.run(['cc', '-O2', '-fPIC', '-shared', '-o', library, source], check=True, stdout=sys.stderr)


def shares(cases):
    """The cases in shares that take about as long."""
    found = [[] for _ in range(KERNELS)]
    for case in sorted(cases, key=cost, reverse=True):
        min(found, key=lambda share: sum(map(cost, share))).append(case)
    return found


def cost(case):
    # Open vSwitch and its stand-in take longer.
    return (3 + len(case['pods'])) * (2.5 if case['ovs'] else 1)


def run_here(command, _, timeout):
    shell = ['unshare', '-n', '-m', 'sh', '-c', f'{APART} && exec "$@"', 'sh', *command]
    process = subprocess.Popen(shell, start_new_session=True)
    try:
        if process.wait(timeout) != 0:
            raise RuntimeError(f'{" ".join(command)} ended with {process.returncode}')
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)  # what a case that hangs has left running
        except ProcessLookupError:
            pass


def lines(path):
    if not os.path.exists(path):
        return []
    with open(path) as file:
        return [line for line in file if line.endswith('\n')]
