import { CheckContext } from './CheckContext';

export type Interface = Record<string, unknown>;

/** One interface of a policy, with what its check looks at. */
export interface InterfaceCheck {
  context: CheckContext;
  iface: Interface;
  field: string;
  interfaces: Interface[];
  uplinks: string[];
}
