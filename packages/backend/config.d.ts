export interface Config {
  /**
   * A bare Git repository that the backend itself serves, without protection, to everyone who can reach it. For a
   * demonstration on one machine.
   */
  gitOpsDemo?: {
    /**
     * Where the repository is, relative to the folder that the backend is started in. Created with a first commit if
     * it is missing.
     * @visibility backend
     */
    path: string;
  };
}
