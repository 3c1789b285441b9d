"""Guests and what runs them: Debian packages and images, made once and kept."""
import functools
import glob
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.environ.get('CDK8S_WUKONG_E2E_CACHE') or os.path.join(
    os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache'), 'cdk8s-wukong-e2e'
)
CACHE = os.path.join(ROOT, 'guest')
# What each machine needs, by a program of the package.
PACKAGES = {
    None: {
        'debootstrap': 'debootstrap', 'mkfs.ext4': 'e2fsprogs', 'depmod': 'kmod', 'genisoimage': 'genisoimage',
        'dnsmasq': 'dnsmasq-base', 'ip': 'iproute2', 'ssh-keygen': 'openssh-client', 'unshare': 'util-linux',
    },
    'uml': {'linux.uml': 'user-mode-linux'},
    'tcg': {'qemu-system-x86_64': 'qemu-system-x86'},
}
# What is on this side, for the report.
PARTS = {
    'uml': {'User Mode Linux': 'user-mode-linux', 'dnsmasq': 'dnsmasq-base'},
    'tcg': {'qemu (TCG)': 'qemu-system-x86', 'dnsmasq': 'dnsmasq-base'},
}


def version(package):
    query = ['dpkg-query', '-W', '-f', '${Version}', package]
    return subprocess.run(query, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def install(machine=None):
    """What all guests need, or what a machine needs besides."""
    wanted = PACKAGES[machine]
    missing = [package for program, package in wanted.items() if shutil.which(program) is None]
    if machine is None and importlib.util.find_spec('yaml') is None:
        missing.append('python3-yaml')
    apt(missing)
    importlib.invalidate_caches()


def lacking():
    """What this machine does not let us have, if anything."""
    probe = ['unshare', '-n', 'ip', 'tuntap', 'add', 'dev', 'probe', 'mode', 'tap']
    done = subprocess.run(probe, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode and f'no network namespace with a tap device here: {done.stdout.strip()}'


def apt(packages):
    if packages:
        update()
        command = [*patient('install'), '-y', '--no-install-recommends', *packages]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, timeout=1800,
            env={**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'},
        )


@functools.cache
def update():
    # A broken source of somebody else is no reason to stop: what comes next tells.
    subprocess.run(patient('update'), stdout=subprocess.DEVNULL, timeout=600)


def patient(command):
    return ['apt-get', '-o', 'DPkg::Lock::Timeout=600', '-o', 'Acquire::Retries=5', '-qq', command]


def machine_of(image):
    """User Mode Linux has no PCI."""
    return 'tcg' if image.endswith('/pci') else 'uml'


def made(image):
    """The folder of an image such as `trixie-netplan`, and whether it had to be made."""
    machine = machine_of(image)
    install(machine)
    release, network = image.split('/')[0].split('-')
    script = os.path.join(HERE, 'image.sh')
    with open(script, 'rb') as file:
        # Made anew when the script is another, or its modules would not fit the kernel.
        mark = hashlib.sha256(file.read() + (kernel() if machine == 'uml' else '').encode()).hexdigest()[:10]
    kind = {'uml': 'uml', 'tcg': 'cloud'}[machine]
    folder = os.path.join(CACHE, f'{release}-{network}-{kind}-{mark}')
    new = not os.path.exists(os.path.join(folder, 'disk.raw'))
    if new:
        if not apt_knows_debian():
            update()
        command = ['bash', script, release, network, kind, folder, CACHE]
        subprocess.run(command, check=True, stdout=sys.stderr, timeout=3600)
        for path in glob.glob(os.path.join(CACHE, f'{release}-{network}-{kind}-*')):
            if path != folder:
                shutil.rmtree(path)  # of another script
    return folder, new


def apt_knows_debian():
    targets = ['apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages', 'Origin: Debian']
    return subprocess.run(targets, stdout=subprocess.PIPE, text=True).stdout.strip() != ''


def kernel():
    """The version of User Mode Linux's kernel."""
    return subprocess.run(['linux.uml', '--version'], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def xstate():
    """What User Mode Linux needs preloaded on CPUs with AMX, whose registers it does not know."""
    with open('/proc/cpuinfo') as file:
        if not re.search(r'\bamx_', file.read()):
            return {}
    library = os.path.join(CACHE, 'xstate.so')
    if not os.path.exists(library):
        if shutil.which('cc') is None:
            apt(['gcc', 'libc6-dev'])
        source = os.path.join(HERE, '..', 'cni', 'xstate.c')
        subprocess.run(['cc', '-O2', '-fPIC', '-shared', '-o', library, source], check=True, stdout=sys.stderr)
    return {'LD_PRELOAD': library}
