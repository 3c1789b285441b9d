"""check.py DIST [GENERATED]: runs the networks of manifests with the real CNI plugins; one result as JSON a line."""
import json
import os
import subprocess
import sys

import runner

HERE = os.path.dirname(os.path.abspath(__file__))
CACHE = os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache')
BIN = os.path.join(CACHE, 'cdk8s-wukong-e2e', 'cni', 'bin')
OVS_CNI, SRIOV_CNI = os.environ.get('OVS_CNI'), os.environ.get('SRIOV_CNI')


def main(dist, generated=None):
    setup('iproute2', 'iputils-ping', 'nftables', 'python3-yaml')
    from manifests import read
    from plan import cases
    from wrong import controls

    found = cases('', *read(dist))
    wrong = []
    if generated:
        objects, model = read(generated)
        found += cases('matrix/', objects, model)
        wrong = controls(objects, model)
    every = [*found, *(case for _, _, case in wrong if case)]
    results = run([case for case in every if case['nics']])
    for case in found:
        tell(case, results.get(id(case)))
    for what, said, case in wrong:
        tell_wrong(what, said, case, results.get(id(case)))
    tell_programs(every, results.values())


def run(cases):
    """Results by id of the case."""
    if any(case['ovs'] for case in cases):
        setup('openvswitch-switch')
    lacking = runner.lacking({need for case in cases for need in case['needs']})
    elsewhere = [case for case in cases if set(case['needs']) & set(lacking)]
    if elsewhere:
        setup('user-mode-linux', 'kmod')
        emit('note', f'{len(elsewhere)} files under User Mode Linux, for this kernel lacks: {", ".join(lacking)}')
    here = [case for case in cases if case not in elsewhere]
    return runner.Runner(BIN, OVS_CNI, setup).run(here, elsewhere)


def tell(case, result):
    from judge import judge

    for name, why in case['skips']:
        emit('skip', f'{case["name"]} {name}', why=why)
    verdicts = judge(case, result)
    for subject, check, faults in verdicts:
        if faults:
            emit('fail', ' '.join(filter(None, (case['name'], subject))), why=f'{check}: {"; ".join(faults)}')
    passed = [check for _, check, faults in verdicts if not faults]
    if passed:
        pings = (result or {}).get('pings') or []
        reach = f' ({sum(x != "none" for x in pings if x)} of {len(pings)} pings answered)' if pings else ''
        what = f'{case["name"]}, networks: {case["networks"]}: {", ".join(dict.fromkeys(passed))}{reach}'
        emit('pass', what, count=len(passed))


def tell_wrong(what, said, case, result):
    from judge import judge

    if case is None:
        emit('fail', f'wrong on purpose, {what}', why='what it would be made of is not as expected')
        return
    faults = [f'{check}: {fault}' for _, check, faults in judge(case, result) for fault in faults]
    if any(said in fault for fault in faults):
        emit('pass', f'found, as it must be: {what}')
    else:
        emit('fail', f'wrong on purpose, {what}', why=f'expected "{said}", found {faults or "nothing"}')


def tell_programs(cases, results):
    import parts
    from sriov import as_far_as_the_device

    for part in [*parts.plugins(BIN), *parts.kernels(results)]:
        emit('note', f'part: {part}')
    if any(case.get('ovs') for case in cases):
        if OVS_CNI:
            emit('note', f'part: ovs-cni {OVS_CNI}, {parts.plugin_version(OVS_CNI)}')
        else:
            emit('note', 'part: ovs-cni: a stand-in, which sets the port of the Open vSwitch above')
            emit('skip', 'the true ovs-cni', why='OVS_CNI does not name it; a stand-in set the ports')
    configs = [config for case in cases for config in case.get('sriov', [])]
    if configs and SRIOV_CNI:
        emit('note', f'part: sriov-cni {SRIOV_CNI}, {parts.plugin_version(SRIOV_CNI)}, up to the device')
        faults = list(as_far_as_the_device(SRIOV_CNI, configs))
        for fault in faults:
            emit('fail', 'the true sriov-cni', why=fault)
        if not faults:
            emit('pass', f'the true sriov-cni reads {len(configs)} configs', count=len(configs))
    elif configs:
        emit('note', 'part: sriov-cni: none; its configs are held against its documented keys')
        emit('skip', 'the true sriov-cni', why='SRIOV_CNI does not name it; the configs were held against its keys')


def emit(result, what, **more):
    print(json.dumps({'result': result, 'what': what, **more}), flush=True)


def setup(*packages):
    # stdout belongs to the results.
    script = os.path.join(HERE, 'setup.sh')
    subprocess.run(['bash', script, BIN, *packages], check=True, stdout=sys.stderr, timeout=1800)


main(*sys.argv[1:])
