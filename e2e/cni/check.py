"""check.py DIST: runs the networks of a folder of manifests with the real CNI plugins; one result as JSON a line."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

import uml
from judge import can_check, judge

HERE = os.path.dirname(os.path.abspath(__file__))
CACHE = os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache')
BIN = os.path.join(CACHE, 'cdk8s-wukong-e2e', 'cni', 'bin')
# How to see whether this machine's kernel has what a network needs.
PROBES = {
    'network namespaces': 'true',
    'vlan filtering': 'ip link add b type bridge vlan_filtering 1',
    'vlan device': 'ip link add v type veth peer name w && ip link add link v name v.5 type vlan id 5',
    'macvlan': 'ip link add v type veth peer name w && ip link add link v name m type macvlan',
    'nftables': 'nft add table bridge t && nft add chain bridge t c { type filter hook prerouting priority -300 \\; }',
}
# Own mounts keep `ip netns` and the plugins' notes apart from the machine's.
APART = ' && '.join(f'mkdir -p {at} && mount -t tmpfs tmpfs {at}' for at in ('/run/netns', '/var/lib/cni'))


def main(dist):
    setup('iproute2', 'nftables', 'python3-yaml')
    from networks import networks

    found = networks(dist)
    cases = [case for case in found if 'config' in case]
    needed = {need for case in cases for need in case['needs']}
    lacking = [need for need, probe in PROBES.items() if need in needed and not works(probe)]
    elsewhere = [case for case in cases if set(case['needs']) & set(lacking)]
    here = [case for case in cases if case not in elsewhere]
    results = {id(case): result for case, result in zip(here, run(here, inside=False))}
    if elsewhere:
        setup('user-mode-linux', 'kmod')
        emit('note', f'{len(elsewhere)} under User Mode Linux, for this kernel lacks: {", ".join(lacking)}')
        results.update({id(case): result for case, result in zip(elsewhere, run(elsewhere, inside=True))})
    unchecked = 0
    for case in found:
        if 'skip' in case:
            emit('skip', case['name'], why=case['skip'])
        elif 'wrong' in case:
            emit('fail', case['name'], why=case['wrong'])
        elif id(case) not in results:
            emit('fail', case['name'], why='was not run: an earlier one did not end')
        else:
            result = results[id(case)]
            tell(case, result)
            unchecked += sum(pod['add']['ok'] and not can_check(pod) for pod in result.get('pods', []))
    if unchecked:
        emit('note', f'{unchecked} without CHECK, which needs ipam on a bridge, and cniVersion 0.4.0')


def tell(case, result):
    checks = judge(case, result)
    for check, faults in checks:
        if faults:
            emit('fail', case['name'], why=f'{check}: {"; ".join(faults)}')
    passed = [check for check, faults in checks if not faults]
    if passed:
        emit('pass', f'{case["name"]}: {", ".join(dict.fromkeys(passed))}', count=len(passed))


def emit(result, what, **more):
    print(json.dumps({'result': result, 'what': what, **more}), flush=True)


def setup(*packages):
    # stdout belongs to the results.
    script = os.path.join(HERE, 'setup.sh')
    subprocess.run(['bash', script, BIN, *packages], check=True, stdout=sys.stderr, timeout=1800)


def works(probe):
    return subprocess.run(['unshare', '-n', 'sh', '-c', probe], stderr=subprocess.DEVNULL).returncode == 0


def run(cases, inside):
    """The results in order; fewer than cases when one did not end. `inside`: under User Mode Linux."""
    if not cases:
        return []
    with tempfile.TemporaryDirectory() as folder:
        at = '/run/job' if inside else folder
        job = {'bin': BIN, 'out': f'{at}/results', 'modules': inside, 'cases': cases}
        with open(os.path.join(folder, 'job.json'), 'w') as file:
            json.dump(job, file)
        command = [sys.executable, os.path.join(HERE, 'node.py'), f'{at}/job.json']
        timeout = 180 + 30 * len(cases)
        try:
            if inside:
                run_inside(command, folder, timeout)
            else:
                shell = ['unshare', '-n', '-m', 'sh', '-c', f'{APART} && exec "$@"', 'sh', *command]
                subprocess.run(shell, check=True, timeout=timeout)
        except (RuntimeError, subprocess.SubprocessError) as error:
            print(error, file=sys.stderr)
        path = os.path.join(folder, 'results')
        if not os.path.exists(path):
            return []
        with open(path) as file:
            return [json.loads(line) for line in file if line.endswith('\n')]


def run_inside(command, folder, timeout):
    try:
        uml.run(command, folder, timeout)
    except uml.NeedsXstate:
        library = os.path.join(BIN, 'xstate.so')
        if not os.path.exists(library):
            if shutil.which('cc') is None:
                setup('gcc', 'libc6-dev')
            source = os.path.join(HERE, 'xstate.c')
            subprocess.run(['cc', '-O2', '-fPIC', '-shared', '-o', library, source], check=True, stdout=sys.stderr)
        uml.run(command, folder, timeout, preload=library)


main(sys.argv[1])
