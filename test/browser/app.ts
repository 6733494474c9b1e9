import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Locator, type Page, chromium } from 'playwright-core';

const ROOT = resolve(import.meta.dirname, '../..');
const START_SECONDS = 180;
const STOP_SECONDS = 20;

/** Chromium as Debian packages it, offline and without a user's profile. */
const BROWSER = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  viewport: { width: 1280, height: 900 },
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** The app as `npm start` or another script starts it, with its own ports and GitOps repository. */
export interface App {
  url: string;
  /** The backend's. */
  backend: string;
  /** Runs git in the bare GitOps repository. */
  git: (...args: string[]) => string;
  /** The output so far. */
  output: () => string;
  stop: () => Promise<void>;
}

export async function startApp(
  script = 'start',
  env: Record<string, string> = {},
): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'app-'));
  const repo = join(folder, 'gitops.git');
  const [front, back] = await freePorts();
  const url = `http://localhost:${front}`;
  const backend = `http://localhost:${back}`;
  const child = spawn('npm', ['run', script], {
    cwd: ROOT,
    // A group of its own: the backend is a grandchild and would outlive `npm`.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      APP_CONFIG_app_baseUrl: url,
      APP_CONFIG_backend_baseUrl: backend,
      APP_CONFIG_backend_listen_port: String(back),
      APP_CONFIG_backend_cors_origin: url,
      APP_CONFIG_gitOpsDemo_path: repo,
      // With Gitea the repository exists already.
      ...(script !== 'start:gitea' && {
        APP_CONFIG_kubevirt_gitOps_repoUrl: `${backend}/api/gitops-demo/gitops.git`,
      }),
      ...env,
    },
  });
  let output = '';
  child.stdout.on('data', data => (output += data));
  child.stderr.on('data', data => (output += data));
  const stop = () => stopGroup(child, folder);
  try {
    await untilUp([url, `${backend}/.backstage/health/v1/readiness`], child);
  } catch (error) {
    await stop();
    throw new Error(`${(error as Error).message}\n${output.slice(-5000)}`);
  }
  return {
    url,
    backend,
    git: (...args) =>
      execFileSync('git', ['--git-dir', repo, ...args], { encoding: 'utf8' }),
    output: () => output,
    stop,
  };
}

/** A page in a browser of its own; errors of the page's scripts are collected. */
export async function openPage(): Promise<{
  page: Page;
  errors: string[];
  close: () => Promise<void>;
}> {
  const profile = mkdtempSync(join(tmpdir(), 'profile-'));
  const context = await chromium.launchPersistentContext(profile, BROWSER);
  // A harmless browser message about the next frame, for which the development server would cover the page.
  await context.addInitScript(() =>
    addEventListener('error', event => {
      if (event.message.startsWith('ResizeObserver loop')) {
        event.stopImmediatePropagation();
      }
    }),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  return {
    page,
    errors,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Signs in as guest. */
export async function enter(page: Page, app: App): Promise<void> {
  await page.goto(`${app.url}/create`);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('Attach a VLAN', { exact: true }).waitFor();
}

/** Opens a template's form. */
export async function choose(
  page: Page,
  app: App,
  title: string,
): Promise<void> {
  await page.goto(`${app.url}/create`);
  await page
    .locator('.MuiCard-root', { hasText: title })
    .getByRole('button', { name: 'Choose' })
    .click();
}

/** Fills in a field that suggests values, and leaves it: an open list hides the rest of the page. */
export async function fillIn(
  page: Page,
  label: string,
  value: string,
): Promise<void> {
  const field = page.getByRole('combobox', { name: new RegExp(`^${label}`) });
  await field.fill(value);
  await field.press('Tab');
}

/** Presses a button of the form. */
export function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).last().click();
}

/** Reloads a page until it shows something: a new object takes a moment to appear everywhere. */
export async function openUntil(
  open: () => Promise<unknown>,
  there: Locator,
): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    await open();
    try {
      await there.waitFor({ timeout: 3000 });
      return;
    } catch {
      // Not yet.
    }
  }
  await there.waitFor();
}

/** SCREENSHOTS=docs/images renews the pictures of the README. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    await page.waitForTimeout(1000);
    await page.screenshot({ path, fullPage: true });
  }
}

async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(
      server =>
        new Promise<number>(done =>
          server.listen(0, '127.0.0.1', () =>
            done((server.address() as { port: number }).port),
          ),
        ),
    ),
  );
  await Promise.all(
    servers.map(server => new Promise(done => server.close(done))),
  );
  return [ports[0], ports[1]];
}

async function untilUp(urls: string[], child: ChildProcess): Promise<void> {
  const until = Date.now() + START_SECONDS * 1000;
  for (const url of urls) {
    while (!(await answers(url))) {
      if (child.exitCode !== null || Date.now() > until) {
        throw new Error(`${url} does not answer`);
      }
      await new Promise(done => setTimeout(done, 500));
    }
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    response => response.ok,
    () => false,
  );
}

async function stopGroup(child: ChildProcess, folder: string): Promise<void> {
  for (let second = 0; second < STOP_SECONDS; second += 1) {
    try {
      process.kill(
        -child.pid!,
        second < STOP_SECONDS / 2 ? 'SIGTERM' : 'SIGKILL',
      );
    } catch {
      break;
    }
    await new Promise(done => setTimeout(done, 1000));
  }
  rmSync(folder, { recursive: true, force: true });
}
