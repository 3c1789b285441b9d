import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at, text } from '../values';
import { dataVolumes } from './data-volumes';
import type { Found, Rule } from './rule';

const severity = FindingSeverity.WARNING;

export const guestDisks: readonly Rule[] = [
  { id: 'container-disk-root', family: 'guest', check: containerDiskRoot },
  { id: 'plain-http-image', family: 'guest', check: plainHttpImage },
];

/** The disk that boots is the one with the lowest place in the boot order, else the first. */
function* containerDiskRoot({ vms }: Manifests): Iterable<Found> {
  // An instance by itself is never restarted.
  for (const vm of vms.filter(({ kind }) => kind === 'VirtualMachine')) {
    const ordered = vm.disks.filter(({ bootOrder }) => bootOrder !== undefined);
    const [root] = ordered.length > 0 ? ordered.sort((a, b) => (a.bootOrder ?? 0) - (b.bootOrder ?? 0)) : vm.disks;
    const volume = vm.volumes.find(({ name }) => name === root?.name);
    if (volume === undefined || volume.value.containerDisk === undefined) continue;
    yield {
      severity,
      object: vm,
      field: volume.field,
      message: 'the VM boots from a container disk: each restart loses what the guest wrote',
      fix: 'boot from a DataVolume or a claim, or acknowledge this',
      fixInProps: "add a disk, such as disks: [{ name: 'system', size: '20Gi', boot: true }], or acknowledge this",
    };
  }
}

function* plainHttpImage(set: Manifests): Iterable<Found> {
  for (const { object, field, spec } of dataVolumes(set)) {
    if (!text(at(spec, 'source', 'http', 'url'))?.startsWith('http://')) continue;
    const message = 'the image comes by plain http: anyone on the way can change it';
    const fix = 'use an https URL or a registry reference';
    yield { severity, object, field: `${field}.source.http.url`, message, fix };
  }
}
