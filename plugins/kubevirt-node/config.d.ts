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
     * The field manager of direct apply. Never "kubectl", whose fields Flux takes away.
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
       * As whom: as the person who asks by impersonation (the cluster's service account needs the right to impersonate
       * users and groups), with the person's own token from a secret of the task, or with the rights of the service
       * account, whoever asks. Default: impersonate
       * @visibility backend
       */
      identity?: 'impersonate' | 'user-token' | 'service-account';
      /**
       * What the person and their groups in the catalog are called in the cluster. Names that begin with "system:" are
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
       * The task's secret that holds the person's token, with identity: user-token. Default: kubernetesToken
       * @visibility backend
       */
      userTokenSecret?: string;
      /**
       * How long the nodes may take for a policy, in minutes, 1 to 1440. One node may take 8 minutes and more, five
       * times over, and few nodes at a time. Default: 60
       * @visibility backend
       */
      waitMinutes?: number;
    };
    /**
     * What the checks read of a cluster: nodes, their network, policies, networks, VMs and namespaces.
     */
    facts?: {
      /**
       * As whom: as the one that direct apply would act as (apply.identity), who then sees what their own rights show; or as
       * the service account, for everybody: then findings name nodes, policies and VMs that whoever asks may not read
       * themselves. Default: requester
       * @visibility backend
       */
      identity?: 'requester' | 'service-account';
    };
    /**
     * What becomes of a VLAN for which the catalog has no entity (Resource, type vlan), or none that whoever asks may see:
     * it is refused, or everybody may use it. Default: refuse
     * @visibility backend
     */
    unregisteredVlans?: 'refuse' | 'allow';
    /**
     * Whether the entity of each VM and NAD is written beside its manifest, as `<manifest>.catalog-info.yaml`, for a
     * catalog that reads the GitOps repository. It is not where catalog.providers.kubevirt reads the cluster. Default: true
     * @visibility backend
     */
    catalogInfo?: boolean;
    /**
     * The cluster that is meant where a request names none. Not needed where there is only one.
     * @visibility backend
     */
    defaultCluster?: string;
    /**
     * Namespaces that no network or VM may be put into, besides default, openshift, kube-* and openshift-*:
     * those that Multus counts as global.
     * @visibility backend
     */
    reservedNamespaces?: string[];
    /**
     * The clusters by name.
     */
    clusters: {
      [cluster: string]: {
        /**
         * A kubeconfig to reach the cluster with, for development; goes before kubernetes.clusterLocatorMethods.
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
             * What the pool is, for people.
             * @visibility backend
             */
            description?: string;
            /**
             * The labels that tell the pool's nodes. At least one.
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
             * The uplink is a NIC that carries the node's own network as well, and VLANs on it are wanted all the same. Nothing
             * else of it may be touched then either. Default: false
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
         * What is known of VLANs that have no entity in the catalog, which says all of this and who may use them; such a VLAN
         * can be used only with unregisteredVlans: allow.
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
           * The catalog entity that owns the VLAN, such as group:default/network: who is asked for a review of a change. The
           * owner of the VLAN's own catalog entity comes first, where there is one.
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
       * Where an object's file stands.
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
     * How objects and interfaces are called.
     */
    names?: {
      /**
       * The NNCP. Needs {vlanId}, {nodePool}. Longer than 63 characters: shortened, with a hash.
       * Default: vlan-{vlanId}-policy-{nodePool}
       * @visibility backend
       */
      policy?: string;
      /**
       * The VLAN interface. Needs {vlanId}; may use {uplink}. Longer than 15 characters: vlan<id>.
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
