"""boot.py JOB: in a network namespace of its own, boots a guest between its networks, asks it and logs in to it.

Each boot of the job starts on the disk that the one before has left.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
MIB = 1 << 20
NAME, NAMED = 'lab.test', '192.0.2.7'  # what every name server there knows
ASKPASS = '#!/bin/sh\nprintf "%s\\n" "$PASSWORD"\n'


def main(path):
    with open(path) as file:
        job = json.load(file)
    os.chdir(job['folder'])
    servers = networks(job['nics'])
    try:
        answers = []
        for number, asked in enumerate(job['boots']):
            answers.append(boot(job, number, asked))
            if 'error' in answers[-1]:
                break
    finally:
        servers.kill()
    with open('answers.json', 'w') as file:
        json.dump(answers, file)


def networks(nics):
    """A tap for each NIC with the addresses of routers and servers, and one DHCP and DNS server for all."""
    server = [
        'dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--user=root', '--pid-file=', '--leasefile-ro',
        '--bind-dynamic', '--no-ping', '--no-hosts', '--no-resolv', f'--address=/{NAME}/{NAMED}', '--address=/#/',
        f'--log-facility={os.getcwd()}/dnsmasq.log', '--log-dhcp', '--log-queries',
    ]
    ip('link', 'set', 'lo', 'up')
    for place, nic in enumerate(nics):
        tap, wire = f't{place}', nic['wire']
        ip('tuntap', 'add', 'dev', tap, 'mode', 'tap')
        ip('link', 'set', tap, 'mtu', str(nic.get('mtu', 1500)), 'up')
        for address in wire.get('addresses', []):
            ip('addr', 'add', address, 'dev', tap, *(['nodad'] if ':' in address else []))
        if 'lease' in wire:
            server.append(f'--dhcp-range=set:{tap},{wire["lease"]},{wire["lease"]},1h')
            # Without a value dnsmasq does not offer what it would of itself.
            given = {'router': '', 'dns-server': '', **wire.get('options', {})}
            server += [f'--dhcp-option=tag:{tap},option:{",".join(filter(None, pair))}' for pair in given.items()]
    process = subprocess.Popen(server, stdin=subprocess.DEVNULL)
    time.sleep(1)
    if process.poll() is not None:
        sys.exit('the DHCP server does not start')
    return process


def ip(*words):
    subprocess.run(['ip', *words], check=True)


# What User Mode Linux says when its host takes back less of a CPU's state than it was given: a process of the guest is then
# gone, and the boot says nothing of the documents.
BROKEN = b'ptrace set fp regs failed'


def boot(job, number, asked):
    before = f'disk{number}.cow'
    if os.path.exists('disk.cow'):
        shutil.copyfile('disk.cow', before)
    for _ in range(4):
        answer = boot_once(job, number, asked)
        if answer.get('error') != 'broken':
            return answer
        os.remove('disk.cow')
        if os.path.exists(before):
            shutil.copyfile(before, 'disk.cow')
    return answer


def boot_once(job, number, asked):
    box = f'box{number}'
    with open(os.path.join(HERE, 'ask.py')) as file:
        script = f'QUESTIONS = {({**asked["questions"], "name": NAME})!r}\n{file.read()}'.encode()
    with open(box, 'wb') as file:
        file.truncate(8 * MIB)
        file.write(b'QUESTIONS %d\n' % len(script) + script)
    started = time.monotonic()
    console = f'console{number}'
    with open(console, 'wb') as output:
        guest = subprocess.Popen(
            command(job, asked['seed'], box), stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True, env={**os.environ, **job['environment']},
        )
    try:
        answer = wait_for_answer(box, guest, job['timeout'], console)
        if answer is None and is_broken(console):
            return {'error': 'broken', 'console': tail(console)}
        if answer is None:
            late = guest.poll() is None
            return {'error': 'the guest gave no answer' + (' in time' if late else ''), 'console': tail(console)}
        answer['resolved'] = answer['resolved'] == NAMED
        answer['logins'] = [login(asked['address'], attempt) for attempt in asked['logins']]
        with open(box, 'r+b') as file:
            file.seek(4 * MIB)
            file.write(b'END')
        guest.wait(120)
        answer['wall'] = round(time.monotonic() - started)
        return answer
    except subprocess.TimeoutExpired:
        return {'error': 'the guest did not shut down', 'console': tail(console)}
    finally:
        try:
            os.killpg(guest.pid, signal.SIGKILL)  # User Mode Linux's own processes share the group
        except ProcessLookupError:
            pass
        guest.wait()


def command(job, seed, box):
    nics = job['nics']
    if job['machine'] == 'uml':
        return [
            'linux.uml', f'mem={job["memory"]}M',
            f'ubda=disk.cow,{job["image"]}/disk.raw', f'ubdb={seed}', f'ubdc={box}',
            'root=/dev/ubda', 'ro', 'con=null', 'con0=null,fd:1', 'ssl=null', 'console=tty0', 'quiet',
            f'umid=guest{os.getpid()}', f'uml_dir={job["folder"]}/',
            *(f'vec{i}:transport=tap,ifname=t{i},depth=64,gro=0,mac={nic["mac"]}' for i, nic in enumerate(nics)),
        ]
    # Each NIC behind a root port, as KubeVirt has them: the port's place is the NIC's PCI bus.
    buses = {nic['mac']: int(nic['pci'].split(':')[1], 16) if nic['pci'] else None for nic in nics}
    free = (bus for bus in range(1, 64) if bus not in buses.values())
    line = [
        'qemu-system-x86_64', '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot',
        '-machine', 'q35,accel=tcg', '-cpu', 'max', '-smp', '2', '-m', str(job['memory']),
        '-kernel', f'{job["image"]}/vmlinuz', '-initrd', f'{job["image"]}/initrd',
        '-append', 'root=LABEL=rootfs ro console=ttyS0 quiet', '-serial', 'stdio',
    ]
    devices = {}
    for i, nic in enumerate(nics):
        line += ['-netdev', f'tap,id=n{i},ifname=t{i},script=no,downscript=no']
        devices[buses[nic['mac']] or next(free)] = f'virtio-net-pci,netdev=n{i},mac={nic["mac"]},romfile='
    disks = (('root', f'{job["image"]}/disk.raw', ',snapshot=on'), ('seed', seed, ',readonly=on'), ('box', box, ''))
    for name, path, more in disks:
        line += ['-drive', f'if=none,id={name},file={path},format=raw,cache=unsafe{more}']
        devices[next(free)] = f'virtio-blk-pci,drive={name}'
    devices[next(free)] = 'virtio-rng-pci'
    for bus in range(1, max(devices) + 1):
        slot = f'addr=0x{2 + (bus - 1) // 8:x}.0x{(bus - 1) % 8:x}' + (',multifunction=on' if bus % 8 == 1 else '')
        line += ['-device', f'pcie-root-port,id=port{bus},bus=pcie.0,chassis={bus},slot={bus},{slot}']
        if bus in devices:
            line += ['-device', f'{devices[bus]},bus=port{bus}']
    return line


def is_broken(console):
    with open(console, 'rb') as file:
        return BROKEN in file.read()


def wait_for_answer(box, guest, timeout, console):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        ended = guest.poll() is not None or is_broken(console)
        with open(box, 'rb') as file:
            file.seek(MIB)
            head = file.readline(64).split()
            if head[:1] == [b'ANSWER']:
                text = file.read(int(head[1]))
                try:
                    return json.loads(text)
                except ValueError:
                    pass  # not yet all of it
        if ended:
            return None
        time.sleep(0.5)
    return None


def login(address, attempt):
    """What ssh printed and how it ended; `attempt` is {user, key} or {user, password}."""
    with open('askpass', 'w') as file:
        file.write(ASKPASS)
    os.chmod('askpass', 0o700)
    options = {
        'StrictHostKeyChecking': 'no', 'UserKnownHostsFile': '/dev/null', 'LogLevel': 'ERROR', 'ConnectTimeout': '20',
        'IdentitiesOnly': 'yes', 'NumberOfPasswordPrompts': '1',
        'PreferredAuthentications': 'publickey' if 'key' in attempt else 'password',
    }
    line = ['ssh', '-n', '-F', '/dev/null', *(word for option in options.items() for word in ('-o', '='.join(option)))]
    if 'key' in attempt:
        line += ['-i', attempt['key']]
    environment = {
        **os.environ, 'SSH_AUTH_SOCK': '', 'SSH_ASKPASS': os.path.abspath('askpass'), 'SSH_ASKPASS_REQUIRE': 'force',
        'PASSWORD': attempt.get('password', ''),
    }
    try:
        done = subprocess.run(
            [*line, f'{attempt["user"]}@{address}', 'id -un; sudo -n id -un'], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, timeout=90,
        )
        return {'out': done.stdout.split(), 'said': (done.stdout + done.stderr).strip()}
    except subprocess.TimeoutExpired:
        return {'out': [], 'said': 'ssh did not end in 90 seconds'}


def tail(path):
    with open(path, errors='replace') as file:
        return file.read()[-2000:]


main(sys.argv[1])
