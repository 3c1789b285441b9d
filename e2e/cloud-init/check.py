"""check.py DIST: judges the cloud-init documents of all VMs in a folder of manifests; one result as JSON a line."""
import json
import os
import subprocess
import sys

from fetch import cloud_inits

HERE = os.path.dirname(os.path.abspath(__file__))


def main(dist):
    libraries = cloud_inits()  # first: it installs what the other modules import
    from documents import guests

    for library in libraries.values():
        emit('note', f'part: cloud-init {version_of(library)}')

    vms = guests(dist)
    answers = {version: ask(library, vms) for version, library in libraries.items()}
    notes = {}
    for index, vm in enumerate(vms):
        for why in vm['skipped']:
            emit('skip', vm['name'], why=why)
        checks = list(judge(vm, {version: answer[index] for version, answer in answers.items()}, notes))
        for faults in filter(None, checks):
            emit('fail', vm['name'], why='; '.join(dict.fromkeys(faults)))
        passed = sum(not faults for faults in checks)
        if passed:
            emit('pass', f'{vm["name"]}: {passed} checks', count=passed)
    for note, names in notes.items():
        more = f' and {len(names) - 3} more' if len(names) > 3 else ''
        emit('note', f'{note} ({", ".join(sorted(names)[:3])}{more})')


def emit(result, what, **more):
    print(json.dumps({'result': result, 'what': what, **more}), flush=True)


def ask(library, vms):
    """All documents through one version of cloud-init, in one process."""
    questions = [{**vm, 'names': kernel_names(vm)} for vm in vms]
    process = subprocess.run(
        [sys.executable, '-W', 'ignore', os.path.join(HERE, 'engine.py')],
        input=json.dumps(questions),
        stdout=subprocess.PIPE,
        env={**os.environ, 'PYTHONPATH': library, 'LC_ALL': 'C.UTF-8'},
        text=True,
        check=True,
        timeout=600,
    )
    return json.loads(process.stdout)


def version_of(library):
    return subprocess.run(
        [sys.executable, '-W', 'ignore', '-c', 'from cloudinit import version; print(version.version_string())'],
        stdout=subprocess.PIPE,
        env={**os.environ, 'PYTHONPATH': library},
        text=True,
        check=True,
        timeout=60,
    ).stdout.strip()


def kernel_names(vm):
    macs = [nic['mac'].lower() for nic in vm['nics'] if nic['mac']]
    return {mac: f'enp{place}s0' for place, mac in enumerate(macs, 1)}


def judge(vm, answers, notes):
    """Each check gives the list of its faults."""
    yield from ([fault] for fault in vm['wrong'])
    if 'userData' in vm:
        yield from judge_user_data(vm, answers, notes)
    if 'networkData' in vm:
        yield from judge_network_data(vm, answers, notes)


def judge_user_data(vm, answers, notes):
    from rules import is_cloud_config, user_data_faults, user_data_notes

    if not is_cloud_config(vm['userData']):
        return
    yield [f'userData: {fault}' for fault in user_data_faults(vm['userData'])]
    if vm['userData'].split('\n', 1)[0] != '#cloud-config':
        return
    for note in user_data_notes(vm['userData']):
        notes.setdefault(f'userData: {note}', set()).add(vm['name'])
    for version, answer in answers.items():
        yield schema_faults('userData', version, answer['userData'])
        for path, message in answer['deprecated']:
            note = f'userData: {version} calls {path} deprecated: {" ".join(message.split())}'
            notes.setdefault(note, set()).add(vm['name'])


def judge_network_data(vm, answers, notes):
    import yaml
    from rules import network_data_faults, network_data_notes

    if vm['kind'] == 'cloudInitConfigDrive':
        yield ['networkData of a ConfigDrive is read as OpenStack JSON, which this suite cannot judge']
        return
    try:
        document = yaml.safe_load(vm['networkData'])
    except yaml.YAMLError as error:
        document = error  # the next lines tell
    if not isinstance(document, dict) or document.get('network', document).get('version') != 2:
        yield [f'networkData is no network configuration of version 2: {" ".join(str(document).split())[:200]}']
        return
    without = [f'NIC {nic["name"]} has no macAddress to match' for nic in vm['nics'] if not nic['mac']]
    macs = [nic['mac'] for nic in vm['nics'] if nic['mac']]
    yield without + [f'networkData: {fault}' for fault in network_data_faults(document, macs)]
    for note in network_data_notes(document):
        notes.setdefault(f'networkData: {note}', set()).add(vm['name'])
    for version, answer in answers.items():
        if 'networkData' in answer:
            yield schema_faults('networkData', version, answer['networkData'])
        for renderer, result in answer['rendered'].items():
            yield judge_rendering(vm, document, version, renderer, result, notes)


def schema_faults(document, version, problems):
    return [f'{document}: schema of {version}: {path}: {message}' for path, message in problems]


def judge_rendering(vm, document, version, renderer, result, notes):
    from compare import compare

    by = f'{version} {renderer}'
    if 'error' in result:
        return [f'{by}: cloud-init fails, no NIC is configured: {result["error"]}']
    for warning in result['warnings']:
        notes.setdefault(f'{by} warns: {warning}', set()).add(vm['name'])
    try:
        faults, unused = compare(document, version, renderer, result['files'], kernel_names(vm))
    except (KeyError, TypeError, ValueError) as error:
        return [f'{by}: cannot be compared: {type(error).__name__}: {error}']
    for loss in unused:
        lost = ' and '.join(loss.lost)
        notes.setdefault(f'{by}: {lost} is documented as lost and is kept: {loss.why}', set()).add(vm['name'])
    return [f'{by}: {fault}' for fault in faults]


main(sys.argv[1])
