import type { NetEthernet } from '../cloud-init';
import { FindingSeverity } from '../findings';
import type { Manifests, VmView } from '../manifest';
import { networkDocuments } from './documents';
import type { Found, Rule } from './rule';

const { ERROR, WARNING } = FindingSeverity;

/** The NICs that the network data speak of, and those that the VM has. */
export const guestNics: readonly Rule[] = [
  { id: 'mac-without-interface', family: 'guest', check: macWithoutInterface },
  { id: 'interface-not-listed', family: 'guest', check: interfaceNotListed },
  { id: 'no-network-data', family: 'guest', check: noNetworkData },
  { id: 'match-by-name', family: 'guest', check: matchByName },
];

/** The VMs with network data that cloud-init reads. */
function guests({ vms }: Manifests): readonly VmView[] {
  return vms.filter((vm) => vm.networkData !== undefined && !vm.cloudInit?.configDrive && vm.ethernets().length > 0);
}

function macsOf({ interfaces }: VmView): ReadonlySet<string | undefined> {
  return new Set(interfaces.map(({ macAddress }) => macAddress));
}

function* macWithoutInterface(set: Manifests): Iterable<Found> {
  for (const vm of guests(set)) {
    const macs = macsOf(vm);
    const open =
      vm.interfaces.find(({ macAddress }) => macAddress === undefined)?.name ??
      (macs.size === 0 ? 'default' : undefined);
    const listed = new Set(vm.ethernets().map(({ macAddress }) => macAddress));
    const unlisted = vm.interfaces.some(({ macAddress }) => macAddress !== undefined && !listed.has(macAddress));
    for (const { id, macAddress, setName } of vm.ethernets()) {
      if (macAddress === '' || macs.has(macAddress) || vm.networkData === undefined) continue;
      yield {
        // One too many does no harm, and serves a NIC that is plugged in later; a renaming that fails takes all NICs down.
        severity: open === undefined && (unlisted || setName !== undefined) ? ERROR : WARNING,
        object: vm.networkData.object,
        field: vm.networkData.field,
        message:
          open === undefined
            ? `"${id}" is for the MAC ${macAddress}, which no interface of ${vm.id} has`
            : `"${id}" is for the MAC ${macAddress}, and "${open}" of ${vm.id} gets another one at each start`,
        fix:
          open === undefined ? "write an interface's macAddress" : `write macAddress: ${macAddress} on the interface`,
        related: [vm],
      };
    }
  }
}

/** Most images run DHCP on the first NIC alone, and with network data not even there. */
function* interfaceNotListed(set: Manifests): Iterable<Found> {
  for (const vm of guests(set)) {
    const entries = vm.ethernets();
    const listed = new Set(entries.map(({ macAddress }) => macAddress));
    const macs = macsOf(vm);
    const nics = vm.interfaces.filter(({ absent, macAddress }) => !absent && !listed.has(macAddress ?? ''));
    const spare = entries.filter(({ macAddress }) => macAddress === '' || !macs.has(macAddress));
    if (nics.length <= spare.length || spare.some(isPattern) || vm.networkData === undefined) continue;
    const names = nics.map(({ name }) => `"${name}"`).join(' and ');
    yield {
      severity: WARNING,
      object: vm.networkData.object,
      field: vm.networkData.field,
      message:
        spare.length === 0
          ? `nothing configures ${names} of ${vm.id} in the guest`
          : `${entries.length} of the ${vm.interfaces.length} NICs of ${vm.id} are listed: the others come up without an address`,
      fix: 'list every NIC by its MAC, dhcp4: true for one that has no static address',
      related: [vm],
    };
  }
}

/** User data that see to the network themselves. */
const OWN_NETWORK =
  /netplan|nmcli|ifcfg|dhclient|NetworkManager|network-scripts|systemd\/network|\/etc\/network|ip addr/;
const SOURCES = ['networkData', 'networkDataBase64', 'networkDataSecretRef'];

/** Without network data cloud-init runs DHCP on one NIC; where NetworkManager does not take them up, the others stay down. */
function* noNetworkData({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    const { cloudInit, userData } = vm;
    const nics = vm.interfaces.filter(({ absent }) => !absent);
    // What nobody here can read may see to it as well; Ignition and other kinds have words of their own.
    if (nics.length < 2 || cloudInit === undefined || userData === undefined) continue;
    if (SOURCES.some((key) => cloudInit.source[key] !== undefined)) continue;
    if (vm.userConfig()?.kind !== 'cloud-config' || OWN_NETWORK.test(userData.text)) continue;
    yield {
      severity: WARNING,
      object: vm,
      field: cloudInit.field,
      message: `the VM has ${nics.length} NICs, and cloud-init no network data: most guests then ask for an address on the first NIC alone`,
      fix: 'write networkData that list every NIC by its MAC',
    };
  }
}

function isPattern({ deviceName, loose }: NetEthernet): boolean {
  return loose || /[*?[]/.test(deviceName ?? '');
}

/** The names of a guest's NICs follow its PCI addresses and its release, not the list. */
function* matchByName(set: Manifests): Iterable<Found> {
  for (const { vm, document, config } of networkDocuments(set)) {
    if (vm.interfaces.length < 2 || vm.cloudInit?.configDrive) continue;
    const named = config.ethernets.filter((entry) => entry.macAddress === '' && entry.deviceName && !isPattern(entry));
    if (named.length === 0) continue;
    yield {
      severity: WARNING,
      object: document.object,
      field: document.field,
      message: `${named.map(({ deviceName }) => `"${deviceName}"`).join(' and ')} are matched by name, which need not be the NIC that is meant`,
      fix: 'write macAddress on each interface, and match: {macaddress: …} in each entry',
      related: [vm],
    };
  }
}
