import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import { InputError } from '@backstage/errors';
import {
  Site,
  isRecord,
  parseSite,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { parse } from 'yaml';
import { readText } from '../input/readText';

/**
 * `kubevirt:` of some app-config files, of which later ones win, as Backstage merges them; with its `${…}`, `$env`, `$file`
 * and `$include`. The rest of the files is ignored: the files and variables that it refers to are often missing in CI.
 *
 * @throws InputError that names the file or the wrong keys.
 */
export async function readConfig(options: {
  cwd: string;
  files: string[];
  env: Record<string, string | undefined>;
}): Promise<Site> {
  const { cwd, files, env } = options;
  const unset = new Set<string>();
  const substitutionFunc = async (name: string) => {
    if (env[name] === undefined) {
      unset.add(name);
    }
    return env[name];
  };
  const sources = [];
  for (const file of files) {
    const path = resolve(cwd, file);
    // The library reads it again, but says of an unreadable file that it does not exist.
    kubevirtOf(file, await readText(path, file));
    sources.push(
      FileConfigSource.create({
        path,
        watch: false,
        substitutionFunc,
        parser: async ({ contents }) => ({
          result: kubevirtOf(file, contents) as never,
        }),
      }),
    );
  }
  const config = await ConfigSources.toConfig(
    ConfigSources.merge(sources),
  ).catch(error => {
    // Such as an included file that does not exist.
    throw new InputError(error.message);
  });
  try {
    return siteOf(config, files, unset);
  } finally {
    config.close();
  }
}

function siteOf(config: Config, files: string[], unset: Set<string>): Site {
  const data = config.getOptional('kubevirt');
  if (data === undefined) {
    throw new InputError(
      `found no kubevirt: in ${files.join(
        ', ',
      )}, allowed: the app-config of Backstage with kubevirt.clusters; name it with --config`,
    );
  }
  try {
    return parseSite(data);
  } catch (error) {
    // As in Backstage, a value with an unset variable is dropped.
    const hint =
      unset.size > 0
        ? `; not set in the environment: ${[...unset].join(', ')}`
        : '';
    throw new InputError(`${(error as Error).message}${hint}`);
  }
}

function kubevirtOf(file: string, text: string): object {
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    throw new InputError(
      `${file}: found no valid YAML (${
        (error as Error).message
      }), allowed: an app-config of Backstage`,
    );
  }
  return isRecord(data) && data.kubevirt !== undefined
    ? { kubevirt: data.kubevirt }
    : {};
}
