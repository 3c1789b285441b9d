export { Network } from './network';
export { NetworkAttachment } from './network-attachment';
export { WukongVm } from './wukong-vm';
