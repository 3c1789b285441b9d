"""Runs a command on this machine's own files under Debian's User Mode Linux: a kernel that is an ordinary program.

It has what a small kernel may lack (VLAN filtering, 8021q, macvlan, nftables). The machine's root is its root, below an
overlay in memory: the command sees the same programs, writes where it likes, and nothing of that stays. No network.
"""
import os
import shlex
import signal
import subprocess
import tempfile

INIT = r"""#!/bin/sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /mnt
insmod /usr/lib/uml/modules/$(uname -r)/kernel/fs/overlayfs/overlay.ko
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root
root=/mnt/root
mkdir -p $root/run $root/tmp $root/dev $root/lib/modules
mount -t proc proc $root/proc
mount -t sysfs sysfs $root/sys
mount -t tmpfs tmpfs $root/run
mount -t devtmpfs dev $root/dev 2>/dev/null || mount -t tmpfs dev $root/dev
mkdir -p $root/run/job
mount -t hostfs -o @FOLDER@ none $root/run/job
exec chroot $root /bin/sh /run/job/.start
"""

START = r"""#!/bin/sh
cd /dev
while read name major minor; do [ -e $name ] || mknod -m 666 $name c $major $minor; done <<END
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
END
mkdir -p /dev/shm /run/netns /run/lock
mount -t tmpfs tmpfs /dev/shm
ln -sfn /proc/self/fd /dev/fd
for number in 0:stdin 1:stdout 2:stderr; do ln -sfn /proc/self/fd/${number%:*} /dev/${number#*:}; done
ln -sfn /usr/lib/uml/modules/$(uname -r) /lib/modules/$(uname -r)
ip link set lo up
. /run/job/.environment
cd /
sh /run/job/.command </dev/null >/run/job/.stdout 2>/run/job/.stderr
echo $? >/run/job/.status.new; mv /run/job/.status.new /run/job/.status
sync
echo o >/proc/sysrq-trigger
sleep 60
"""


class NeedsXstate(RuntimeError):
    """This CPU has more register state than the kernel knows of: preload xstate.c."""


def run(command, folder, timeout, preload=None, memory=512):
    """`folder` is /run/job inside. Raises RuntimeError, with what was printed, unless the command ends with 0."""
    environment = ''.join(f'export {k}={shlex.quote(os.environ[k])}\n' for k in ('PATH', 'HOME') if k in os.environ)
    put(folder, '.init', INIT.replace('@FOLDER@', shlex.quote(folder)))
    put(folder, '.start', START)
    put(folder, '.environment', environment)
    put(folder, '.command', 'exec ' + shlex.join(command) + '\n')
    for attempt in range(3):
        put(folder, '.status', '')
        late = boot(folder, timeout, memory, preload)
        status = got(folder, '.status').strip()
        broken = 'set fp regs failed' in got(folder, '.console')
        if broken and preload is None:
            raise NeedsXstate('under User Mode Linux: it cannot set the registers of this CPU')
        # Now and then a process is lost all the same: what was said without it counts for nothing.
        if not broken or attempt == 2:
            break
    if status != '0':
        said = got(folder, '.stdout') + got(folder, '.stderr')
        why = f'ended with {status}' if status else 'timed out' if late else 'the kernel ended early'
        raise RuntimeError(f'under User Mode Linux: {why}\n{said or got(folder, ".console")[-3000:]}')


def boot(folder, timeout, memory, preload):
    environment = {**os.environ, **({'LD_PRELOAD': preload} if preload else {})}
    environment['TMPDIR'] = '/dev/shm' if os.access('/dev/shm', os.W_OK) else tempfile.gettempdir()
    with open(os.path.join(folder, '.console'), 'wb') as console:
        process = subprocess.Popen(
            [
                'linux.uml', f'mem={memory}M', 'root=/dev/root', 'rootfstype=hostfs', 'rootflags=/', 'ro', 'quiet',
                f'init={folder}/.init', 'con=null', 'con0=null,fd:1', 'ssl=null', f'umid=e2e{os.getpid()}',
                f'uml_dir={folder}/',
            ],
            stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT,
            start_new_session=True, env=environment,
        )
        late = False
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            late = True
        try:
            os.killpg(process.pid, signal.SIGKILL)  # the kernel's own processes share the group
        except ProcessLookupError:
            pass
        process.wait()
    return late


def put(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'w') as file:
        file.write(text)
    os.chmod(path, 0o755)


def got(folder, name):
    try:
        with open(os.path.join(folder, name), errors='replace') as file:
            return file.read()
    except FileNotFoundError:
        return ''
