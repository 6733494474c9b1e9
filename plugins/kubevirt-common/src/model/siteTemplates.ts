import { z } from 'zod/v3';
import { MAX_VLAN_ID } from '../constants';
import { fillTemplate, placeholdersOf } from '../naming/fillTemplate';
import { saying } from '../values/fields';

interface Placeholders {
  known: string[];
  needed: string[];
}

const braced = (keys: string[]) => keys.map(key => `{${key}}`).join(', ');

/** A template with `{placeholders}`. `needed` lists the placeholders without which two objects would share a name. */
export const template = (options: Placeholders) =>
  z.string(saying('a text')).superRefine((value, ctx) => {
    const used = placeholdersOf(value);
    const unknown = used.filter(key => !options.known.includes(key));
    const missing = options.needed.filter(key => !used.includes(key));
    // "{a}{b}" would give the same name to 1 and 12 as to 11 and 2.
    const isAmbiguous = value.includes('}{');
    if (unknown.length > 0 || missing.length > 0 || isAmbiguous) {
      ctx.addIssue({
        code: 'custom',
        message: `a template with ${braced(options.needed)}${
          options.known.length > options.needed.length
            ? ` and any of ${braced(
                options.known.filter(key => !options.needed.includes(key)),
              )}`
            : ''
        }, with text between any two`,
      });
    }
  });

/** A template of a relative file path without hidden parts. */
export const pathTemplate = (options: Placeholders) =>
  template(options).refine(
    value =>
      value.endsWith('.yaml') &&
      value.includes('/') &&
      value
        .split('/')
        .every(part => /^[A-Za-z0-9_{-][A-Za-z0-9._{}-]*$/.test(part)),
    'a relative path with a folder, that ends in ".yaml", of letters, digits, ".", "_", "-" and placeholders, no part of which begins with "."',
  );

/** A template with {vlanId} that must give a valid name for every id; it is tested with the longest one. */
export const vlanTemplate = (
  isValid: (name: string) => boolean,
  rule: string,
) =>
  template({ known: ['vlanId'], needed: ['vlanId'] }).refine(
    value =>
      placeholdersOf(value).every(key => key === 'vlanId') &&
      isValid(fillTemplate(value, { vlanId: String(MAX_VLAN_ID) })),
    `a template with {vlanId} that gives ${rule}`,
  );
