import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { cloudInitVolume, type Documents, type OwnUserData, renderDocuments, resolveOwnUserData } from '../cloud-init';
import { KEEP_ANNOTATIONS, renderDataVolume, renderSecret, renderVm, type ScopeId, scopes } from '../manifest';
import type {
  DeclaredDisk,
  DiskConfig,
  INetworkAttachment,
  Network,
  NetworkConfig,
  NetworkStatus,
  WukongVmProps,
} from '../model';
import {
  addDisk,
  addNetwork,
  cloudInitSecretName,
  type DeclaredVm,
  type ResolvedVm,
  resolveNetworkStatus,
  resolveProps,
  resolveVm,
} from '../resolve';
import { acknowledge } from './acknowledge';
import { AttachmentReference, ownedAttachment } from './network-attachment';
import { PlainDataVolume, PlainVirtualMachine } from './plain';
import { AppValidation } from './validation';

const WUKONG_VM = Symbol.for('cdk8s-wukong.WukongVm');

/** A VM with its networks and disks, resolved for the last time, and the documents that its guest reads. */
interface Whole extends ResolvedVm {
  readonly documents: Documents;
}

/**
 * A KubeVirt virtual machine with its networks: one NetworkAttachmentDefinition for each of them, the cloud-init Secret
 * with the guest's user and addresses, and the VirtualMachine, in this order.
 *
 * Child ids are part of the contract: `networks/net-{name}`, `volumes/cloud-init`, `volumes/disk-{name}`, `vm`.
 */
export class WukongVm extends Construct {
  /**
   * Whether a value is a WukongVm, also one of another copy of this library.
   *
   * @param x any value
   */
  // biome-ignore lint/suspicious/noExplicitAny: jsii knows no `unknown`
  public static isWukongVm(x: any): boolean {
    return typeof x === 'object' && x !== null && WUKONG_VM in x;
  }

  /** `metadata.name` of the VirtualMachine. */
  public readonly name: string;

  /**
   * Namespace of the VM and of what it brings along.
   *
   * @default - unknown, as neither the metadata nor the chart name one
   */
  public readonly namespace?: string;

  /** The imported VirtualMachine, open to JSON patches; also the default child. */
  public readonly virtualMachine: ApiObject;

  private readonly declared: DeclaredVm;
  private readonly ownUserData?: OwnUserData;
  private readonly resolvedNetworks: Network[] = [];
  private readonly declaredDisks: DeclaredDisk[] = [];
  private readonly attachments: INetworkAttachment[] = [];
  private whole?: Whole;

  /**
   * Makes a VM.
   *
   * @param scope the chart, or a construct in it
   * @param id its id there; also the VM's name, unless the metadata name one
   * @param props the VM
   */
  constructor(scope: Construct, id: string, props: WukongVmProps) {
    super(scope, id);
    Object.defineProperty(this, WUKONG_VM, { value: true });
    const { path } = this.node;
    const chart = Chart.of(this);
    this.declared = resolveProps(path, id, { id: chart.node.id, namespace: chart.namespace }, props);
    this.name = this.declared.identity.name;
    this.namespace = this.declared.identity.namespace;
    this.ownUserData =
      props.cloudInit?.userData === undefined
        ? undefined
        : resolveOwnUserData(`${path}: cloudInit.userData`, props.cloudInit.userData, {
            cloudInitUser: props.cloudInitUser !== undefined,
            inline: props.cloudInit.inline === true,
          });

    const make: Record<ScopeId, (id: string) => unknown> = {
      networks: (scopeId) => new Construct(this, scopeId),
      volumes: (scopeId) => this.makeSecret(new Construct(this, scopeId)),
      vm: (scopeId) => this.makeVm(scopeId, props),
    };
    for (const { id: scopeId } of scopes) make[scopeId](scopeId);
    this.virtualMachine = this.node.findChild('vm') as ApiObject;
    this.node.defaultChild = this.virtualMachine;

    for (const network of props.networks ?? []) this.addNetwork(network);
    for (const disk of props.disks ?? []) this.addDisk(disk);
    AppValidation.of(this).own(this, () => {
      const { name: vm, namespace } = this.declared.identity;
      return this.resolved().faults.map((fault) => ({ ...fault, vm, namespace, constructPath: path }));
    });
  }

