"""What cloud-init's schemas let pass and a guest suffers from."""
import re

import yaml

MAC = re.compile(r'(?i)\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b')
# What compare.py compares, and three more that renderers other than netplan's take or leave.
KNOWN = {
    'match', 'addresses', 'routes', 'nameservers', 'mtu', 'dhcp4', 'dhcp6', 'dhcp4-overrides', 'dhcp6-overrides',
    'optional', 'set-name', 'gateway4', 'gateway6', 'accept-ra', 'link-local', 'dhcp-identifier',
}


def user_data_faults(text):
    first = text.split('\n', 1)[0]
    if first != '#cloud-config':
        yield f'the first line must be exactly #cloud-config, is {first[:60]!r}: cloud-init ignores the document'
        return
    if 'network' in mapping(text):
        yield 'the key network is ignored at first boot and used at the second; it belongs in networkData'


def user_data_notes(text):
    user = mapping(text).get('user')
    # What the mapping does not name comes from the default user in the image's cloud.cfg.
    for key in ('sudo', 'groups'):
        if isinstance(user, dict) and key not in user:
            yield f'user has no {key}: those of the image are taken'


def mapping(text):
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}  # the schema checks tell
    return document if isinstance(document, dict) else {}


def is_cloud_config(text):
    """Scripts, includes, templates and archives of parts are the user's own business."""
    other = ('#!', '#include', '#cloud-boothook', '#part-handler', '## template:', 'Content-Type:', 'MIME-Version:')
    return bool(text.strip()) and not text.startswith(other)


def network_data_faults(document, macs):
    """`macs`: those of the VM's NICs."""
    listed = MAC.findall(yaml.safe_dump(document))
    for mac in macs:
        if mac.lower() not in (x.lower() for x in listed):
            yield f'NIC {mac} is not listed: netplan, networkd and eni guests leave it down'
    for mac in listed:
        if mac.lower() not in (x.lower() for x in macs):
            yield f'{mac} belongs to no NIC'
        if mac != mac.lower():
            yield f'{mac} has capital letters: beside set-name cloud-init ends and configures no NIC'
    if len(set(listed)) != len(listed):
        yield 'a MAC is listed twice'
    names, defaults = [], {4: [], 6: []}
    for name, nic in ethernets(document).items():
        yield from (f'{name}: {fault}' for fault in nic_faults(nic))
        names += [nic['set-name']] if 'set-name' in nic else []
        for family in (4, 6):
            if has_default(nic, family):
                defaults[family].append(name)
    if len(set(names)) != len(names):
        yield 'the same set-name twice'
    for family, holders in defaults.items():
        if len(holders) > 1:
            yield f'more than one NIC has the IPv{family} default route: {", ".join(holders)}'


def nic_faults(nic):
    for unknown in sorted(set(nic) - KNOWN):
        yield f'unknown key {unknown}: the schema lets it pass, at best a netplan guest reads it'
    if not (nic.get('match') or {}).get('macaddress'):
        yield 'no match.macaddress: its name depends on PCI order and on the guest'
    if len(nic.get('set-name', '')) > 15:
        yield 'set-name is longer than 15 characters'
    for address in nic.get('addresses', []):
        if '/' not in str(address):
            yield f'address {address} has no prefix length'
    for route in nic.get('routes', []):
        if str(route.get('to')) == 'default':
            yield 'a route to "default" ends cloud-init on every renderer but netplan; 0.0.0.0/0 or ::/0 work'


def network_data_notes(document):
    for nic in ethernets(document).values():
        for key in ('gateway4', 'gateway6'):
            if key in nic:
                yield f'{key} is deprecated in netplan and cloud-init'
        if 'set-name' in nic:
            yield 'set-name: if one of the named NICs is missing at the first boot, none is configured'


def has_default(nic, family):
    return f'gateway{family}' in nic or any(
        str(route.get('to')) == ('0.0.0.0/0' if family == 4 else '::/0') for route in nic.get('routes', [])
    )


def ethernets(document):
    inner = document.get('network', document)
    return {name: nic or {} for name, nic in (inner.get('ethernets') or {}).items()}
