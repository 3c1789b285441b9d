"""The true sriov-cni, where somebody has it: no card here has virtual functions, so it gets as far as the device."""
import json
import os
import subprocess

NO_DEVICE = 'VF pci addr is required'


def as_far_as_the_device(program, configs):
    """It reads the whole config before it misses the device that Multus would fill in."""
    for config in configs:
        environment = {
            **os.environ, 'CNI_COMMAND': 'ADD', 'CNI_CONTAINERID': 'e2e', 'CNI_IFNAME': 'net1', 'CNI_PATH': '/',
            'CNI_NETNS': '/proc/self/ns/net', 'CNI_NETNS_OVERRIDE': '1',
        }
        done = subprocess.run([program], env=environment, input=json.dumps(config), capture_output=True, text=True)
        if NO_DEVICE not in done.stdout + done.stderr:
            yield f'{config["name"]}: expected "{NO_DEVICE}", got {(done.stdout + done.stderr).strip()[:300]}'
