import { type App, Chart, Testing } from 'cdk8s';
import { expect, vi } from 'vitest';
import { parse } from 'yaml';
import { IpMode, type NetworkConfig, WukongVm, type WukongVmProps } from '../../src';

/** A manifest, loosely typed: tests say which path they expect. */
// biome-ignore lint/suspicious/noExplicitAny: a manifest is read by path
export type Json = any;

export interface Synthesized {
  readonly objects: Json[];
  /** Lines of stderr that carry a warning. */
  readonly warnings: string[];
  /** Message of what building or synthesizing threw. */
  readonly error?: string;
}

export const IMAGE = 'quay.io/containerdisks/debian:12';
export const HASH = `$6$saltsaltsalt$${'a'.repeat(86)}`;

/** The least that a VM needs. */
export const base: WukongVmProps = { cpu: 2, memory: '4Gi', osImage: IMAGE };

/** A static address in 192.168.100.0/24. */
export const STATIC = { mode: IpMode.STATIC, address: '192.168.100.10/24' };
export const DHCP = { mode: IpMode.DHCP };

export function newChart(): Chart {
  return new Chart(Testing.app(), 'web', { namespace: 'vms' });
}

/** Builds a program in a chart and synthesizes it; keeps what it prints and throws. */
export function synthesize(build: (chart: Chart) => void, chart: Chart = newChart()): Synthesized {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    lines.push(...String(text).split('\n'));
    return true;
  });
  try {
    let objects: Json[] = [];
    let error: string | undefined;
    try {
      build(chart);
      objects = Testing.synth(chart);
    } catch (thrown) {
      error = (thrown as Error).message;
    }
    return { objects, warnings: lines.filter((line) => line.startsWith('cdk8s-wukong: warning: ')), error };
  } finally {
    spy.mockRestore();
  }
}

/** A chart without a namespace. */
export function bareChart(): Chart {
  return new Chart(Testing.app(), 'web');
}

/** One VM `web-01` in namespace vms. */
export function vm(props: Partial<WukongVmProps> = {}, chart: Chart = newChart()): Synthesized {
  return synthesize((scope) => new WukongVm(scope, 'web-01', { ...base, ...props }), chart);
}

/** The same, and it synthesizes. */
export function good(props: Partial<WukongVmProps> = {}, chart: Chart = newChart()): Synthesized {
  return passed(vm(props, chart));
}

export function passed(result: Synthesized): Synthesized {
  expect(result.error).toBeUndefined();
  return result;
}

/** One VM with one network `lan`. */
export function goodNet(network: Partial<NetworkConfig>, props: Partial<WukongVmProps> = {}): Synthesized {
  return good({ ...props, networks: [{ name: 'lan', ...network }] });
}

/** What the constructor throws. */
export function refusal(props: Partial<WukongVmProps>, id = 'web-01'): string {
  const chart = newChart();
  try {
    new WukongVm(chart, id, { ...base, ...props });
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return 'nothing was refused at construction';
}

/** The findings of a failed synth: the lines that end with a rule id. */
export function errorRules(result: Synthesized): string[] {
  return [...(result.error ?? '').matchAll(/\(([a-z0-9-]+)\)$/gm)].map(([, rule]) => rule as string);
}

export function warningRules(result: Synthesized): string[] {
  return result.warnings.map((line) => /\(([a-z0-9-]+)\)$/.exec(line)?.[1] ?? line);
}

export function warningsOf(result: Synthesized, rule: string): string[] {
  return result.warnings.filter((line) => line.endsWith(`(${rule})`));
}

export function kinds(result: Synthesized): string[] {
  return result.objects.map((object) => `${object.kind}/${object.metadata.name}`);
}

export function objectOf(result: Synthesized, kind: string, name?: string): Json {
  const found = result.objects.filter((o) => o.kind === kind && (name === undefined || o.metadata.name === name));
  expect(found.map((o) => `${o.kind}/${o.metadata.name}`)).toHaveLength(1);
  return found[0];
}

export const vmObject = (result: Synthesized): Json => objectOf(result, 'VirtualMachine');
export const template = (result: Synthesized): Json => vmObject(result).spec.template.spec;
export const nad = (result: Synthesized, name?: string): Json => objectOf(result, 'NetworkAttachmentDefinition', name);
export const cni = (result: Synthesized, name?: string): Json => JSON.parse(nad(result, name).spec.config);
export const secret = (result: Synthesized): Json => objectOf(result, 'Secret');
export const ethernets = (result: Synthesized): Json => parse(secret(result).stringData.networkdata).ethernets;
export const userData = (result: Synthesized): Json => parse(secret(result).stringData.userdata);
export const nic = (result: Synthesized, name: string): Json =>
  template(result).domain.devices.interfaces.find((entry: Json) => entry.name === name);
export const net = (result: Synthesized, name: string): Json =>
  template(result).networks.find((entry: Json) => entry.name === name);
export const disk = (result: Synthesized, name: string): Json =>
  template(result).domain.devices.disks.find((entry: Json) => entry.name === name);
export const volume = (result: Synthesized, name: string): Json =>
  template(result).volumes.find((entry: Json) => entry.name === name);

/** The networkData entry of the NIC without its match. */
export function entry(result: Synthesized, name: string): Json {
  const { match, ...rest } = ethernets(result)[name];
  expect(match).toEqual({ macaddress: nic(result, name).macAddress });
  return rest;
}

/** An app of its own, for programs of several charts. */
export function newApp(): App {
  return Testing.app();
}
