"""What no plugin says: a key that it does not know is passed over, and sriov's device cannot be had here."""
from manifests import RESOURCE
from wires import first_plugin, said

COMMON = {'cniVersion', 'name', 'type', 'ipam', 'dns', 'capabilities', 'args'}
KEYS = {
    'bridge': {
        'bridge', 'isGateway', 'isDefaultGateway', 'forceAddress', 'ipMasq', 'ipMasqBackend', 'mtu', 'hairpinMode',
        'promiscMode', 'vlan', 'vlanTrunk', 'preserveDefaultVlan', 'macspoofchk', 'enabledad',
        'disableContainerInterface', 'portIsolation',
    },
    'macvlan': {'master', 'mode', 'mtu', 'mac', 'linkInContainer', 'bcqueuelen'},
    'ovs': {
        'bridge', 'vlan', 'trunk', 'mtu', 'ofport_request', 'interface_type', 'configuration_path', 'socket_file',
        'link_state_check_retries', 'link_state_check_interval',
    },
    # No deviceID, which Multus fills in, and no ipam: the pod has no interface of the device.
    'sriov': {
        'vlan', 'vlanQoS', 'vlanProto', 'link_state', 'spoofchk', 'trust', 'min_tx_rate', 'max_tx_rate', 'mtu',
    },
}
SRIOV_WORDS = {
    'link_state': ('auto', 'enable', 'disable'), 'spoofchk': ('on', 'off'), 'trust': ('on', 'off'),
    'vlanProto': ('802.1q', '802.1ad', '802.1Q', '802.1AD'),
}
SRIOV_NUMBERS = {'vlanQoS': 7, 'min_tx_rate': 2**31 - 1, 'max_tx_rate': 2**31 - 1}


def config_faults(nad, config):
    if config.get('name') != nad['key'][1]:
        yield f'name: expected {nad["key"][1]}, got {config.get("name")}'
    if not config.get('cniVersion'):
        yield 'cniVersion is missing'
    for plugin in config.get('plugins', [config]):
        known = KEYS.get(plugin.get('type'), set())
        common = COMMON - {'ipam'} if plugin.get('type') == 'sriov' else COMMON
        for key in plugin:
            if key not in known | common:
                yield f'the plugin {plugin.get("type")} does not know the key {key}: it would be passed over'


def number_faults(config):
    """What makes no sense as a VLAN or size: it is not run, as nobody could say what should come up."""
    for plugin in config.get('plugins', [config]):
        for key, largest in (('vlan', 4094), ('mtu', 65535)):
            if type(plugin.get(key, 0)) is not int or not 0 <= plugin.get(key, 0) <= largest:
                yield f'{key}: expected a whole number from 0 to {largest}, got {plugin[key]!r}'
        for entry in plugin.get('vlanTrunk' if plugin.get('type') == 'bridge' else 'trunk') or []:
            ids = entry.values() if isinstance(entry, dict) and set(entry) in ({'id'}, {'minID', 'maxID'}) else [None]
            if not all(type(vlan) is int and 0 < vlan <= 4094 for vlan in ids):
                yield f'trunk: expected VLANs as {{id}} or {{minID, maxID}}, got {entry!r}'


def made_for(nad, bridge, nics):
    """The library's own names, of NADs and of bridges that nobody named, say whose network it is."""
    own = {f'{x["vm"]}-{x["network"]}-nad': x for x in nics if x['namespace'] == nad['key'][0]}
    nic = own.get(nad['key'][1])
    if nic is None:
        return
    who = f'{nic["vm"]}/{nic["network"]}'
    if nic['nad'] != nad['key']:
        yield f'it is made for {who}, but that NIC is on {nic["nad"][1]}'
    for other in nics:
        same_vm = (other['namespace'], other['vm']) == (nic['namespace'], nic['vm'])
        if same_vm and other['network'] != nic['network'] and bridge == f'br-{other["network"]}':
            yield f'it is made for {who}, but the bridge {bridge} is that of network {other["network"]}'


def sriov_faults(nad, config, users, wires):
    """The config, its annotation and the VMs on it, as sriov-cni, Multus and Kubernetes want them."""
    plugin = first_plugin(config)
    for key, largest in SRIOV_NUMBERS.items():
        value = plugin.get(key, 0)
        if type(value) is not int or not 0 <= value <= largest:
            yield f'{key}: expected a whole number from 0 to {largest}, got {value!r}'
    for key, words in SRIOV_WORDS.items():
        if key in plugin and plugin[key] not in words:
            yield f'{key}: expected {" or ".join(words)}, got {plugin[key]!r}'
    for key in ('vlanQoS', 'vlanProto'):
        if plugin.get(key) and not plugin.get('vlan'):
            yield f'{key} without vlan'
    resource = nad['annotations'].get(RESOURCE)
    if not resource:
        yield f'no annotation {RESOURCE}: Multus fills no device in'
    own = said(config, resource)
    for wire in wires:
        for what in ('type', 'vlan', 'resource'):
            if own[what] != wire[what]:
                yield f'{what}: expected {wire[what]}, got {own[what]}'
    for nic in users:
        if nic['binding'] != 'sriov':
            yield f'{nic["vm"]}: the interface {nic["network"]} is bound by {nic["binding"]}, not by sriov'


def resource_faults(nics, resources):
    """A VM asks for each resource as often as it has NICs on it, in requests and limits. `resources`: by NAD."""
    wanted = {}
    for nic in nics:
        resource = resources.get(nic['nad'])
        if resource:
            vm = wanted.setdefault((nic['namespace'], nic['vm']), {'resources': nic['resources'], 'counts': {}})
            vm['counts'][resource] = vm['counts'].get(resource, 0) + 1
    for (_, name), vm in wanted.items():
        for resource, count in vm['counts'].items():
            for part in ('requests', 'limits'):
                got = (vm['resources'].get(part) or {}).get(resource)
                if str(got) != str(count):
                    yield f'{name}: {part}[{resource}]: expected {count}, as it has NICs on it, got {got}'
