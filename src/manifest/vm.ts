import type { VirtualMachineSpec } from '../../imports/kubevirt.io';
import type { RunStrategy, Vm } from '../model';
import { at, compact, type Data, data, list, text, unlessEmpty, whole } from '../values';
import type { Plain } from './plain';
import { readAccess, renderAccess } from './vm-access';
import { readNics, renderInterface, renderNetwork } from './vm-nics';
import { readPlacement, renderPlacement, withoutGroup } from './vm-placement';
import { readCloudInit, readDisks, renderDisks } from './vm-volumes';

type TemplateSpec = NonNullable<NonNullable<Plain<VirtualMachineSpec>['template']>['spec']>;
type Domain = TemplateSpec['domain'];

export function renderVm(vm: Vm): Plain<VirtualMachineSpec> {
  const { templates, volumes, disks } = renderDisks(vm.disks, vm.cloudInit);
  const { labels, ...placement } = renderPlacement(vm);
  return compact({
    runStrategy: vm.runStrategy,
    dataVolumeTemplates: unlessEmpty(templates),
    template: compact({
      metadata: unlessEmpty(compact({ labels: unlessEmpty({ ...vm.labels, ...labels }) })),
      spec: compact({
        domain: domain(vm, disks),
        networks: unlessEmpty(vm.nics.map(renderNetwork)),
        volumes: unlessEmpty(volumes),
        accessCredentials: unlessEmpty(renderAccess(vm)),
        ...placement,
      }),
    }),
  });
}

function domain(vm: Vm, disks: Domain['devices']['disks']): Domain {
  const counted = unlessEmpty(Object.fromEntries(Object.entries(vm.resources).map(([name, n]) => [name, String(n)])));
  return compact({
    cpu: { ...vm.cpu },
    memory: { guest: vm.memory },
    // Kubernetes refuses a pod whose requests and limits of an extended resource differ.
    resources: counted && { requests: counted, limits: counted },
    devices: compact({
      disks: disks && unlessEmpty(disks),
      interfaces: unlessEmpty(vm.nics.map(renderInterface)),
      // Without a word KubeVirt adds a pod NIC to a VM that lists none.
      autoattachPodInterface: vm.nics.length === 0 ? false : undefined,
      gpus: unlessEmpty(vm.gpus.map(({ name, deviceName }) => ({ name, deviceName }))),
    }),
  });
}

/** Counts of resources: a quantity, so a text as well as a number. */
function readCounts(value: unknown): Vm['resources'] {
  return Object.fromEntries(
    Object.entries(data(value) ?? {}).flatMap(([name, count]) => {
      const number = whole(count) ?? (/^\d+$/.test(text(count) ?? '') ? Number(count) : undefined);
      return number === undefined ? [] : [[name, number]];
    }),
  );
}

/** The VM that a manifest says, as far as our model goes: what it has beyond that is passed over. */
export function readVm(doc: Data): Vm {
  const template = data(at(doc, 'spec', 'template'));
  const spec = data(template?.spec) ?? {};
  const domain = data(spec.domain) ?? {};
  const cpu = (key: string) => whole(at(domain, 'cpu', key)) ?? 1;
  return compact({
    labels: withoutGroup((data(at(template, 'metadata', 'labels')) ?? {}) as Record<string, string>),
    runStrategy: text(at(doc, 'spec', 'runStrategy')) as RunStrategy,
    cpu: { sockets: cpu('sockets'), cores: cpu('cores'), threads: cpu('threads') },
    memory: text(at(domain, 'memory', 'guest')) ?? '',
    nics: readNics(spec),
    disks: readDisks(data(doc.spec) ?? {}),
    cloudInit: readCloudInit(spec),
    ...readAccess(spec),
    resources: readCounts(at(domain, 'resources', 'requests')),
    gpus: list(at(domain, 'devices', 'gpus')).map((gpu) => ({
      name: text(at(gpu, 'name')) ?? '',
      deviceName: text(at(gpu, 'deviceName')) ?? '',
    })),
    ...readPlacement(template ?? {}),
  });
}
