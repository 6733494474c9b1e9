import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

type Section = Record<string, string | number | boolean>;

/**
 * Gitea's configuration: one server on loopback with all its data in the
 * folder, nothing of which reaches out. The sources named are Gitea's.
 */
export function appIni(options: {
  folder: string;
  dataDir: string;
  moduleDir: string;
  port: number;
}): string {
  const { folder, dataDir, moduleDir, port } = options;
  const global: Section = {
    // Else Gitea writes it into this file at its start (cmd/web.go).
    WORK_PATH: folder,
    RUN_MODE: 'prod',
    // Containers of a CI run as root, which Gitea refuses; no other user is
    // concerned (modules/setting/setting.go, loadRunModeFrom).
    I_AM_BEING_UNSAFE_RUNNING_AS_ROOT: true,
  };
  const sections: Record<string, Section> = {
    server: {
      PROTOCOL: 'http',
      HTTP_ADDR: '127.0.0.1',
      HTTP_PORT: port,
      ROOT_URL: `http://127.0.0.1:${port}/`,
      APP_DATA_PATH: dataDir,
      STATIC_ROOT_PATH: moduleDir,
      DISABLE_SSH: true,
      LFS_START_SERVER: false,
      OFFLINE_MODE: true,
      ALLOW_GRACEFUL_RESTARTS: false,
      // How long a stop waits for open connections (modules/graceful/manager.go).
      GRACEFUL_HAMMER_TIME: '2s',
    },
    database: {
      DB_TYPE: 'sqlite3',
      PATH: join(dataDir, 'gitea.db'),
      // Readers do not then wait for a writer.
      SQLITE_JOURNAL_MODE: 'WAL',
    },
    security: {
      INSTALL_LOCK: true,
      SECRET_KEY: secret('hex'),
      INTERNAL_TOKEN: secret('hex'),
      // One round: each request checks a password (modules/auth/password/hash).
      PASSWORD_HASH_ALGO: 'pbkdf2$1$50',
    },
    oauth2: {
      ENABLED: false,
      // Needed all the same, and else written into this file (modules/setting/oauth2.go).
      JWT_SECRET: secret('base64url'),
    },
    repository: { DEFAULT_BRANCH: 'main' },
    // In memory: nothing outlives the server (modules/queue/manager.go).
    queue: { TYPE: 'channel' },
    indexer: { ISSUE_INDEXER_TYPE: 'db', REPO_INDEXER_ENABLED: false },
    service: { DISABLE_REGISTRATION: true },
    log: { MODE: 'console', LEVEL: 'Warn' },
    'log.console': { STDERR: true },
    cron: { ENABLED: false },
    mailer: { ENABLED: false },
    actions: { ENABLED: false },
    packages: { ENABLED: false },
    mirror: { ENABLED: false },
    webhook: { ALLOWED_HOST_LIST: 'loopback' },
    picture: { DISABLE_GRAVATAR: true },
  };
  return [
    lines(global),
    ...Object.entries(sections).map(
      ([name, section]) => `[${name}]\n${lines(section)}`,
    ),
  ].join('\n');
}

function lines(section: Section): string {
  return Object.entries(section)
    .map(([key, value]) => `${key} = ${value}\n`)
    .join('');
}

function secret(encoding: 'hex' | 'base64url'): string {
  return randomBytes(32).toString(encoding);
}
