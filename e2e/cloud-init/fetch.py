"""The cloud-init of Debian 12 and 13 as unpacked packages, not installed: fetched once, kept in a cache."""
import os
import shutil
import subprocess
import sys

SUITES = {'22.4': 'bookworm', '25.1': 'trixie'}
# What both versions import; the system's Python runs them.
MODULES = {
    'yaml': 'python3-yaml',
    'jsonschema': 'python3-jsonschema',
    'configobj': 'python3-configobj',
    'jinja2': 'python3-jinja2',
    'requests': 'python3-requests',
    'oauthlib': 'python3-oauthlib',
    'jsonpatch': 'python3-jsonpatch',
    'serial': 'python3-serial',
    'netifaces': 'python3-netifaces',
}
CACHE = os.path.join(
    os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache'), 'cdk8s-wukong-e2e', 'cloud-init'
)
PATIENT = ['-o', 'DPkg::Lock::Timeout=600', '-o', 'Acquire::Retries=5']


def cloud_inits():
    """{version: folder to put on Python's path}; installs and fetches what is missing."""
    install_modules()
    return {version: unpacked(suite) for version, suite in SUITES.items()}


def install_modules():
    import importlib.util

    missing = [package for module, package in MODULES.items() if importlib.util.find_spec(module) is None]
    if not missing:
        return
    line = ['apt-get', *PATIENT, 'install', '-qq', '-y', '--no-install-recommends', *missing]
    if os.geteuid() != 0:
        sys.exit('Python modules are missing; as root: ' + ' '.join(line))
    update()
    run(line, env={**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'})
    importlib.invalidate_caches()


def unpacked(suite):
    home = os.path.join(CACHE, suite)
    library = os.path.join(home, 'root/usr/lib/python3/dist-packages')
    if os.path.isdir(library):
        return library
    # Built aside and moved at the end: what is in the cache is whole.
    work = f'{home}.{os.getpid()}'
    for folder in ('state/lists/partial', 'cache/archives/partial', 'parts', 'deb'):
        os.makedirs(os.path.join(work, folder))
    with open(os.path.join(work, 'sources.list'), 'w') as sources:
        key = '/usr/share/keyrings/debian-archive-keyring.gpg'
        sources.write(f'deb [signed-by={key}] {archive()} {suite} main\n')
    options = [
        *PATIENT, '-qq',
        '-o', f'Dir::Etc::sourcelist={work}/sources.list',
        '-o', f'Dir::Etc::sourceparts={work}/parts',
        '-o', f'Dir::State={work}/state',
        '-o', 'Dir::State::status=/dev/null',
        '-o', f'Dir::Cache={work}/cache',
        '-o', 'Acquire::Languages=none',
        '-o', 'APT::Sandbox::User=' + ('root' if os.geteuid() == 0 else ''),
    ]
    run(['apt-get', *options, 'update'])
    run(['apt-get', *options, 'download', 'cloud-init'], cwd=os.path.join(work, 'deb'))
    (package,) = os.listdir(os.path.join(work, 'deb'))
    run(['dpkg', '-x', os.path.join(work, 'deb', package), os.path.join(work, 'root')])
    for folder in ('state', 'cache', 'parts', 'deb'):
        shutil.rmtree(os.path.join(work, folder))
    shutil.rmtree(home, ignore_errors=True)
    os.rename(work, home)
    return library


def archive():
    """The address of Debian's archive that this machine's apt uses."""
    targets = ['apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages', 'Origin: Debian']

    def known():
        listed = subprocess.run(targets, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        return [uri.rstrip('/') for uri in listed if 'security' not in uri]

    uris = known()
    if not uris and os.geteuid() == 0:
        update()
        uris = known()
    if not uris:
        sys.exit('apt knows no Debian archive: this suite runs on Debian, after `apt-get update`')
    return max(set(uris), key=uris.count)


def update():
    # A broken source of somebody else is no reason to stop: what comes next tells whether Debian's is there.
    run(['apt-get', *PATIENT, '-qq', 'update'], check=False)


def run(command, check=True, **options):
    subprocess.run(command, check=check, stdout=subprocess.DEVNULL, timeout=1800, **options)
