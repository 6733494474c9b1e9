import { promises as fs } from 'node:fs';
import { resolve } from 'node:path';
import { siteWithVlans } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { version } from '../../package.json';
import { Existing, readExisting } from '../facts/readExisting';
import { orSay } from '../input/listFiles';
import { pathFrom } from '../input/paths';
import { readManifests } from '../input/readManifests';
import { Io } from '../io';
import { CheckOptions } from '../options/parseCommand';
import { formatReport } from '../report/formatReport';
import { printable } from '../report/printable';
import { Report } from '../report/Report';
import { readConfig } from '../site/readConfig';
import { readVlans } from '../site/readVlans';
import { checkCluster } from './checkCluster';
import { factsOf } from './factsOf';
import { groupByCluster } from './groupByCluster';
import { liveOf } from './liveOf';
import { sumUp } from './sumUp';

const DEFAULT_CONFIG = 'app-config.yaml';

/**
 * Reads and checks the manifests, and reports the findings.
 *
 * @returns true where the check is passed
 * @throws InputError where the check could not run; nothing was reported then.
 */
export async function runCheck(
  options: CheckOptions,
  io: Io,
): Promise<boolean> {
  const folders = await foldersOf(options, io.cwd);
  const report = await examine(options, io, folders);
  const format = (name: CheckOptions['format'], root: string) =>
    formatReport(name, report, { version, root, helpUri: options.helpUri });
  // Paths are relative to the current folder in a terminal, and to the repository for other tools.
  const asText = () => format('text', folders.cwd);
  const asAsked =
    options.format === 'text' ? asText() : format(options.format, folders.repo);
  if (options.output === undefined) {
    io.out(asAsked);
  } else {
    const output = resolve(io.cwd, options.output);
    await orSay(`--output ${options.output}`, fs.writeFile(output, asAsked));
    io.out(asText());
  }
  const { errors, warnings } = report.summary;
  return errors + (options.warningsAsErrors ? warnings : 0) === 0;
}

interface Folders {
  cwd: string;
  repo: string;
}

async function foldersOf(
  { repo }: CheckOptions,
  from: string,
): Promise<Folders> {
  const cwd = await fs.realpath(from);
  return {
    cwd,
    repo:
      repo === undefined
        ? cwd
        : await orSay(`--repo ${repo}`, fs.realpath(resolve(cwd, repo))),
  };
}

async function examine(
  options: CheckOptions,
  io: Io,
  { cwd, repo }: Folders,
): Promise<Report> {
  const show = (path: string) => pathFrom(cwd, path);
  const inRepo = (path: string) => pathFrom(repo, path);
  const files = options.config.length > 0 ? options.config : [DEFAULT_CONFIG];
  const site = await readConfig({ cwd, files, env: io.env });
  const vlans = await readVlans({ cwd, paths: options.vlans, show });
  const found = await readManifests({ cwd, paths: options.paths, show });
  const note = (text: string) => io.err(`note: ${printable(text)}\n`);
  found.links.forEach(link =>
    note(`${show(link)} is a symbolic link and was not read`),
  );
  const { manifests } = found;
  const { cluster } = options;
  const groups = groupByCluster({ site, manifests, cluster, show: inRepo });
  const existing = await existingOf(options, repo, found.files, inRepo);
  const live = await liveOf({ options, groups, cwd, now: io.now, warn: note });
  const now = io.now();
  const findings = groups.flatMap(group =>
    checkCluster({
      group,
      site: siteWithVlans(
        site,
        group.cluster,
        vlans.filter(
          ({ clusters }) => !clusters || clusters.includes(group.cluster),
        ),
      ),
      facts: factsOf({
        ...{ cluster: group.cluster, site, now, existing, live },
        source: `the repository ${options.repo}`,
        show: inRepo,
      }),
      show: inRepo,
    }),
  );
  return sumUp({ groups, findings, show: inRepo });
}

async function existingOf(
  options: CheckOptions,
  repo: string,
  except: string[],
  show: (path: string) => string,
): Promise<Existing | undefined> {
  return options.repo === undefined
    ? undefined
    : readExisting({ repo, except, show });
}
