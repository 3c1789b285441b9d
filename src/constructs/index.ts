export { Network } from './network';
export { NetworkAttachment } from './network-attachment';
export { AppValidation } from './validation';
export { WukongVm } from './wukong-vm';
