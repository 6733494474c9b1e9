import { z } from 'zod/v4';
import { isDnsLabel } from '../values/fields';
import { isObjectName } from '../values/objectName';
import { clusterName, name } from './params';
import { named, part, vlanId } from './schema';

const NAMESPACE = 'the name of a namespace';
const OBJECT = 'the name of a VM';

/** `GET /vms/{cluster}/{namespace}/{name}`: which VM. */
export const vmParams = z.object({
  cluster: clusterName().describe('The cluster'),
  namespace: name(NAMESPACE)
    .refine(isDnsLabel, NAMESPACE)
    .describe('The namespace'),
  name: name(OBJECT).refine(isObjectName, OBJECT).describe('The VM'),
});

/** The current state of a VM. */
export const vmDetails = named(
  'VmDetails',
  z.strictObject({
    status: z.string().describe('KubeVirt’s status.printableStatus'),
    nics: z.array(
      z.strictObject({
        name: z.string(),
        /** Absent for the pod network. */
        network: z
          .string()
          .optional()
          .describe('<namespace>/<name> of the NAD'),
        vlans: z.array(vlanId),
        /** Why the VLANs are not known: the network does not exist, or can't be read. */
        vlansUnknown: z.enum(['network-missing', 'unreadable']).optional(),
        mac: z.string().optional(),
        /** Reported by the guest, or set by cloud-init. */
        addresses: z.array(z.string()),
        /** KubeVirt's `status.interfaces[].linkState`; absent where it is not known. */
        linkState: z.enum(['up', 'down']).optional(),
      }),
    ),
  }),
);
export type VmDetails = z.output<typeof vmDetails>;

/** A page elsewhere. */
const webLink = named(
  'WebLink',
  z.strictObject({ name: z.string(), url: z.string().regex(/^https?:\/\//) }),
);
export type WebLink = z.output<typeof webLink>;

/** Where else a VM is. Also for VMs that can't be read now, and for those that are only proposed. */
export const vmLinks = named(
  'VmLinks',
  z.strictObject({
    /** In the console of its cluster; absent where no console is known. */
    console: webLink.optional(),
    /** The open pull request of its own branch; absent where there is none. */
    request: part(webLink).optional(),
    /** Its manifest in the GitOps repository; absent where there is none. */
    file: part(webLink).optional(),
  }),
);
export type VmLinks = z.output<typeof vmLinks>;