  /** One attachment for each entry of `networks`, in order, late ones and those that are not made here included. */
  public get networks(): INetworkAttachment[] {
    return [...this.attachments];
  }

  /** What is known of each network before the cluster has seen it. */
  public get networkStatus(): NetworkStatus[] {
    return this.resolvedNetworks.map((network) => resolveNetworkStatus(network, this.declared.identity));
  }

  /**
   * Adds a network as the last NIC, as if it stood at the end of `networks`.
   *
   * @param network the network
   */
  public addNetwork(network: NetworkConfig): INetworkAttachment {
    const resolved = addNetwork(this.declared, this.resolvedNetworks, network);
    const scope = this.node.findChild('networks') as Construct;
    const id = `net-${resolved.name}`;
    const { nad, nadName, nadNamespace: namespace, type, mtu, resourceName } = resolved;
    const end = { nadName, namespace, type, mtu, resourceName };
    const attachment = nad ? ownedAttachment(scope, id, nad, end) : new AttachmentReference(scope, id, end);
    this.resolvedNetworks.push(resolved);
    this.attachments.push(attachment);
    this.changed();
    return attachment;
  }

  /**
   * Adds a disk as the last one, as if it stood at the end of `disks`.
   *
   * @param disk the disk
   */
  public addDisk(disk: DiskConfig): void {
    const declared = addDisk(this.declared, this.declaredDisks, disk);
    const scope = new Construct(this.node.findChild('volumes') as Construct, `disk-${declared.name}`);
    const { content } = declared;
    if (content.kind === 'made' && content.keep) this.makeDataVolume(scope, content.dataVolume.name);
    this.declaredDisks.push(declared);
    this.changed();
  }

  /**
   * Accepts a finding about this VM or an object that it refers to. The reason is written on the VirtualMachine as
   * annotation `cdk8s-wukong/acknowledge`, where readers of the YAML find it too.
   *
   * @param ruleId id of the rule, as the finding shows it; one that the cluster itself refuses is an error
   * @param reason why the finding is meant to be
   */
  public acknowledge(ruleId: string, reason: string): void {
    acknowledge(this.node.path, this.virtualMachine, ruleId, reason);
    this.changed();
  }

  private makeVm(id: string, { metadata }: WukongVmProps): void {
    const { name, namespace } = this.declared.identity;
    const spec = Lazy.any({ produce: () => this.vmSpec() });
    new PlainVirtualMachine(this, id, { metadata: { ...metadata, name, namespace }, spec });
  }

  /** The documents, unless the VM holds them itself. */
  private makeSecret(scope: Construct): void {
    const { enabled, inline } = this.declared.cloudInit;
    if (!enabled || inline) return;
    const { prefix, namespace } = this.declared.identity;
    new ApiObject(scope, 'cloud-init', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: cloudInitSecretName(prefix), namespace },
      ...renderSecret(Lazy.any({ produce: () => ({ ...this.resolved().documents }) })),
    });
  }

  private makeDataVolume(scope: Construct, name: string): void {
    const spec = Lazy.any({
      produce: () =>
        this.resolved()
          .keptDisks.filter((volume) => volume.name === name)
          .map(renderDataVolume)[0],
    });
    const { namespace } = this.declared.identity;
    new PlainDataVolume(scope, 'Resource', { metadata: { name, namespace, annotations: KEEP_ANNOTATIONS }, spec });
  }

  private vmSpec(): unknown {
    const { vm, documents } = this.resolved();
    const { identity, cloudInit } = this.declared;
    const volume = cloudInit.enabled
      ? cloudInitVolume(cloudInit, cloudInitSecretName(identity.prefix), documents)
      : undefined;
    return renderVm({ ...vm, cloudInit: volume });
  }

  private resolved(): Whole {
    if (this.whole === undefined) {
      const resolved = resolveVm(this.declared, this.resolvedNetworks, this.declaredDisks);
      const documents = renderDocuments(this.declared.cloudInit, resolved.ethernets, this.ownUserData);
      this.whole = { ...resolved, documents };
    }
    return this.whole;
  }

  private changed(): void {
    this.whole = undefined;
    AppValidation.of(this).changed();
  }
}
