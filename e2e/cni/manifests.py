"""Reads a folder of manifests: the networks (NADs) and the NICs of VMs on them."""
import hashlib
import json
import os

import yaml

RESOURCE = 'k8s.v1.cni.cncf.io/resourceName'


def read(folder):
    """([(file, object)…], what the programs asked for, by namespace/vm/network; None where nobody wrote it down)"""
    objects = []
    for path, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(('.yaml', '.yml')):
                with open(os.path.join(path, name), encoding='utf-8') as file:
                    found = [x for x in yaml.safe_load_all(file) if isinstance(x, dict)]
                objects += [(os.path.relpath(file.name, folder), x) for x in found]
    model = os.path.join(folder, 'model.json')
    if not os.path.exists(model):
        return objects, None
    with open(model, encoding='utf-8') as file:
        return objects, json.load(file)


def nads(objects):
    """[{file, key: (namespace, name), annotations, text}…]"""
    return [
        {
            'file': file,
            'key': (x['metadata'].get('namespace'), x['metadata']['name']),
            'annotations': x['metadata'].get('annotations') or {},
            'text': (x.get('spec') or {}).get('config'),
        }
        for file, x in objects
        if x.get('kind') == 'NetworkAttachmentDefinition'
    ]


def nics(objects):
    return [nic for file, x in objects if x.get('kind') == 'VirtualMachine' for nic in nics_of(file, x)]


def nics_of(file, vm):
    name, namespace = vm['metadata']['name'], vm['metadata'].get('namespace')
    spec = vm['spec']['template']['spec']
    domain = spec.get('domain', {})
    interfaces = {nic['name']: nic for nic in (domain.get('devices') or {}).get('interfaces') or []}
    for entry in spec.get('networks') or []:
        if 'multus' not in entry:
            continue
        *elsewhere, nad = entry['multus']['networkName'].split('/')
        network = entry['name']
        interface = interfaces.get(network, {})
        yield {
            'file': file,
            'id': f'{namespace}/{name}/{network}',
            'namespace': namespace,
            'vm': name,
            'network': network,
            'nad': (elsewhere[0] if elsewhere else namespace, nad),
            'mac': interface.get('macAddress'),
            'ifname': pod_interface(network),
            'binding': next((x for x in ('bridge', 'sriov', 'masquerade', 'binding') if x in interface), None),
            'resources': domain.get('resources') or {},
        }


def pod_interface(network):
    """The name that KubeVirt gives the pod's end."""
    return f'pod{hashlib.sha256(network.encode()).hexdigest()[:11]}'
