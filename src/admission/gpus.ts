import { at, data } from '../values';
import { gateOn } from './cluster';
import { word } from './draft';
import { listsClaim } from './resource-claims';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { type Part, parts, type Template } from './template';

/** GPUs: from a device plugin by deviceName, or from a resource claim. */
export const gpuRules: readonly TemplateRule[] = [
  { id: 'gpu-device', stage: 'vm', check: device },
  { id: 'gpu-ramfb', stage: 'vm', check: ramFb },
];

function gpus({ devices, path }: Template): readonly Part[] {
  return parts(devices.gpus, `${path}.domain.devices.gpus`);
}

/** An empty name is a claim too, of nothing. */
function claimed({ value }: Part): boolean {
  return typeof value.claimName === 'string' || typeof value.requestName === 'string';
}

function* device(template: Template): Iterable<Flaw> {
  const all = gpus(template);
  const named = all.filter(({ value }) => word(value.deviceName) !== undefined);
  for (const gpu of all.filter((one) => !named.includes(one) && !claimed(one))) {
    yield flaw(gpu.field, `GPU "${gpu.name}" is no device`, 'set deviceName, or claimName and requestName');
  }
  for (const gpu of named.filter(claimed)) {
    yield flaw(gpu.field, `GPU "${gpu.name}" has both deviceName and a claim`, 'keep one of them');
  }
  const claims = all.filter(claimed);
  const [first] = claims;
  if (first && named.length > 0 && !named.includes(first)) {
    yield flaw(first.field, 'GPUs by claim stand beside GPUs by deviceName', 'use one way for all');
  }
  const seen = new Set<string>();
  for (const gpu of claims.filter((one) => !named.includes(one))) yield* claim(template, gpu, seen);
}

function* claim(template: Template, { name, field, value }: Part, seen: Set<string>): Iterable<Flaw> {
  if (!gateOn(template.cluster, 'GPUsWithDRA')) {
    yield flaw(field, 'the feature gate GPUsWithDRA is off', 'use deviceName, or switch the gate on');
  }
  const [claimName, requestName] = [word(value.claimName), word(value.requestName)];
  for (const key of ['claimName', 'requestName'].filter((one) => word(value[one]) === undefined)) {
    yield flaw(`${field}.${key}`, `GPU "${name}" has no ${key}`, `set ${key}`);
  }
  if (claimName === undefined || requestName === undefined) return;
  if (!listsClaim(template, claimName)) {
    const message = `GPU "${name}" uses claim "${claimName}", which the VM does not list`;
    yield flaw(`${template.path}.resourceClaims`, message, `add the claim "${claimName}"`);
  }
  const pair = `${claimName}/${requestName}`;
  if (seen.has(pair)) yield flaw(field, `${pair} is used twice`, 'use each request once');
  seen.add(pair);
}

/** The frame buffer of a display is on unless it says otherwise; `ramFB: {}` says nothing until the instance is made. */
function* ramFb(template: Template): Iterable<Flaw> {
  const shown = gpus(template).filter(({ value }) => {
    const display = data(at(value, 'virtualGPUOptions', 'display'));
    if (display === undefined || display.enabled === false) return false;
    const frameBuffer = data(display.ramFB);
    return frameBuffer === undefined || frameBuffer.enabled === true;
  });
  for (const { name, field } of shown.slice(1)) {
    const message = `GPU "${name}" is a second one with a frame buffer for its display`;
    yield flaw(`${field}.virtualGPUOptions.display`, message, 'set ramFB.enabled: false on all but one');
  }
}
