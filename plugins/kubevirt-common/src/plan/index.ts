export type { CloudInit, Nic } from './cloudInit';
export type { BootDisk } from './disk';
export { blastRadius } from './blastRadius';
export type { BlastRadius } from './blastRadius';
export { inRemovalOrder } from './order';
export { refuseWrittenAndDeleted } from './refuseWrittenAndDeleted';
export { reachLines } from './reach';
export {
  changeBranch,
  checkDelivery,
  gitOpsOf,
  objectFolders,
  objectPath,
  targetOf,
} from './plan';
export type { Plan, PlannedObject } from './plan';
export * from './planVirtualMachine';
export * from './planVlanAttachment';
