"""From manifests to what is to be run: the networks, the NICs on them, and a node that has what they name."""
import hashlib
import json
import os

import yaml

# Programs that cannot be had here, and why.
ELSEWHERE = {
    'ovs': 'the ovs-cni plugin is in no package registry',
    'sriov': 'its plugin is in no package registry, and it wants a network card with virtual functions',
}
OURS = ('bridge', 'macvlan')
IPAM = (None, 'static', 'host-local')


def networks(folder):
    """A dict for each NetworkAttachmentDefinition: `name` and `skip`, `wrong`, or what node.py and judge.py want."""
    objects = list(manifests(folder))
    nics = [(file, *nic) for file, x in objects if x.get('kind') == 'VirtualMachine' for nic in nics_of(x)]
    return [network(file, x, nics) for file, x in objects if x.get('kind') == 'NetworkAttachmentDefinition']


def manifests(folder):
    for path, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(('.yaml', '.yml')):
                with open(os.path.join(path, name), encoding='utf-8') as file:
                    for found in yaml.safe_load_all(file):
                        if isinstance(found, dict):
                            yield os.path.relpath(file.name, folder), found


def nics_of(vm):
    """(namespace, name) of the network, the MAC, and the name that KubeVirt gives the pod's interface."""
    spec = vm['spec']['template']['spec']
    interfaces = (spec.get('domain', {}).get('devices') or {}).get('interfaces') or []
    macs = {nic['name']: nic.get('macAddress') for nic in interfaces}
    for entry in spec.get('networks') or []:
        if 'multus' in entry:
            *namespace, name = entry['multus']['networkName'].split('/')
            where = namespace[0] if namespace else vm['metadata'].get('namespace')
            short = hashlib.sha256(entry['name'].encode()).hexdigest()[:11]
            yield (where, name), macs.get(entry['name']), f'pod{short}'


def network(file, nad, nics):
    meta = nad['metadata']
    found = {'name': f'{file} {meta["name"]}'}
    text = (nad.get('spec') or {}).get('config')
    if not text:
        return {**found, 'skip': 'its config is a file on the node'}
    try:
        config = json.loads(text)
    except ValueError as error:
        return {**found, 'wrong': f'spec.config is no JSON: {error}'}
    for plugin in config.get('plugins', [config]):
        if plugin.get('type') not in OURS:
            kind = plugin.get('type')
            why = ELSEWHERE.get(kind, 'not one of the plugins that are run here')
            return {**found, 'skip': f'type {kind}: {why}'}
        ipam = (plugin.get('ipam') or {}).get('type')
        if ipam not in IPAM:
            return {**found, 'skip': f'ipam type {ipam}: not one of the plugins that are run here'}
    config.setdefault('name', meta['name'])  # as Multus does
    plugin = config.get('plugins', [config])[0]
    users = [nic for nic in nics if nic[1] == (meta.get('namespace'), meta['name'])]
    # Files are mostly apps of their own, and may repeat a name.
    users = [nic for nic in users if nic[0] == file] or users
    pods = [{'mac': mac, 'ifname': ifname} for _, _, mac, ifname in users]
    if plugin['type'] == 'macvlan' and plugin.get('mode') == 'passthru':
        pods = pods[:1]  # one on a node is all that it can carry
    pods = pods or [{'mac': '02:00:00:00:00:01', 'ifname': 'net1'}]
    setup, needs = (bridge_node if plugin['type'] == 'bridge' else macvlan_node)(plugin)
    needs = ['network namespaces', *needs]
    return {**found, 'config': config, 'plugin': plugin, 'pods': pods, 'setup': setup, 'needs': needs}


def bridge_node(plugin):
    """A bridge as NMState makes it: with an uplink that is a trunk where VLANs are asked for."""
    name, mtu = plugin.get('bridge', 'cni0'), mtu_of(plugin)
    filtering = bool(plugin.get('vlan') or plugin.get('vlanTrunk'))
    # With a MAC of its own: one taken from a port changes with the ports, which CHECK would call a fault.
    kind = f'bridge{" vlan_filtering 1" if filtering else ""}'
    setup = [f'ip link add {name} address 02:00:00:00:ff:01 type {kind}', *uplink('uplink0', mtu)]
    setup += [f'ip link set uplink0 master {name}', f'ip link set {name} up']
    setup += ['bridge vlan add dev uplink0 vid 2-4094'] if filtering else []
    needs = ['vlan filtering'] if filtering else []
    return setup, needs + (['nftables'] if plugin.get('macspoofchk') else [])


def macvlan_node(plugin):
    nic, _, vlan = plugin.get('master', '').partition('.')
    setup = uplink(nic, mtu_of(plugin))
    if vlan:
        device = plugin['master']
        setup += [f'ip link add link {nic} name {device} type vlan id {vlan}', f'ip link set {device} up']
    return setup, ['macvlan'] + (['vlan device'] if vlan else [])


def uplink(name, mtu):
    return [
        f'ip link add {name} mtu {mtu} type veth peer name outside mtu {mtu}',
        'ip link set outside up',
        f'ip link set {name} up',
    ]


def mtu_of(plugin):
    return min(max(1500, plugin.get('mtu') or 0), 65535)
