export const USAGE = `usage: kubevirt-vlan check <folder|file>… [--config <file>]… [--cluster <name>] [--repo <folder>]
       [--kubeconfig <file> [--context <name>]] [--vlans <file|folder>]… [--format text|json|sarif]
       [--output <file>] [--help-uri <base>] [--warnings-as-errors]
       kubevirt-vlan --help | --version`;

export const HELP = `Checks manifests of VMs on VLANs as the Backstage plugin does: NodeNetworkConfigurationPolicy,
NetworkAttachmentDefinition and VirtualMachine, whoever wrote them. Nothing is changed anywhere.

${USAGE}

  <folder|file>…         what is checked: all .yaml, .yml and .json files below a folder, or single files. Hidden
                         files, node_modules and symbolic links are passed over
  --config <file>        an app-config with kubevirt:, may be repeated, later ones win; default: app-config.yaml
  --cluster <name>       which cluster the manifests are for; default: what their paths say after
                         kubevirt.gitOps.paths, then kubevirt.defaultCluster, then the only cluster there is
  --repo <folder>        the GitOps checkout: what stands in it for the same cluster is checked against, and paths are
                         told from it; default: paths are told from the current folder, and nothing is read
  --kubeconfig <file>    read the cluster as it is, as the user of this kubeconfig
  --context <name>       the context of that kubeconfig; default: the current one
  --vlans <file|folder>  catalog entities of VLANs, may be repeated; they go before those of the configuration
  --format <format>      text (default), json or sarif (2.1.0)
  --output <file>        write that format to a file; the text goes to the terminal all the same
  --help-uri <base>      where the checks are described; each finding links to <base>/<code>.md
  --warnings-as-errors   warnings fail the check, too
  -h, --help; --version

Exit code: 0 no errors, 1 findings of level error (or warning, where they count as errors), 2 not checked.
`;
