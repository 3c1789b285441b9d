"""A node and a guest, each a User Mode Linux, and cables between their NICs: pairs of sockets that both inherit.

So no tap device and no namespace of this machine is needed, and nothing else can hear what is said.
"""
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
GUEST = os.path.join(HERE, '..', 'guest')
sys.path += [GUEST, os.path.join(HERE, '..', 'cni')]  # both have a judge.py: the guest's is meant

import images
import uml

MIB = 1 << 20
PARENT = os.getppid()


class Machine:
    """A kernel with NICs at these ends of cables."""

    def __init__(self, name, folder, arguments, ends):
        self.name, self.folder = name, folder
        self.console = os.path.join(folder, 'console')
        # Its memory is a file.
        place = '/dev/shm' if os.access('/dev/shm', os.W_OK) else tempfile.gettempdir()
        with open(self.console, 'wb') as console:
            self.process = subprocess.Popen(
                [
                    'linux.uml', 'quiet', 'con=null', 'con0=null,fd:1', 'ssl=null', f'umid={name}',
                    f'uml_dir={folder}/', *arguments,
                    *(f'vec{i}:transport=fd,fd={end.fileno()},gro=0{more}' for i, (end, more) in enumerate(ends)),
                ],
                stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT, start_new_session=True,
                pass_fds=[end.fileno() for end, _ in ends], env={**os.environ, 'TMPDIR': place, **images.xstate()},
            )

    def wait_for(self, what, find, seconds):
        """What `find` finds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if os.getppid() != PARENT:
                sys.exit('whoever asked is gone')
            ended = self.process.poll() is not None
            found = find()
            if found is not None:
                return found
            if ended:
                raise RuntimeError(f'{self.name} ended before {what}\n{self.tail()}')
            time.sleep(0.3)
        raise RuntimeError(f'{self.name}: no {what} in {seconds} seconds\n{self.tail()}')

    def tail(self):
        with open(self.console, errors='replace') as file:
            return file.read()[-3000:]

    def kill(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)  # the kernel's own processes share the group
        except ProcessLookupError:
            pass
        self.process.wait()


def cables(count):
    return [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(count)]


class Node(Machine):
    """On this machine's own files, as cni/uml.py has it; it runs node.py."""

    def __init__(self, folder, job, ends):
        command = [sys.executable, '-B', os.path.join(HERE, 'node.py'), '/run/job/job.json']
        environment = ''.join(f'export {k}={shlex.quote(os.environ[k])}\n' for k in ('PATH', 'HOME') if k in os.environ)
        uml.put(folder, 'job.json', json.dumps(job))
        uml.put(folder, '.init', uml.INIT.replace('@FOLDER@', shlex.quote(folder)))
        uml.put(folder, '.start', uml.START)
        uml.put(folder, '.environment', environment)
        uml.put(folder, '.command', 'exec ' + shlex.join(command) + '\n')
        boot = ['mem=512M', 'root=/dev/root', 'rootfstype=hostfs', 'rootflags=/', 'ro', f'init={folder}/.init']
        super().__init__('node', folder, boot, [(end, '') for end in ends])

    def do(self, step, seconds=300):
        """The answer of node.py to a step."""
        open(os.path.join(self.folder, f'{step}.go'), 'w').close()
        answer = self.wait_for(f'answer to {step}', lambda: self.answer(step), seconds)
        if 'error' in answer:
            raise RuntimeError(f'node, {step}: {answer["error"]}')
        return answer

    def answer(self, step):
        text = uml.got(self.folder, f'{step}.json')
        return json.loads(text) if text else None

    def tail(self):
        return uml.got(self.folder, '.stderr') + super().tail()


class Guest(Machine):
    """Of the image and the questions of the suite `guest`."""

    def __init__(self, folder, image, seed, questions, nics):
        self.box = os.path.join(folder, 'box')
        with open(os.path.join(GUEST, 'ask.py')) as file:
            script = f'QUESTIONS = {questions!r}\n{file.read()}'.encode()
        with open(self.box, 'wb') as file:
            file.truncate(8 * MIB)
            file.write(b'QUESTIONS %d\n' % len(script) + script)
        disks = [f'ubda={folder}/disk.cow,{image}/disk.raw', f'ubdb={seed}', f'ubdc={self.box}']
        boot = ['mem=512M', *disks, 'root=/dev/ubda', 'ro', 'console=tty0']
        super().__init__('guest', folder, boot, [(end, f',mac={mac}') for end, mac in nics])

    def told(self, seconds=900):
        return self.wait_for('answer of the guest', self.answer, seconds)

    def answer(self):
        with open(self.box, 'rb') as file:
            file.seek(MIB)
            head = file.readline(64).split()
            text = file.read(int(head[1])) if head[:1] == [b'ANSWER'] else b''
        try:
            return json.loads(text)
        except ValueError:
            return None  # not yet all of it

    def end(self):
        with open(self.box, 'r+b') as file:
            file.seek(4 * MIB)
            file.write(b'END')
        self.process.wait(180)
