"""Networks that are wrong on purpose: each must be found, or this suite sees nothing."""
import copy
import json

from plan import cases


def controls(objects, model):
    """[(what, what must be said of it, case, or None where the right one is wrong already)…]"""
    return [
        (
            'vlan misspelt', 'VLANs of the port: expected 100 Egress Untagged PVID, got 1 Egress Untagged PVID',
            change(objects, model, ['bridge-100-a'], misspell),
        ),
        (
            'two networks swapped', 'bridge-200-a/lan does not reach the host outside in VLAN 200',
            change(objects, model, ['bridge-100-a', 'bridge-200-a'], swap),
        ),
        (
            'macvlan in mode bridge', "though a plain pod does: nothing comes back for the guest's MAC",
            change(objects, model, ['macvlan-none'], mode_bridge),
        ),
        (
            'ovs: trunk misspelt', 'trunk of the port: expected [100, 200',
            change(objects, model, ['ovs-router'], misspell_trunk),
        ),
        (
            'sriov: the VM asks for no device', 'expected 1, as it has NICs on it, got None',
            change(objects, model, ['sriov-none'], ask_for_nothing),
        ),
    ]


def change(objects, model, names, edit):
    kept = []
    for file, x in objects:
        nads = [f'{vm}-{network}-nad' for vm in names for network in ('lan', 'net')]
        if x['metadata']['name'] in (names if x['kind'] == 'VirtualMachine' else nads):
            kept.append((file, copy.deepcopy(x)))
    try:
        edit([x for _, x in kept])
    except (KeyError, ValueError, StopIteration):
        return None
    return cases('wrong/', kept, model)[0]


def config_of(objects, edit):
    nad = next(x for x in objects if x['kind'] == 'NetworkAttachmentDefinition')
    config = json.loads(nad['spec']['config'])
    edit(config)
    nad['spec']['config'] = json.dumps(config)


def misspell(objects):
    config_of(objects, lambda config: config.update(vlanId=config.pop('vlan')))


def misspell_trunk(objects):
    config_of(objects, lambda config: config.update(vlanTrunk=config.pop('trunk')))


def mode_bridge(objects):
    config_of(objects, lambda config: config.update(mode='bridge'))


def swap(objects):
    specs = [x['spec']['template']['spec'] for x in objects if x['kind'] == 'VirtualMachine']
    one, other = [spec['networks'][0]['multus'] for spec in specs]
    one['networkName'], other['networkName'] = other['networkName'], one['networkName']


def ask_for_nothing(objects):
    vm = next(x for x in objects if x['kind'] == 'VirtualMachine')
    del vm['spec']['template']['spec']['domain']['resources']
