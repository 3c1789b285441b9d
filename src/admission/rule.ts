import type { Template } from './template';
import type { Vm } from './vm';

/** Something that KubeVirt refuses: data, neither thrown nor printed. */
export interface AdmissionFault {
  readonly rule: string;
  /** Path in the document, `spec.template.spec.domain.devices.disks[0].name`. */
  readonly field: string;
  /** What is. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

export type Flaw = Omit<AdmissionFault, 'rule'>;

/**
 * When KubeVirt answers: `vm` at the request, `vmi` when the instance of an accepted VM is made at start, `self` for
 * the webhooks of other kinds. `schema` is the CRD's, `start` comes later than any webhook, `none` is accepted.
 */
export type Stage = 'schema' | 'vm' | 'vmi' | 'self' | 'start' | 'none';

/** What an instance type or preference could change: a rule that assumes one is silent where it is named but unknown. */
export type Matched = 'instancetype' | 'preference';

/** A rule about the spec of an instance. One of stage `vm` is asked twice: of the template, and of the instance made of it. */
export interface TemplateRule {
  readonly id: string;
  readonly stage: 'vm' | 'vmi';
  readonly assumes?: readonly Matched[];
  /** The same of the instance alone: a preference decides what the template leaves open, such as the bus of a disk. */
  readonly assumesAtStart?: readonly Matched[];
  check(template: Template): Iterable<Flaw>;
}

/** A rule about what a VirtualMachine has around its template. */
export interface VmRule {
  readonly id: string;
  readonly assumes?: readonly Matched[];
  check(vm: Vm): Iterable<Flaw>;
}

export function flaw(field: string, message: string, fix: string): Flaw {
  return { field, message: line(message), fix: line(fix) };
}

const LONGEST = 300;

/** Values of a document stand in messages, however long they are. */
function line(words: string): string {
  const plain = words.replace(/\s+/g, ' ');
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}

export function faultsOf(id: string, flaws: Iterable<Flaw>): AdmissionFault[] {
  return [...flaws].map((found) => ({ rule: id, ...found }));
}
