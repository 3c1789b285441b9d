"""What KubeVirt makes of a VM: the NoCloud seed, and the NICs in the guest's order."""
import base64
import json
import os
import shutil
import subprocess

import yaml

# The firmware UUID: KubeVirt keeps it at a restart, and when the documents change.
INSTANCE = '5f6a1c52-0000-4000-8000-000000000001'


def read(path):
    """The one VM of a manifest: {name, nics: [{name, mac, pci}], files: the seed's}."""
    with open(path) as file:
        documents = [document for document in yaml.safe_load_all(file) if document]
    (vm,) = [document for document in documents if document['kind'] == 'VirtualMachine']
    secrets = {secret['metadata']['name']: entries(secret) for secret in documents if secret['kind'] == 'Secret'}
    spec = vm['spec']['template']['spec']
    name = vm['metadata']['name']
    return {
        'name': name,
        'nics': [
            {'name': nic['name'], 'mac': nic['macAddress'].lower(), 'pci': nic.get('pciAddress')}
            for nic in spec['domain']['devices']['interfaces']
        ],
        'files': seed(spec, secrets, spec.get('hostname') or name),
    }


def entries(secret):
    decoded = {key: base64.b64decode(value).decode() for key, value in secret.get('data', {}).items()}
    return {**decoded, **secret.get('stringData', {})}


def seed(spec, secrets, hostname):
    # KubeVirt takes the first cloud-init volume, and writes user-data even without any.
    drive = next(volume['cloudInitNoCloud'] for volume in spec['volumes'] if 'cloudInitNoCloud' in volume)
    meta = {'instance-id': INSTANCE, 'local-hostname': hostname}
    keys = list(public_keys(spec, secrets))
    if keys:
        meta['public-keys'] = {str(place): key for place, key in enumerate(keys)}
    files = {'meta-data': json.dumps(meta), 'user-data': document(drive, secrets, 'userData', 'secretRef') or ''}
    network = document(drive, secrets, 'networkData', 'networkDataSecretRef')
    return files if network is None else {**files, 'network-config': network}


def document(drive, secrets, inline, reference):
    if inline in drive:
        return drive[inline]
    if inline + 'Base64' in drive:
        return base64.b64decode(drive[inline + 'Base64']).decode()
    held = secrets[drive[reference]['name']] if reference in drive else {}
    return held.get(inline.lower(), held.get(inline))


def public_keys(spec, secrets):
    """Every entry that is not empty is one key, in the order of the entries' names."""
    for credential in spec.get('accessCredentials', []):
        keys = credential.get('sshPublicKey', {})
        if 'noCloud' in keys.get('propagationMethod', {}):
            held = secrets[keys['source']['secret']['secretName']]
            yield from (held[name] for name in sorted(held) if held[name])


def write(files, folder, iso):
    os.makedirs(folder)
    for name, text in files.items():
        with open(os.path.join(folder, name), 'w') as file:
            file.write(text)
    tool = shutil.which('genisoimage') or 'xorrisofs'
    subprocess.run(
        [tool, '-quiet', '-output', iso, '-volid', 'cidata', '-joliet', '-rock', folder],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
