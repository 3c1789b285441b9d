"""From manifests to what a guest is given: the cloud-init documents and the NICs of each VM."""
import base64
import os

import yaml


def guests(folder):
    """One dict for each VM: `name`, `nics` (name, mac), `userData`, `networkData`, `inline`, and what is wrong."""
    objects = list(manifests(folder))
    secrets = {}
    for file, x in objects:
        if x.get('kind') == 'Secret':
            secrets[(file, *key(x))] = secrets[key(x)] = x
    return [guest(file, x, secrets) for file, x in objects if x.get('kind') == 'VirtualMachine']


def manifests(folder):
    for path, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(('.yaml', '.yml')):
                with open(os.path.join(path, name), encoding='utf-8') as file:
                    for found in yaml.safe_load_all(file):
                        if isinstance(found, dict):
                            yield os.path.relpath(file.name, folder), found


def key(item):
    meta = item.get('metadata') or {}
    return meta.get('namespace'), meta.get('name')


def guest(file, vm, secrets):
    namespace, name = key(vm)
    spec = vm['spec']['template']['spec']
    interfaces = (spec.get('domain', {}).get('devices') or {}).get('interfaces') or []
    found = {
        'name': f'{file} {name}',
        'nics': [{'name': nic['name'], 'mac': nic.get('macAddress')} for nic in interfaces],
        'wrong': [],
        'skipped': [],
    }
    # Only the first cloud-init volume of a VM is used.
    for volume in spec.get('volumes') or []:
        for kind in ('cloudInitNoCloud', 'cloudInitConfigDrive'):
            if kind in volume:
                found['kind'] = kind
                read_source(found, volume[kind] or {}, file, namespace, secrets)
                return found
    return found


def read_source(found, source, file, namespace, secrets):
    refs = {'userData': 'secretRef', 'networkData': 'networkDataSecretRef'}
    for document, ref in refs.items():
        if document in source:
            found[document] = source[document]
        if f'{document}Base64' in source:
            found[document] = base64.b64decode(source[f'{document}Base64']).decode()
        if document in found and len(found[document].encode()) > 2048:
            found['wrong'].append(f'{document} is over 2048 bytes inline: KubeVirt refuses the VM')
        if ref not in source:
            continue
        at = (namespace, source[ref]['name'])
        secret = secrets.get((file, *at), secrets.get(at))  # files are mostly apps of their own, and may repeat a name
        if secret is None and document == 'userData':
            found['skipped'].append(f'userData: Secret {source[ref]["name"]} is not made here')
            continue
        data = {k: base64.b64decode(v).decode() for k, v in ((secret or {}).get('data') or {}).items()}
        data.update((secret or {}).get('stringData') or {})
        text = data.get(document.lower(), data.get(document))
        if text is None:
            # With both refs KubeVirt starts such a VM without a word, and the guest has no network configuration.
            found['wrong'].append(f'{ref} names {source[ref]["name"]}, which has no key {document.lower()}')
        else:
            found[document] = text
