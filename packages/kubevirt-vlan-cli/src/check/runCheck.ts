import { promises as fs } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  Site,
  VlanEntity,
  missingFacts,
  siteWithVlans,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { version } from '../../package.json';
