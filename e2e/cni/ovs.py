"""Open vSwitch in a namespace: its two daemons, and its ports."""
import json
import os
import subprocess
import time

from netns import inside, quiet

FOLDER = '/run/openvswitch'  # where ovs-cni looks for the database


class Switch:
    def __init__(self, netns):
        self.netns, self.daemons = netns, []

    def start(self):
        os.makedirs(FOLDER, exist_ok=True)
        database = f'{FOLDER}/conf.db'
        if os.path.exists(database):
            os.remove(database)
        quiet('ovsdb-tool', 'create', database, '/usr/share/openvswitch/vswitch.ovsschema', check=True)
        self.run('ovsdb-server', database, f'--remote=punix:{FOLDER}/db.sock')
        self.until('ovs-vsctl', '--no-wait', '--timeout=2', 'init')
        version = quiet('ovsdb-server', '--version').stdout.split()[3]
        quiet('ovs-vsctl', '--no-wait', 'set', 'Open_vSwitch', '.', f'ovs_version={version}')
        self.run('ovs-vswitchd', '--disable-system')  # without the kernel's datapath
        self.until('ovs-appctl', '--timeout=2', 'version')

    def run(self, program, *arguments):
        command = [program, *arguments, '--pidfile', '-vconsole:emer', '-vsyslog:off']
        devnull = subprocess.DEVNULL
        with inside(self.netns):
            self.daemons.append(subprocess.Popen(command, stdin=devnull, stdout=devnull, stderr=devnull))

    def until(self, *command):
        for _ in range(50):
            if quiet(*command).returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError(f'Open vSwitch does not start: {" ".join(command)}')

    def version(self):
        return quiet('ovs-appctl', 'version').stdout.partition('\n')[0].split()[-1]

    def stop(self):
        for daemon in reversed(self.daemons):
            daemon.terminate()
            daemon.wait()


def ports():
    """{port: {bridge, tag, trunks}}"""
    lists = ('--columns=name,ports', 'list', 'Bridge', '--', '--columns=_uuid,name,tag,trunks', 'list', 'Port')
    done = quiet('ovs-vsctl', '--timeout=10', '--format=json', *lists)
    bridges, rows = [json.loads(text)['data'] for text in done.stdout.splitlines() if text.startswith('{')]
    owner = {uuid: name for name, members in bridges for _, uuid in [*members_of(members)]}
    found = {}
    for (_, uuid), name, tag, trunks in rows:
        one = None if isinstance(tag, list) else tag
        found[name] = {'bridge': owner.get(uuid), 'tag': one, 'trunks': sorted(members_of(trunks))}
    return found


def members_of(column):
    """OVSDB writes a set of one as its member."""
    return column[1] if isinstance(column, list) and column[0] == 'set' else [column]
