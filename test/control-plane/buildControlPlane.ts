import { join } from 'node:path';
import {
  buildProgram,
  go,
  match,
  moduleFolder,
  whyNoGo,
} from '../go/goBuild.ts';

const SERVER = join(import.meta.dirname, 'server');
const UPSTREAM = join(import.meta.dirname, 'upstream');
const BIN = join(import.meta.dirname, 'bin');

/** Modules whose definitions and admission rules the control plane reads at its start. */
const MODULES = {
  nmstate: 'github.com/nmstate/kubernetes-nmstate',
  nad: 'github.com/k8snetworkplumbingwg/network-attachment-definition-client',
};

/** A built control plane, and where the files are that it reads. */
export interface ControlPlaneBinary {
  binary: string;
  modules: Record<keyof typeof MODULES, string>;
}

let built: Promise<ControlPlaneBinary | { missing: string }> | undefined;

/**
 * The control plane, built unless Go has it cached. Where there is no Go to
 * build it with, says so instead: a test may then be skipped. With
 * KUBEBUILDER_ASSETS set, etcd and kube-apiserver are those of that directory
 * and are not built.
 */
export function controlPlaneBinary(): Promise<
  ControlPlaneBinary | { missing: string }
> {
  built ??= build();
  return built;
}

async function build(): Promise<ControlPlaneBinary | { missing: string }> {
  const missing = whyNoGo([SERVER, UPSTREAM]);
  if (missing) {
    return { missing };
  }
  const withAssets = Boolean(process.env.KUBEBUILDER_ASSETS);
  const binary = join(
    BIN,
    withAssets ? 'control-plane-assets' : 'control-plane',
  );
  await buildProgram({
    name: 'the control plane',
    module: SERVER,
    binary,
    tags: withAssets ? 'assets' : '',
    linkerFlags: kubernetesVersionFlags(),
    andThen: () => go({ folder: UPSTREAM, args: ['mod', 'download'] }),
  });
  return {
    binary,
    modules: {
      nmstate: await moduleFolder(UPSTREAM, MODULES.nmstate),
      nad: await moduleFolder(UPSTREAM, MODULES.nad),
    },
  };
}

/** What Kubernetes' own build writes into the binary; else /version shows a placeholder. */
function kubernetesVersionFlags(): string {
  const version = match(
    join(SERVER, 'go.mod'),
    /^\tk8s\.io\/kubernetes (v\S+)$/m,
  );
  const [major, minor] = version.slice(1).split('.');
  return Object.entries({
    gitVersion: version,
    gitMajor: major,
    gitMinor: minor,
  })
    .map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`)
    .join(' ');
}
