import { siteData } from 'kubevirt-vlan-test-kit';
import { parseSite } from '../model/site';

/** The demo's site. */
export const site = parseSite(siteData());
