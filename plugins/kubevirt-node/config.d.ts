export interface Config {
  /**
   * Backstage's own list of clusters, which direct apply uses too; see @backstage/plugin-kubernetes-backend.
   */
  kubernetes?: {
    clusterLocatorMethods?: Array<{
      clusters?: Array<{
        /** @visibility secret */
        serviceAccountToken?: string;
        /**
         * With dashboardApp "openshift", the address of the cluster's console: tasks and cards lead to it.
         */
        dashboardUrl?: string;
        /**
         * Only "openshift" has pages for VMs.
         */
        dashboardApp?: string;
      }>;
    }>;
  };
  /**
   * VLANs and VMs on KubeVirt clusters, self-service.
   */
  kubevirt?: {
    /**
     * The field manager of direct apply. "kubectl" is refused: Flux removes the fields of that manager.
     * Default: backstage-kubevirt
     * @visibility backend
     */
    fieldManager?: string;
    /**
     * What the actions may do with a change. Default: render and pull-request. With "apply" they may also write to the
     * clusters of kubernetes.clusterLocatorMethods.
     * @visibility backend
     */
    deliveries?: Array<'render' | 'pull-request' | 'apply'>;
    /**
     * How direct apply acts on a cluster.
     */
    apply?: {
      /**
       * The identity of the writes. "impersonate": the requester, by impersonation; the cluster's service account needs
       * the right to impersonate users and groups. "user-token": the requester's own token, from a secret of the task.
       * "service-account": the service account, for every requester. Default: impersonate
       * @visibility backend
       */
      identity?: 'impersonate' | 'user-token' | 'service-account';
      /**
       * The names of the requester and of their groups of the catalog in the cluster. Names that begin with "system:" are
       * refused. Without {namespace}, only entities of the catalog namespace "default" are mapped.
       */
      impersonation?: {
        /**
         * Any of {name}, {namespace}, {email}. Default: backstage:{namespace}/{name}
         * @visibility backend
         */
        user?: string;
        /**
         * Any of {name}, {namespace}. Default: backstage:{namespace}/{name}
         * @visibility backend
         */
        group?: string;
      };
      /**
       * The task's secret that holds the requester's token, with identity: user-token. Default: kubernetesToken
       * @visibility backend
       */
      userTokenSecret?: string;
      /**
       * How long the nodes may take for a policy, in minutes, 1 to 1440. One attempt on one node may take more than 8
       * minutes, there are up to five attempts, and only few nodes are configured at a time. Default: 60
       * @visibility backend
       */
      waitMinutes?: number;
    };
    /**
     * What the checks read of a cluster: nodes, their network, policies, networks, VMs and namespaces.
     */
    facts?: {
      /**
       * The identity of the reads. "requester": the identity of apply.identity; people see what their own rights show.
       * "service-account": the service account, for every requester; findings may then name nodes, policies and VMs that
       * the requester has no right to read. Default: requester
       * @visibility backend
       */
      identity?: 'requester' | 'service-account';
    };
    /**
     * Whether a VLAN is refused, or open to everybody, if the catalog has no entity (Resource, type vlan) for it that the
     * requester may see. Default: refuse
     * @visibility backend
     */
    unregisteredVlans?: 'refuse' | 'allow';
    /**
     * Whether the entity of each VM and NAD is written beside its manifest, as `<manifest>.catalog-info.yaml`, for a
     * catalog that reads the GitOps repository. It is never written for a cluster that catalog.providers.kubevirt reads.
     * Default: true
     * @visibility backend
     */
    catalogInfo?: boolean;
    /**
     * The cluster of requests that name none. Not needed if there is only one cluster.
     * @visibility backend
     */
    defaultCluster?: string;
    /**
     * Namespaces that no network or VM may be created in, besides default, openshift, kube-* and openshift-*. List the
     * namespaces that Multus treats as global.
     * @visibility backend
     */
    reservedNamespaces?: string[];
    /**
     * The clusters by name.
     */
    clusters: {
      [cluster: string]: {
        /**
         * A kubeconfig for the cluster, for development. It takes precedence over kubernetes.clusterLocatorMethods.
         */
        kubeconfig?: {
          /**
           * Path of the file.
           * @visibility backend
           */
          file: string;
          /**
           * Default: the current context of the file.
           * @visibility backend
           */
          context?: string;
        };
        /**
         * Node pools by name: nodes of one kind with one trunked secondary NIC.
         */
        nodePools?: {
          [pool: string]: {
            /**
             * A description for people.
             * @visibility backend
             */
            description?: string;
            /**
             * The labels that select the pool's nodes. At least one.
             */
            nodeSelector: {
              /** @visibility backend */
              [label: string]: string;
            };
            /**
             * The trunked secondary NIC, of type ethernet (not a bond). Never the NIC that carries the node's own network.
             * @visibility backend
             */
            uplink: string;
            /**
             * Allows VLANs on an uplink that also carries the node's own network. Nothing else on that NIC may be changed.
             * Default: false
             * @visibility backend
             */
            sharedUplink?: boolean;
            /**
             * How many nodes are reconfigured at a time: a number or a percentage such as "10%". Default: 1
             * @visibility backend
             */
            maxUnavailable?: number | string;
          };
        };
        /**
         * VLANs that have no entity in the catalog. They can be used only with unregisteredVlans: allow. An entity says all
         * of this, and who may use the VLAN.
         */
        vlans?: Array<{
          /**
           * 1 to 4094.
           * @visibility backend
           */
          id: number;
          /**
           * What the VLAN is for.
           * @visibility backend
           */
          description?: string;
          /**
           * The catalog entity that owns the VLAN, such as group:default/network. Its members are asked to review changes.
           * The owner in the VLAN's own catalog entity takes precedence.
           * @visibility backend
           */
          owner?: string;
          /**
           * Its subnet, such as 10.6.85.0/24. Needed for static addresses.
           * @visibility backend
           */
          subnet?: string;
          /**
           * The router's address in the subnet. VMs without a pod network get it as their default route.
           * @visibility backend
           */
          gateway?: string;
          /**
           * Name servers. VMs with a static address and without a pod network get them.
           * @visibility backend
           */
          dns?: string[];
          /**
           * Addresses that no VM gets: single ones, ranges such as 10.6.85.1-10.6.85.20, and subnets.
           * @visibility backend
           */
          reserved?: string[];
        }>;
      };
    };
    /**
     * The GitOps repository that "pull-request" delivers to.
     */
    gitOps?: {
      /**
       * Clone URL, http or https, without credentials.
       * @visibility backend
       */
      repoUrl: string;
      /**
       * Further repositories that a request may name as repoUrl.
       * @visibility backend
       */
      allowedRepoUrls?: string[];
      /**
       * The branch that changes are proposed for. Default: main
       * @visibility backend
       */
      baseBranch?: string;
      /**
       * The branch that a change is pushed to. Needs {action}, {cluster}, {object}.
       * Default: kubevirt/{action}/{cluster}/{object}
       * @visibility backend
       */
      branch?: string;
      /**
       * The paths of the objects' files.
       */
      paths?: {
        /**
         * Needs {cluster}, {name}; may use {kind}. Default: clusters/{cluster}/nodes/{name}.yaml
         * @visibility backend
         */
        clusterScoped?: string;
        /**
         * Needs {cluster}, {namespace}, {kind}, {name}.
         * Default: clusters/{cluster}/namespaces/{namespace}/{kind}-{name}.yaml
         * @visibility backend
         */
        namespaced?: string;
      };
      /**
       * Labels of the requests that are opened.
       * @visibility backend
       */
      labels?: string[];
    };
    /**
     * The names of objects and interfaces, as patterns.
     */
    names?: {
      /**
       * The NNCP. Needs {vlanId}, {nodePool}. A name over 63 characters is shortened and gets a hash.
       * Default: vlan-{vlanId}-policy-{nodePool}
       * @visibility backend
       */
      policy?: string;
      /**
       * The VLAN interface. Needs {vlanId}; may use {uplink}. A name over 15 characters becomes vlan<id>.
       * Default: {uplink}.{vlanId}
       * @visibility backend
       */
      vlanInterface?: string;
      /**
       * The Linux bridge. Needs {vlanId}; 15 characters at most. Default: bridge-{vlanId}
       * @visibility backend
       */
      bridge?: string;
      /**
       * The NAD. Needs {vlanId}. Default: nad-{vlanId}
       * @visibility backend
       */
      network?: string;
    };
  };
}
