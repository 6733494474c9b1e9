import { Agent, Dispatcher } from 'undici';

// All HTTP of the backend parts begins in this file: a proxy, or a certificate authority of the company, is added here.

/** `fetch`, for Git and for the APIs of its hosts. */
export function httpFetch(
  url: string | URL,
  init: RequestInit,
): Promise<Response> {
  // Looked up at each call, as platforms and tests replace it.
  return globalThis.fetch(url, init);
}

/** Connections that are kept open between calls, for clusters. */
export function keepAliveAgent(options: Agent.Options): Dispatcher {
  return new Agent(options);
}
