import { JsonPatch } from 'cdk8s';
import { type INetworkAttachment, IpMode, WukongVm, type WukongVmProps } from 'cdk8s-wukong';
import type { Construct } from 'constructs';

export interface GoldenVmProps extends WukongVmProps {
  readonly team: string;
  readonly backupNetwork: INetworkAttachment;
}

/** A VM as the platform team hands it out: labelled, backed up, with the team's login. */
export class GoldenVm extends WukongVm {
  constructor(scope: Construct, id: string, props: GoldenVmProps) {
    super(scope, id, {
      cpu: 2,
      memory: '4Gi',
      osImage: 'quay.io/containerdisks/debian:12',
      cloudInitUser: { name: 'ops', passwordHash: PASSWORD_HASH },
      sshKeySecret: 'ops-keys',
      ...props,
      metadata: { ...props.metadata, labels: { ...props.metadata?.labels, 'example.com/team': props.team } },
    });

    this.addNetwork({ name: 'backup', attachment: props.backupNetwork, ipConfig: { mode: IpMode.DHCP } });
    this.virtualMachine.addJsonPatch(JsonPatch.add('/spec/template/spec/fieldOfTomorrow', { on: true }));
    this.acknowledge('container-disk-root', 'stateless by design');
  }
}

const PASSWORD_HASH =
  '$6$goldenvm$e665GWWjTIQqJ18vdtQTcqN0ykeo3vdvYqtC2OMp7Pv1BpgVRRnzPzowilB89lBCm8ECX52JsAcMwDuHt6.tm/';
