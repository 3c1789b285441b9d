/** Names of the objects that a VM brings along. `prefix` is the VM's name unless `namePrefix` says otherwise. */

export function nadName(prefix: string, network: string): string {
  return `${prefix}-${network}-nad`;
}

export function dataVolumeName(prefix: string, disk: string): string {
  return `${prefix}-${disk}`;
}

export function cloudInitSecretName(prefix: string): string {
  return `${prefix}-cloud-init`;
}
