import type { DeclaredDisk, DiskConfig, Network, NetworkConfig } from '../model';
import { invalid } from '../values';
import { resolveDisk } from './disk';
import { resolveNetwork } from './network';
import type { DeclaredVm } from './vm';

/** One more network of a VM, which already has `networks`. */
export function addNetwork(
  { identity, cloudInit }: DeclaredVm,
  networks: readonly Network[],
  config: NetworkConfig,
): Network {
  const field = `networks[${networks.length}]`;
  const at = `${identity.path}: ${field}.`;
  const network = resolveNetwork(field, config, identity);
  if (networks.some(({ name }) => name === network.name)) {
    throw invalid(`${at}name`, network.name, 'use another name: the VM has a network of this name');
  }
  if (network.setName !== undefined && networks.some(({ setName }) => setName === network.setName)) {
    throw invalid(`${at}setName`, network.setName, 'use another name: another NIC of the VM gets this one');
  }
  if (cloudInit.enabled) return network;
  if (network.ip?.mode === 'static' && !network.ip.byCni) {
    throw invalid(
      `${at}ipConfig.mode`,
      'static',
      'turn cloudInit on: without it nothing carries the address to the guest',
    );
  }
  if (network.setName !== undefined)
    throw invalid(`${at}setName`, network.setName, 'turn cloudInit on, or take it away');
  return network;
}

/** One more disk of a VM, which already has `disks`. */
export function addDisk({ identity }: DeclaredVm, disks: readonly DeclaredDisk[], config: DiskConfig): DeclaredDisk {
  const field = `disks[${disks.length}]`;
  const disk = resolveDisk(field, config, identity);
  if (disks.some(({ name }) => name === disk.name)) {
    throw invalid(`${identity.path}: ${field}.name`, disk.name, 'use another name: the VM has a disk of this name');
  }
  const taken = madeName(disk);
  if (taken !== undefined && disks.some((other) => madeName(other) === taken)) {
    throw invalid(
      `${identity.path}: ${field}.dataVolumeName`,
      taken,
      'use another name: another disk of the VM has this DataVolume',
    );
  }
  return disk;
}

function madeName({ content }: DeclaredDisk): string | undefined {
  return content.kind === 'made' ? content.dataVolume.name : undefined;
}
