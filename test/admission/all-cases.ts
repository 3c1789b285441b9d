import type { Case } from './cases';
import { cpuMemoryCases } from './cases-cpu-memory';
import { deviceCases } from './cases-devices';
import { diskCases } from './cases-disks';
import { networkCases } from './cases-networks';
import { objectCases } from './cases-objects';
import { podCases } from './cases-pod';

export const admissionCases: readonly Case[] = [
  ...networkCases,
  ...diskCases,
  ...cpuMemoryCases,
  ...deviceCases,
  ...podCases,
  ...objectCases,
];
