import { CheckContext } from './CheckContext';

export type Interface = Record<string, unknown>;

/** One interface of a policy and the context of its check. */
export interface InterfaceCheck {
  context: CheckContext;
  iface: Interface;
  field: string;
  interfaces: Interface[];
  uplinks: string[];
}
