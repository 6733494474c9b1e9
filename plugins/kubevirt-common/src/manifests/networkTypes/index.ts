import { bridge } from './bridge';
import { ovn } from './ovn';

export type { PluginConfig } from './NetworkType';

/** The kinds of networks that a NAD may connect to. */
export const NETWORK_TYPES = [bridge, ovn] as const;

/** One of the kinds in the table. */
export type KnownNetworkType = (typeof NETWORK_TYPES)[number];
