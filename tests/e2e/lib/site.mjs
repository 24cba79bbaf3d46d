// A site as a platform would run it: the built page, host pages, and the API of the real server behind a fault proxy.

import { resolve } from 'node:path';
import { STRICT, serve } from '../../../benches/browser/serve.mjs';
import { faultProxy } from './proxy.mjs';

const ROOT = resolve(import.meta.dirname, '../../..');

/**
 * Serves `dist` at `/` and the host pages at `/hosts/`, all under the strict policy. With `server` (see server.mjs) its
 * API is at `/api/`, through `proxy`. `files` are made for one test: path → text.
 */
export async function startSite({ server = null, dist = resolve(ROOT, 'dist'), files = {}, csp = STRICT } = {}) {
  const proxy = server && faultProxy(server.url);
  const site = await serve({
    folders: { '/': dist, '/hosts/': resolve(import.meta.dirname, '../hosts') },
    files,
    // A connection a call: the browser sends a call again by itself where a connection it used before breaks.
    headers: { connection: 'close', ...(csp ? { 'content-security-policy': csp } : {}) },
    handle: proxy?.handle,
  });
  return {
    ...site,
    proxy,
    /** The URL of a host page: `strict`, `two` or `moved`, with the backend (or backends) its elements get. */
    host: (name, query = {}) => `${site.url}hosts/${name}.html?${new URLSearchParams(query)}`,
    async close() {
      proxy?.heal();
      await site.close();
    },
  };
}
