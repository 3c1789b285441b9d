"""A stand-in for ovs-cni, which is in no package registry: sets the port of a real Open vSwitch by the NAD's keys.

Like ovs-cni it wants a bridge that is there, makes an access port of `vlan`, or a trunk of `trunk`, or else a trunk of
all VLANs, drops `vlan` beside `trunk` without a word, and passes unknown keys over. A CHECK of its own would prove
nothing, so it has none.
"""
import json
import os
import subprocess
import sys
import zlib

OVS = ('ovs-vsctl', '--timeout=20', '--no-wait')  # the switch then takes several changes at once
VERSIONS = ['0.3.0', '0.3.1', '0.4.0', '1.0.0', '1.1.0']


class Refused(Exception):
    pass


def main(environment, text):
    command = environment['CNI_COMMAND']
    if command == 'VERSION':
        return {'cniVersion': VERSIONS[-1], 'supportedVersions': VERSIONS}
    if command == 'CHECK':
        raise Refused('a stand-in has no CHECK')
    config = json.loads(text)
    ifname, netns = environment['CNI_IFNAME'], environment.get('CNI_NETNS', '')
    host = f'veth{zlib.crc32(f"{netns} {ifname}".encode()):08x}'
    if command == 'ADD':
        return add(config, text, host, ifname, netns, mac_of(environment, config))
    if ipam_type(config):
        ipam(config, text)
    run(*OVS, '--if-exists', 'del-port', host)
    subprocess.run(['ip', 'link', 'del', host], stderr=subprocess.DEVNULL)
    return None


def columns(config):
    """Of the port."""
    for key in ('vlan', 'mtu'):
        if key in config and (type(config[key]) is not int or config[key] < 0):
            raise Refused(f'cannot unmarshal {config[key]!r} into {key}')
    if config.get('trunk'):
        ids = sorted({vlan for entry in config['trunk'] for vlan in ids_of(entry)})
        return ['vlan_mode=trunk', f'trunks=[{",".join(map(str, ids))}]']
    return ['vlan_mode=trunk'] if config.get('vlan') is None else ['vlan_mode=access', f'tag={config["vlan"]}']


def ids_of(entry):
    first, last = [entry['id']] * 2 if 'id' in entry else (entry.get('minID'), entry.get('maxID'))
    if type(first) is not int or type(last) is not int or not 0 <= first <= last <= 4095:
        raise Refused('trunk parameter is misconfigured')
    return range(first, last + 1)


def mac_of(environment, config):
    pairs = dict(pair.split('=', 1) for pair in environment.get('CNI_ARGS', '').split(';') if '=' in pair)
    return (config.get('runtimeConfig') or {}).get('mac') or pairs.get('MAC')


def add(config, text, host, ifname, netns, mac):
    bridge, pod, mtu = config.get('bridge'), os.path.basename(netns), config.get('mtu') or 1500
    if not bridge:
        raise Refused('failed to get bridge name')
    port = columns(config)
    address = f'address {mac}' if mac else ''
    run('ip', '-batch', '-', text='\n'.join([
        f'link add {host} mtu {mtu} type veth peer name {ifname} mtu {mtu} {address} netns {pod}',
        f'link set {host} up',
    ]))
    try:
        run(*OVS, 'add-port', bridge, host, '--', 'set', 'Port', host, *port)
    except Refused as error:
        subprocess.run(['ip', 'link', 'del', host])
        raise Refused(f'failed to find bridge {bridge}' if 'no bridge named' in str(error) else str(error)) from error
    given = ipam(config, text) if ipam_type(config) else {}
    run('ip', '-n', pod, '-batch', '-', text='\n'.join([
        f'link set {ifname} up',
        *(f'addr add {ip["address"]} dev {ifname}' for ip in given.get('ips', [])),
        *(f'route add {x["dst"]} via {x["gw"]} dev {ifname}' for x in given.get('routes', []) if 'gw' in x),
    ]))
    return {
        **{key: given[key] for key in ('routes', 'dns') if key in given},
        'cniVersion': config['cniVersion'],
        'interfaces': [{'name': host}, {'name': ifname, 'mac': mac, 'sandbox': netns}],
        'ips': [{**ip, 'interface': 1} for ip in given.get('ips', [])],
    }


def ipam_type(config):
    return (config.get('ipam') or {}).get('type')


def ipam(config, text):
    """The IPAM plugin does what this one was called for."""
    places = [os.path.join(folder, ipam_type(config)) for folder in os.environ['CNI_PATH'].split(':')]
    program = next((place for place in places if os.access(place, os.X_OK)), None)
    if program is None:
        raise Refused(f'failed to find plugin {ipam_type(config)}')
    return json.loads(run(program, text=text).strip() or '{}')


def run(*command, text=''):
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.returncode != 0:
        raise Refused(f'{" ".join(command)}: {(done.stderr + done.stdout).strip()}')
    return done.stdout


if __name__ == '__main__':
    try:
        answer = main(os.environ, sys.stdin.read())
    except Refused as error:
        print(json.dumps({'cniVersion': '1.0.0', 'code': 100, 'msg': str(error)}))
        sys.exit(1)
    if answer is not None:
        print(json.dumps(answer))
