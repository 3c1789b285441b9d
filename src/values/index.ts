export {
  bareAddress,
  type Cidr,
  contains,
  type Family,
  familyOf,
  gateway,
  hostAt,
  hostCidr,
  isLinkLocal,
  networkCidr,
  overlap,
  readAddress,
  readCidr,
  subnetEnd,
  subnetOf,
} from './address';
export { hash } from './hash';
export { type Image, image, registryReference } from './image';
export { invalid, invalidSecret, member, shown } from './invalid';
export { labelKey, labelValue, RESERVED_LABELS } from './label';
export { derivedLinkName, linkName } from './link-name';
export { derivedMac, macAddress, readMac } from './mac';
export { credentialSecretName, dnsLabel, dnsSubdomain, objectReference } from './name';
export { at, compact, type Data, data, flag, ifTrue, list, text, texts, unlessEmpty, whole } from './narrow';
export { mtu, port, portName, vlanId, wholeBetween } from './numbers';
export { byteSize, readBytes } from './quantity';
export { isResourceName } from './resource-name';
