"""Runs under ONE version's code (PYTHONPATH): schema checks and rendering for all documents given on stdin.

stdin: [{userData?, networkData?, names: {mac: kernel name}}…]; stdout, for each, in a JSON list:
{userData: [[path, message]…], deprecated, networkData (alike), rendered: {renderer: {files, warnings} | {error}}}
"""
import inspect
import io
import json
import logging
import os
import sys
import tempfile

import yaml
from cloudinit import distros, net, util
from cloudinit.config import schema
from cloudinit.net import eni, netplan, network_manager, network_state, networkd, sysconfig

# The distribution that cloud-init pairs with each renderer.
RENDERERS = {
    'netplan': ('ubuntu', netplan),
    'networkd': ('arch', networkd),
    'eni': ('debian', eni),
    'network-manager': ('fedora', network_manager),
    'sysconfig': ('centos', sysconfig),
}


def main():
    # A machine that has netplan of its own would use its checks in place of the schema.
    netplan.available = lambda *_, **__: False
    if hasattr(schema, 'netplan_validate_network_schema'):
        schema.netplan_validate_network_schema = lambda *_, **__: False
    util.chownbyname = lambda *_, **__: None  # else the networkd renderer needs root
    json.dump([answer(document) for document in json.load(sys.stdin)], sys.stdout)


def answer(document):
    result = {'deprecated': []}
    if 'userData' in document:
        result['userData'] = problems(document['userData'], 'CLOUD_CONFIG', result['deprecated'])
    if 'networkData' in document:
        # 22.4 has no schema for it.
        if hasattr(getattr(schema, 'SchemaType', None), 'NETWORK_CONFIG'):
            result['networkData'] = problems(document['networkData'], 'NETWORK_CONFIG', result['deprecated'])
        result['rendered'] = {kind: render(kind, document) for kind in RENDERERS}
    return result


def problems(text, kind, deprecated):
    options = {'strict': True}
    if 'schema_type' in inspect.signature(schema.validate_cloudconfig_schema).parameters:
        options['schema_type'] = getattr(schema.SchemaType, kind)
    try:
        done = schema.validate_cloudconfig_schema(yaml.safe_load(text), **options)
        return [['', 'cloud-init did not check the schema']] if done is False else []
    except yaml.YAMLError as error:
        return [['', ' '.join(str(error).split())]]
    except schema.SchemaValidationError as error:
        deprecated += [list(problem) for problem in error.schema_deprecations or []]
        return [list(problem) for problem in error.schema_errors or []]


def render(kind, document):
    # As at boot, where cloud-init finds the kernel's name for a NIC by its MAC.
    for module in (net, network_state):
        module.get_interfaces_by_mac = lambda *_, **__: document['names']
        module.find_interface_name_from_mac = document['names'].get
    distro, module = RENDERERS[kind]
    settings = dict(distros.fetch(distro)(distro, {}, None).renderer_configs.get(kind) or {})
    if kind == 'netplan':
        settings.update(postcmds=False, netplan_path='etc/netplan/50-cloud-init.yaml', features=['dhcp-use-domains'])
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    try:
        config = yaml.safe_load(document['networkData'])
        with tempfile.TemporaryDirectory() as target:
            renderer = module.Renderer(config=settings)
            state = network_state.parse_net_config_data(config.get('network', config), renderer=renderer)
            renderer.render_network_state(network_state=state, target=target + '/')
            return {'files': files(target), 'warnings': log.getvalue().splitlines()}
    except Exception as error:  # whatever it is, at boot it would leave the guest without a network
        return {'error': f'{type(error).__name__}: {error}'}
    finally:
        logging.getLogger().removeHandler(handler)


def files(folder):
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(path, name), encoding='utf-8') as file:
                found[os.path.relpath(file.name, folder)] = file.read()
    return found


main()
