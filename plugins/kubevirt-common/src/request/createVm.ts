import type { z as zod } from 'zod/v3';
import { Zod } from '../values/fields';
import { createVmFields } from './createVmFields';
import { checkCreateVm } from './createVmRules';

/** The input of `kubevirt:vm:create`. */
export const createVmSchema = (z: Zod) =>
  createVmFields(z).superRefine((vm, ctx) => {
    const refuse = (path: (string | number)[], message: string) =>
      ctx.addIssue({ code: 'custom', path, message });
    checkCreateVm(vm, refuse);
  });

/** A parsed request to create a VM. */
export type CreateVmRequest = zod.output<ReturnType<typeof createVmSchema>>;
/** One NIC of a request to create a VM. */
export type NetworkRequest = CreateVmRequest['networks'][number];
