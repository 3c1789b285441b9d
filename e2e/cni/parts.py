"""Which programs have run, as they say themselves."""
import json
import os
import re
import subprocess

BUILD_INFO = re.compile(rb'\nmod\t(\S+)\t(v[^\t\n]+)')


def plugins(folder):
    """Each module with its version and programs: what `go version -m` reads, which `go install` leaves in a program."""
    found = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isfile(path) and not name.endswith('.so'):
            with open(path, 'rb') as file:
                match = BUILD_INFO.search(file.read())
            module, version = [x.decode() for x in match.groups()] if match else ('unknown', '')
            found.setdefault((module.removeprefix('github.com/'), version), []).append(name)
    return [f'{module} {version}: {", ".join(names)}' for (module, version), names in found.items()]


def plugin_version(program):
    """What a CNI plugin says of itself."""
    environment = {**os.environ, 'CNI_COMMAND': 'VERSION'}
    asked = '{"cniVersion":"1.0.0"}'
    done = subprocess.run([program], env=environment, input=asked, capture_output=True, text=True)
    try:
        return f'CNI {", ".join(json.loads(done.stdout)["supportedVersions"])}'
    except (ValueError, KeyError):
        return f'says no version: {(done.stdout + done.stderr).strip()[:200]}'


def kernels(results):
    """Where it ran, and the Open vSwitch that ran."""
    found = [result for result in results if result]
    names = dict.fromkeys((result['kernel'], result['inside']) for result in found)
    switches = dict.fromkeys(result['ovs'] for result in found if 'ovs' in result)
    return [f'kernel {release}{" (User Mode Linux)" if inside else ""}' for release, inside in names] + [
        f'Open vSwitch {version}, userspace datapath' for version in switches
    ]
