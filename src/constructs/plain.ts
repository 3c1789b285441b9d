import { ApiObject } from 'cdk8s';
import { DataVolume } from '../../imports/cdi.kubevirt.io';
import { NetworkAttachmentDefinition } from '../../imports/k8s.cni.cncf.io';
import { VirtualMachine } from '../../imports/kubevirt.io';

// The imported classes pass their output through a table of the fields that their CRD version knows, after JSON patches
// are applied: what the table lacks is lost without a word. These keep all of it, and are still instances of them.

/** The imported VirtualMachine without its converter. */
export class PlainVirtualMachine extends VirtualMachine {
  public override toJson(): unknown {
    return ApiObject.prototype.toJson.call(this);
  }
}

/** The imported NetworkAttachmentDefinition without its converter. */
export class PlainNetworkAttachmentDefinition extends NetworkAttachmentDefinition {
  public override toJson(): unknown {
    return ApiObject.prototype.toJson.call(this);
  }
}

/** The imported DataVolume without its converter. */
export class PlainDataVolume extends DataVolume {
  public override toJson(): unknown {
    return ApiObject.prototype.toJson.call(this);
  }
}
