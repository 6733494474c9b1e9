import type { Page, Request } from 'playwright-core';
import { App, fillIn, press } from '../../browser/app';

const PREVIEWS = '/api/kubevirt/previews';
/** What the preview's table of changes has to show. */
const OBJECT = 'vlan-1085-policy-c7000';

/** Milliseconds of one preview, from the user's action until it is visible. */
export interface PreviewTime {
  all: number;
  /** The form's own work, and its debounce. */
  before: number;
  request: number;
  after: number;
}

/** The request and its user. */
export interface Asked {
  backend: string;
  authorization: string;
  values: { mtu?: number };
}

/** The form of `attach-vlan` in a browser, whose last page has the preview. */
export class PreviewForm {
  readonly #page: Page;
  readonly #app: App;

  constructor(page: Page, app: App) {
    this.#page = page;
    this.#app = app;
  }

  /** Opens the form and proceeds to its last page. */
  async open(): Promise<void> {
    await this.#page.goto(
      `${this.#app.url}/create/templates/default/attach-vlan`,
    );
    await fillIn(this.#page, 'VLAN', '1085');
    await fillIn(this.#page, 'Namespace', 'demo');
    await press(this.#page, 'Next');
    await this.#page.getByRole('row', { name: OBJECT }).first().waitFor();
  }

  /** A preview by another answer on its own page: from the answer on. */
  byAnswer(mtu: number): Promise<{ time: PreviewTime; asked: Asked }> {
    return this.#measure('input', mtu, () => this.#answer(mtu));
  }

  /** A preview of answers that had none yet: from the press of `Next` on. */
  async byNext(mtu: number): Promise<{ time: PreviewTime; asked: Asked }> {
    await this.#answer(mtu);
    await press(this.#page, 'Back');
    const vlan = this.#page.getByRole('combobox', { name: /^VLAN/ });
    await vlan.waitFor();
    return this.#measure('click', mtu, () => press(this.#page, 'Next'));
  }

  async #measure(
    event: string,
    mtu: number,
    act: () => Promise<void>,
  ): Promise<{ time: PreviewTime; asked: Asked }> {
    const asking = this.#page.waitForRequest(
      request => isPreview(request) && valuesOf(request).mtu === mtu,
    );
    const watching = this.#page.evaluate(watch, {
      event,
      object: OBJECT,
      path: PREVIEWS,
      mtu,
    });
    const [request, time] = await Promise.all([asking, watching, act()]);
    const { origin } = new URL(request.url());
    const { authorization } = await request.allHeaders();
    return {
      time,
      asked: { backend: origin, authorization, values: valuesOf(request) },
    };
  }

  #answer(mtu: number): Promise<void> {
    return this.#page.getByLabel('MTU').fill(String(mtu));
  }
}

function isPreview(request: Request): boolean {
  return request.method() === 'POST' && request.url().endsWith(PREVIEWS);
}

function valuesOf(request: Request): Asked['values'] {
  return request.postDataJSON().values;
}

/**
 * In the page: checks in each frame whether the preview is visible, and takes all times from the page's own clock. A
 * preview of earlier answers does not count: its manifests have another MTU.
 */
function watch(options: {
  event: string;
  object: string;
  path: string;
  mtu: number;
}): Promise<PreviewTime> {
  const { event, object, path, mtu } = options;
  performance.clearResourceTimings();
  let begun: number | undefined;
  addEventListener(event, ({ timeStamp }) => (begun ??= timeStamp), {
    capture: true,
    once: true,
  });
  const isShown = () =>
    [...document.querySelectorAll('.bui-Card')].some(
      card =>
        card.textContent!.includes(String(mtu)) &&
        [...card.querySelectorAll('[role="row"]')].some(
          row => row.textContent!.includes(object) && row.checkVisibility(),
        ),
    );
  return new Promise(done => {
    const look = () => {
      const call = performance
        .getEntriesByType('resource')
        .findLast(({ name }) => name.endsWith(path)) as
        | PerformanceResourceTiming
        | undefined;
      if (begun !== undefined && call && isShown()) {
        const now = performance.now();
        done({
          all: now - begun,
          before: call.startTime - begun,
          request: call.responseEnd - call.startTime,
          after: now - call.responseEnd,
        });
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  });
}
