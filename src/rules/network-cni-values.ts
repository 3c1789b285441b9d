import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at, type Data, data, flag, list, shown, text, whole } from '../values';
import type { Found, Rule } from './rule';
import { pluginOf } from './segment';

/**
 * Values that a plugin refuses when the pod starts, and most of them once more when it ends. Each was tried on the plugins;
 * https://www.cni.dev/plugins/current/main/ and the READMEs of ovs-cni and sriov-cni.
 */
export const networkCniValues: readonly Rule[] = [
  { id: 'cni-value-refused', family: 'network', check: cniValueRefused },
];

type Fault = readonly [key: string, why: string, fix: string];

function* cniValueRefused({ nads }: Manifests): Iterable<Found> {
  const severity = FindingSeverity.ERROR;
  for (const object of nads.values()) {
    const faults = CHECKS[pluginOf(object) ?? ''];
    if (object.cni === undefined || faults === undefined) continue;
    for (const [key, why, fix] of faults(object.cni)) {
      const message = `${key} is ${shown(object.cni[key])}: ${why}`;
      yield { severity, object, field: 'spec.config', message, fix };
    }
  }
}

const CHECKS: Record<string, ((cni: Data) => Iterable<Fault>) | undefined> = {
  bridge,
  macvlan,
  ovs,
  sriov,
  vlan: vlanDevice,
};

function* bridge(cni: Data): Iterable<Fault> {
  yield* link(cni, 'bridge');
  yield* vlan(cni, 'vlan', 4094);
  yield* trunk(cni, 'vlanTrunk');
  yield* mtu(cni);
  for (const key of ['macspoofchk', 'preserveDefaultVlan', 'disableContainerInterface', 'promiscMode', 'hairpinMode']) {
    if (cni[key] === undefined || flag(cni[key]) !== undefined || cni[key] === null) continue;
    yield [key, 'the plugin wants true or false, without quotes', 'write true or false'];
  }
  if (cni.hairpinMode === true && cni.promiscMode === true) {
    yield ['hairpinMode', 'the plugin refuses it beside promiscMode', 'take one of the two away'];
  }
  if (cni.disableContainerInterface === true && text(at(cni, 'ipam', 'type')) !== undefined) {
    yield ['disableContainerInterface', 'the plugin refuses it beside ipam', 'take one of the two away'];
  }
}

const MODES: readonly unknown[] = ['bridge', 'private', 'vepa', 'passthru', '', undefined, null];

function* macvlan(cni: Data): Iterable<Fault> {
  if (!MODES.includes(cni.mode)) {
    yield ['mode', 'the plugin does not know it', 'use bridge, private, vepa or passthru, in lower case'];
  }
  // Without a master the plugin takes the NIC of the node's default route.
  if (cni.master !== '') yield* link(cni, 'master');
  yield* mtu(cni);
}

function* ovs(cni: Data): Iterable<Fault> {
  if (cni.bridge === undefined) yield ['bridge', 'the plugin wants the name of an OVS bridge', 'name the bridge'];
  yield* link(cni, 'bridge');
  yield* vlan(cni, 'vlan', 4095);
  yield* trunk(cni, 'trunk');
  if (list(cni.trunk).some((item) => isEmpty(data(item)))) {
    yield ['trunk', 'the plugin refuses an item without an id', 'list {"id": 10} and {"minID": 20, "maxID": 30}'];
  }
  yield* mtu(cni);
}

const LINK_STATES: readonly unknown[] = ['auto', 'enable', 'disable', '', undefined, null];

function* sriov(cni: Data): Iterable<Fault> {
  yield* vlan(cni, 'vlan', 4094);
  for (const key of ['spoofchk', 'trust']) {
    if (flag(cni[key]) !== undefined) yield [key, 'the plugin wants a text', 'write "on" or "off", in quotes'];
  }
  if (cni.vlanQoS !== undefined && cni.vlanQoS !== null && !isVlan(cni.vlanQoS, 0, 7)) {
    yield ['vlanQoS', 'the plugin wants a whole number up to 7', 'use a number from 0 to 7, without quotes'];
  }
  if (!/^(802\.1q|802\.1ad|)$/i.test(text(cni.vlanProto ?? '') ?? '-')) {
    yield ['vlanProto', 'the plugin does not know it', 'use "802.1q" or "802.1ad"'];
  }
  if (!LINK_STATES.includes(cni.link_state)) {
    yield ['link_state', 'the plugin does not know it', 'use auto, enable or disable'];
  }
}

function isEmpty(item: Data | undefined): boolean {
  return item !== undefined && item.id === undefined && item.minID === undefined && item.maxID === undefined;
}

/** The plugin asks for the ipam once the link is there, and leaves it behind. */
function* vlanDevice(cni: Data): Iterable<Fault> {
  if (text(at(cni, 'ipam', 'type')) === undefined) {
    yield ['ipam', 'the plugin vlan does not start without one', 'use type bridge on a bridge of the node'];
  }
}

/** A name that the node's kernel takes. */
function* link(cni: Data, key: string): Iterable<Fault> {
  const name = cni[key];
  if (name === undefined || name === null || (text(name) !== undefined && /^[^\s/]{1,15}$/.test(text(name) ?? '')))
    return;
  yield [key, 'the kernel takes 1 to 15 characters, no blank and no slash', 'use a name of at most 15 characters'];
}

function* vlan(cni: Data, key: string, most: number): Iterable<Fault> {
  const id = cni[key];
  if (id === undefined || id === null || isVlan(id, 0, most)) return;
  yield [key, 'the plugin wants a whole number, without quotes', 'use a number from 1 to 4094'];
}

function* trunk(cni: Data, key: string): Iterable<Fault> {
  if (cni[key] === undefined || cni[key] === null) return;
  const good = Array.isArray(cni[key]) && list(cni[key]).every((item) => isRange(data(item)));
  if (!good) yield [key, 'the plugin refuses it', 'list {"id": 10} and {"minID": 20, "maxID": 30}, ids from 1 to 4094'];
}

function isRange(item: Data | undefined): boolean {
  const { id, minID, maxID } = item ?? {};
  const ids = [id, minID, maxID].filter((value) => value !== undefined);
  if (ids.some((value) => !isVlan(value, 1, 4094))) return item !== undefined && ids.every((value) => value === 4095);
  return (
    (minID === undefined) === (maxID === undefined) && (whole(minID) ?? 0) <= (whole(maxID) ?? 0) && item !== undefined
  );
}

function isVlan(value: unknown, least: number, most: number): boolean {
  return (whole(value) ?? -1) >= least && (whole(value) ?? -1) <= most;
}

function* mtu(cni: Data): Iterable<Fault> {
  const bytes = whole(cni.mtu);
  if (
    cni.mtu === undefined ||
    cni.mtu === null ||
    (bytes !== undefined && (bytes <= 0 || (bytes >= 68 && bytes <= 65535)))
  ) {
    return;
  }
  yield [
    'mtu',
    'the plugin wants a whole number that the kernel takes',
    'use a number from 68 to 65535, without quotes',
  ];
}
