import type { ApiObject } from 'cdk8s';
import { ConstructOrder, type IConstruct, type IValidation, Node } from 'constructs';
import { type Finding, FindingSeverity, findingText } from '../findings';
import { manifests } from '../manifest';
import { checkApp, rules, type SynthFault } from '../rules';
import { apiObjectsOf, appDocuments } from './documents';

const REGISTERED = Symbol.for('cdk8s-wukong.validation');

/** Who can say at synth what does not go together in its props. */
type FaultSource = () => readonly SynthFault[];

/**
 * The one validation of an app, at its root. cdk8s asks for it once for each chart and once more, so what it found is
 * kept until something changes. It renders every object before cdk8s writes the first file: all is written or nothing.
 */
export class AppValidation implements IValidation {
  /** The validation of the app that a construct is in, registered by the first construct that asks. */
  public static of(construct: IConstruct): AppValidation {
    const { root } = construct.node;
    const known = Reflect.get(root, REGISTERED) as AppValidation | undefined;
    if (known !== undefined) return known;
    const validation = new AppValidation(root);
    Object.defineProperty(root, REGISTERED, { value: validation });
    root.node.addValidation(validation);
    return validation;
  }

  private readonly sources = new Map<IConstruct, FaultSource>();
  private readonly watched = new WeakSet<ApiObject>();
  private readonly printed = new Set<string>();
  private errors?: readonly string[];
  private constructs = 0;
  private running = false;
  private synth: 'none' | 'begun' | 'validated' = 'none';

  private constructor(private readonly root: IConstruct) {
    // Once everything has been rendered nothing is added any more in a synth: from then on the tree is walked once, by us
    // and by cdk8s, not once for each chart.
    around(root, ['synth', 'synthYaml'], (run) => {
      let all: readonly IConstruct[] | undefined;
      this.synth = 'begun';
      Object.defineProperty(root.node, 'findAll', {
        configurable: true,
        value: (order = ConstructOrder.PREORDER) => {
          if (this.synth !== 'validated' || order !== ConstructOrder.PREORDER) return walk(root, order);
          all ??= walk(root, order);
          return [...all];
        },
      });
      try {
        return run();
      } finally {
        Reflect.deleteProperty(root.node, 'findAll');
        this.synth = 'none';
      }
    });
  }

  /** Makes a construct the one that findings about its objects name, and asks it for its faults at synth. */
  public own(construct: IConstruct, source: FaultSource = () => []): void {
    this.sources.set(construct, source);
    this.changed();
  }

  /** Something was added or edited: the next validation looks again. */
  public changed(): void {
    this.errors = undefined;
  }

  public validate(): string[] {
    // A Lazy of the program may render a chart, which asks for the validation once more.
    if (this.running) return [];
    if (this.synth === 'validated' && this.errors !== undefined) return [...this.errors];
    const all = this.root.node.findAll();
    if (this.errors === undefined || this.constructs !== all.length) {
      this.running = true;
      try {
        this.errors = this.report(this.findings(all));
        this.constructs = all.length;
      } finally {
        this.running = false;
      }
      // What a Lazy says may change without our seeing it, but not within one synth.
      queueMicrotask(() => this.changed());
    }
    if (this.synth === 'begun') this.synth = 'validated';
    return [...this.errors];
  }

  /** All findings of the app as it stands, acknowledged ones included. */
  public check(): readonly Finding[] {
    return this.findings(this.root.node.findAll());
  }

  private findings(all: readonly IConstruct[]): readonly Finding[] {
    for (const object of apiObjectsOf(all)) this.watch(object);
    const present = new Set(all);
    const faults = [...this.sources].flatMap(([construct, source]) => (present.has(construct) ? source() : []));
    return checkApp(manifests(appDocuments(this.root, all, (object) => this.ownerOf(object).node.path)), rules, faults);
  }

  /** The construct of ours that made an object, as the program knows it; else the object itself. */
  private ownerOf(object: IConstruct): IConstruct {
    let construct: IConstruct | undefined = object;
    while (construct !== undefined && !this.sources.has(construct)) construct = construct.node.scope;
    return construct ?? object;
  }

  /** Errors as texts for cdk8s; each warning once on stderr, never on stdout, where a program may print YAML. */
  private report(findings: readonly Finding[]): string[] {
    const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
    for (const finding of open) {
      const text = findingText(finding);
      if (finding.severity === FindingSeverity.ERROR || this.printed.has(text)) continue;
      this.printed.add(text);
      process.stderr.write(`cdk8s-wukong: warning: ${text}\n`);
    }
    return open.filter(({ severity }) => severity === FindingSeverity.ERROR).map(findingText);
  }

  /** Hears of later edits of an object, whoever made it: cdk8s itself tells nobody. */
  private watch(object: ApiObject): void {
    if (this.watched.has(object)) return;
    this.watched.add(object);
    const then = (run: () => unknown) => {
      const result = run();
      this.changed();
      return result;
    };
    around(object, ['addJsonPatch'], then);
    around(object.metadata, ['add', 'addLabel', 'addAnnotation', 'addFinalizers', 'addOwnerReference'], then);
  }
}

function walk(root: IConstruct, order: ConstructOrder): IConstruct[] {
  return Node.prototype.findAll.call(root.node, order);
}

/** Puts `wrap` around each call of the methods, as far as the object has them. */
function around(target: object, methods: readonly string[], wrap: (run: () => unknown) => unknown): void {
  for (const method of methods) {
    const original: unknown = Reflect.get(target, method);
    if (typeof original !== 'function') continue;
    Object.defineProperty(target, method, {
      configurable: true,
      writable: true,
      value: (...args: unknown[]) => wrap(() => original.apply(target, args)),
    });
  }
}
