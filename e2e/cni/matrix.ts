// matrix.ts FOLDER: writes manifests of VMs on every combination of network options that the library takes, one VM
// each, and of VMs that must reach each other or not; and model.json with what was asked for: namespace/vm/network →
// NetworkConfig.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import {
  IpAssignedBy,
  type IpConfig,
  IpMode,
  MacvlanMode,
  NetworkAttachment,
  type NetworkAttachmentOptions,
  type NetworkConfig,
  NetworkType,
  WukongVm,
} from '../../src';

interface Cell {
  readonly type: NetworkType;
  readonly mode?: IpMode;
  readonly byCni: boolean;
  readonly vlanId?: number;
  readonly trunk?: string[];
  readonly mtu?: number;
}

const NAMESPACE = 'matrix';
const asked: Record<string, NetworkConfig> = {};

const cells = Object.values(NetworkType).flatMap((type) =>
  [undefined, 100].flatMap((vlanId) =>
    [undefined, ['10', '20-22']].flatMap((trunk) =>
      [undefined, 9000].flatMap((mtu) =>
        [undefined, IpMode.DHCP, IpMode.STATIC].flatMap((mode) =>
          [false, true].map((byCni): Cell => ({ type, vlanId, trunk, mtu, mode, byCni })),
        ),
      ),
    ),
  ),
);

/** What the docs say of it; whether the library agrees is seen below. */
function fits({ type, mode, byCni, vlanId, trunk }: Cell): boolean {
  if (byCni && (mode !== IpMode.STATIC || type === NetworkType.SRIOV)) return false;
  if (trunk === undefined) return true;
  return type === NetworkType.BRIDGE || (type === NetworkType.OVS && vlanId === undefined);
}

function nameOf({ type, mode, byCni, vlanId, trunk, mtu }: Cell): string {
  const options = [mode ?? 'none', byCni && 'cni', vlanId && 'vlan', trunk && 'trunk', mtu && 'mtu'];
  return [type, ...options.filter(Boolean)].join('-');
}

function networkOf(cell: Cell, number: number): NetworkConfig {
  const { type, vlanId, trunk, mtu } = cell;
  const onBridge = type === NetworkType.BRIDGE || type === NetworkType.OVS;
  return {
    name: 'net',
    type,
    vlanId,
    trunk,
    mtu,
    bridgeName: onBridge ? bridgeOf(cell) : undefined,
    // In mode passthru each VM has a NIC of its own.
    physicalInterface: type === NetworkType.MACVLAN ? `eth${number}` : undefined,
    macvlanMode: type === NetworkType.MACVLAN ? MacvlanMode.PASSTHRU : undefined,
    resourceName: type === NetworkType.SRIOV ? 'openshift.io/sriov_matrix' : undefined,
    ipConfig: ipConfigOf(cell, number),
  };
}

function bridgeOf({ type, vlanId, trunk }: Cell): string {
  if (type === NetworkType.OVS) return 'ovs-matrix';
  return vlanId || trunk ? 'br-tagged' : 'br-flat';
}

function ipConfigOf({ mode, byCni }: Cell, number: number): IpConfig | undefined {
  // Without ipConfig there is nobody to say it to.
  const assignedBy = byCni ? IpAssignedBy.CNI : undefined;
  if (mode === undefined) return byCni ? ({ assignedBy } as IpConfig) : undefined;
  if (mode === IpMode.DHCP) return { mode, assignedBy };
  return { mode, assignedBy, address: `10.1.${number}.5/24`, gateway: byCni ? `10.1.${number}.1` : undefined };
}

function declare(chart: Chart, name: string, network: NetworkConfig): void {
  new WukongVm(chart, name, {
    cpu: 1,
    memory: '1Gi',
    osImage: 'quay.io/containerdisks/debian:12',
    disks: [{ name: 'system', size: '10Gi', boot: true }],
    // The pod NIC's default route is no matter here.
    podNetwork: { enabled: false },
    networks: [network],
  });
}

/** `wire`: what the network is, where an attachment stands for it. */
function vm(chart: Chart, name: string, network: NetworkConfig, wire: NetworkAttachmentOptions = network): void {
  declare(chart, name, network);
  asked[`${NAMESPACE}/${name}/${network.name}`] = { ...wire, name: network.name, ipConfig: network.ipConfig };
}

/** A combination that is refused throws where it is written. */
function isTaken(network: NetworkConfig): boolean {
  try {
    declare(new Chart(new App(), 'trial', { namespace: NAMESPACE }), 'trial', network);
    return true;
  } catch {
    return false;
  }
}

function matrix(app: App): void {
  const charts = new Map<string, Chart>();
  cells.forEach((cell, number) => {
    const taken = isTaken(networkOf(cell, number));
    // Or the matrix would shrink without a word.
    if (taken !== fits(cell)) throw new Error(`${nameOf(cell)} is ${taken ? 'taken' : 'refused'}, against the docs`);
    if (!taken) return;
    const name = `${cell.type}${cell.vlanId || cell.trunk ? '-tagged' : ''}`;
    const chart = charts.get(name) ?? new Chart(app, name, { namespace: NAMESPACE });
    charts.set(name, chart);
    vm(chart, nameOf(cell), networkOf(cell, number));
  });
}

/** Who reaches whom on two bridges of one kind: VMs on one VLAN, on another, untagged, and with a trunk. */
function reach(app: App, type: NetworkType.BRIDGE | NetworkType.OVS): void {
  const chart = new Chart(app, `reach-${type}`, { namespace: NAMESPACE });
  const bridgeName = `${type === NetworkType.OVS ? 'ovs' : 'br'}-reach`;
  const lan = (options: NetworkAttachmentOptions): NetworkConfig => ({ name: 'lan', type, bridgeName, ...options });
  vm(chart, `${type}-100-a`, lan({ vlanId: 100 }));
  vm(chart, `${type}-100-b`, lan({ vlanId: 100, mtu: 1400 }));
  vm(chart, `${type}-200-a`, lan({ vlanId: 200 }));
  const shared = { type, bridgeName, vlanId: 200 };
  const attachment = new NetworkAttachment(chart, `${type}-shared`, shared);
  for (const name of ['b', 'c']) vm(chart, `${type}-200-${name}`, { name: 'lan', attachment }, shared);
  vm(chart, `${type}-router`, lan({ trunk: ['100', '200-210'] }));
  vm(chart, `${type}-plain`, lan({}));
  vm(chart, `${type}-other`, lan({ bridgeName: `${bridgeName}-2`, vlanId: 100 }));
}

const [folder = ''] = process.argv.slice(2);
const app = new App({ outdir: folder });
matrix(app);
reach(app, NetworkType.BRIDGE);
reach(app, NetworkType.OVS);
app.synth();
writeFileSync(join(folder, 'model.json'), JSON.stringify(asked, null, 2));
