"""check.py [CASE…]: boots the VMs of vms.ts as KubeVirt would; one result as JSON a line.

CASE: pod-static, or with its image pod-static@trixie-netplan. E2E_TIER=ci: what CI always runs.
"""
import ipaddress
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile

import images

HERE = os.path.dirname(os.path.abspath(__file__))
MEMORY = {'uml': 512, 'tcg': 768}
TIMEOUT = {'uml': 600, 'tcg': 1800}
parts = set()


def main(only):
    if os.geteuid() != 0:
        sys.exit('needs root, for images and network namespaces')
    images.install()
    lacking = images.lacking()
    if lacking:
        emit('skip', 'all guests', why=lacking)
        return
    os.makedirs(images.CACHE, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix='guest-') as folder:
        key = os.path.join(folder, 'key')
        subprocess.run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', key], check=True)
        cases = synth(folder, f'{key}.pub')
        chosen = list(choose(cases, only))
        if cases and not chosen:
            emit('fail', 'choice of cases', why=f'there is none named {", ".join(only)}')
        for case, image in chosen:
            run(case, image, folder, key)


def choose(cases, only):
    ci = os.environ.get('E2E_TIER') == 'ci'
    for case in cases:
        for image in case['images'][:1] if ci else case['images']:
            if only:
                wanted = case['name'] in only or f'{case["name"]}@{image}' in only
            else:
                wanted = not ci or case.get('ci')
            if wanted:
                yield case, image


def synth(folder, public_key):
    out = os.path.join(folder, 'vms')
    done = subprocess.run(
        ['node', '--import', 'tsx', os.path.join(HERE, 'vms.ts'), out, public_key], cwd=os.path.join(HERE, '..', '..'),
        stdout=sys.stderr, stderr=subprocess.PIPE, text=True,
    )
    if done.returncode != 0:
        found = [line.strip() for line in done.stderr.splitlines() if line.startswith('  [')]
        emit('fail', 'synth of the VMs', why='; '.join(found) or done.stderr[-2000:])
        return []
    sys.stderr.write(done.stderr)
    with open(os.path.join(out, 'cases.json')) as file:
        return [{**case, 'folder': out} for case in json.load(file)]


def run(case, image, folder, key):
    name = f'{case["name"]} on {image}'
    started = cpu()
    try:
        disk, new = images.made(image)
        if new:
            emit('note', f'{image} made: {cpu() - started:.0f} CPU seconds')
        answers, boots = boot(case, image, disk, tempfile.mkdtemp(dir=folder), key)
    except (OSError, subprocess.SubprocessError) as error:
        emit('fail', name, why=str(error))
        return
    for place, (asked, answer) in enumerate(zip(boots, answers)):
        tell(f'{name}{", rebooted with a change" if place else ""}', case, image, asked, answer)
    if len(answers) < len(boots):
        emit('fail', f'{name}, rebooted with a change', why='was not run: the first boot failed')


def boot(case, image, disk, folder, key):
    import judge
    import seed

    with open(f'{key}.pub') as file:
        public = file.read()
    boots = []
    for at, change in (('.', {}), ('changed', case.get('changed'))):
        if change is None:
            continue
        expected = {**case['expected'], **change}
        manifest = os.path.join(case['folder'], case['name'], at, f'{case["name"]}.k8s.yaml')
        vm = {**seed.read(manifest), 'key': public}
        iso = os.path.join(folder, f'seed{len(boots)}.iso')
        seed.write(vm['files'], os.path.join(folder, f'seed{len(boots)}'), iso)
        first = next(address for addresses in expected['addresses'].values() for address in addresses)
        tried = list(judge.attempts(expected, key))
        boots.append({
            'vm': vm, 'expected': expected, 'tried': tried, 'seed': iso, 'address': first.split('/')[0],
            'logins': [attempt for _, attempt, _ in tried],
            'questions': {
                'macs': [nic['mac'] for nic in vm['nics'] if expected['addresses'].get(nic['name'])],
                'paths': list(expected.get('paths', {})),
                'pings': list(neighbours(case['wires'], expected['addresses'])),
            },
        })
    machine = images.machine_of(image)
    job = {
        'folder': folder, 'machine': machine, 'image': disk, 'boots': boots, 'memory': MEMORY[machine],
        'timeout': TIMEOUT[machine], 'environment': environment(machine),
        'nics': [{**nic, 'wire': case['wires'][nic['name']]} for nic in boots[0]['vm']['nics']],
    }
    path = os.path.join(folder, 'job.json')
    with open(path, 'w') as file:
        json.dump(job, file)
    command = ['unshare', '-n', sys.executable, '-B', os.path.join(HERE, 'boot.py'), path]
    subprocess.run(command, check=True, stdout=sys.stderr)
    with open(os.path.join(folder, 'answers.json')) as file:
        answers = json.load(file)
    shutil.rmtree(folder)
    return answers, boots


def neighbours(wires, addresses):
    """Who is on the guest's subnets."""
    for name, own in addresses.items():
        subnets = [ipaddress.ip_interface(address).network for address in own]
        for address in wires[name]['addresses']:
            other = ipaddress.ip_interface(address).ip
            if any(other in subnet for subnet in subnets):
                yield str(other)


def environment(machine):
    if machine != 'uml':
        return {}
    # Its memory is a file.
    return {'TMPDIR': '/dev/shm' if os.access('/dev/shm', os.W_OK) else tempfile.gettempdir(), **images.xstate()}


def tell(name, case, image, asked, answer):
    import judge

    if 'error' in answer:
        emit('fail', name, why=f'{answer["error"]}\n{answer["console"]}')
        return
    note_parts(answer['versions'], image)
    loss = case.get('losses', {}).get(image, {'instead': {}})
    promised = dict(judge.judge(asked['vm'], asked['expected'], answer))
    lossy = dict(judge.judge(asked['vm'], {**asked['expected'], **loss['instead']}, answer))
    # Either will do: a loss that is no more is good news.
    checks = {check: faults if promised[check] else [] for check, faults in lossy.items()}
    checks.update(judge.judge_logins(asked['tried'], answer['logins']))
    for check, faults in checks.items():
        if faults:
            emit('fail', name, why=f'{check}: {"; ".join(faults)}')
    lost = [check for check, faults in promised.items() if faults and not checks[check]]
    if lost:
        emit('note', f'{name}: {", ".join(lost)} as known: {loss["why"]}')
    passed = [check for check, faults in checks.items() if not faults]
    if passed:
        emit('pass', f'{name} ({case["title"]}): {", ".join(passed)}', count=len(passed))


def note_parts(versions, image):
    machine = images.machine_of(image)
    found = {
        **{name: images.version(package) for name, package in images.PARTS[machine].items()},
        'kernel under it': versions['kernel'],
        'Debian': versions['Debian'],
        'cloud-init': versions['cloud-init'],
        'systemd': versions['systemd'],
        'OpenSSH': versions['openssh-server'],
        'netplan': versions['netplan.io'],
        'NetworkManager': versions['network-manager'],
    }
    for part in found.items():
        if part[1] and part not in parts:
            parts.add(part)
            emit('note', f'part: {" ".join(part)}')


def emit(result, what, **more):
    print(json.dumps({'result': result, 'what': what, **more}), flush=True)


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


main(sys.argv[1:])
