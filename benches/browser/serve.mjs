// A small static server: the built page with its brotli, other folders and made-up files beside it, any headers.
// node benches/browser/serve.mjs [FOLDER] [PORT]

import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/jsonl; charset=utf-8',
  wasm: 'application/wasm',
  svg: 'image/svg+xml',
  png: 'image/png',
  ts: 'text/plain; charset=utf-8',
};

/** What a strict host page allows: scripts and styles of its own, and wasm; nothing inline. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "font-src 'self'; base-uri 'none'; form-action 'none'";

const typeOf = (path) => TYPES[path.split('.').pop()] ?? 'application/octet-stream';

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });

/** The file of a folder, or null; never one outside of it. */
async function fromFolder(folder, path) {
  const inside = normalize(join(folder, path));
  if (inside !== normalize(folder) && !inside.startsWith(normalize(folder).replace(/[/\\]?$/, sep))) return null;
  try {
    const file = (await stat(inside)).isDirectory() ? join(inside, 'index.html') : inside;
    const body = await readFile(file);
    const packed = await readFile(`${file}.br`).catch(() => null);
    return { body, packed, type: typeOf(file) };
  } catch {
    return null;
  }
}

/**
 * Serves `folders` (URL prefix → folder; the longest prefix wins) and `files` (path → text or bytes, made for one run).
 * `headers` go with every answer; `handle(request, response, url)` may take a request first and then answers true.
 */
export async function serve({ folders = { '/': 'dist' }, files = {}, headers = {}, handle, port = 0 } = {}) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const made = new Map();

  async function find(path) {
    if (path in files) {
      if (!made.has(path)) {
        const body = Buffer.from(files[path]);
        made.set(path, { body, packed: brotli(body), type: typeOf(path) });
      }
      return made.get(path);
    }
    const prefix = prefixes.find((start) => path.startsWith(start));
    return prefix === undefined ? null : fromFolder(folders[prefix], path.slice(prefix.length));
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    try {
      if (handle && (await handle(request, response, url))) return;
      const found = await find(decodeURIComponent(url.pathname));
      if (!found) {
        response.writeHead(404, { 'content-type': 'text/plain', ...headers }).end('not found\n');
        return;
      }
      const small = found.packed && /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
      const body = small ? found.packed : found.body;
      response.writeHead(200, {
        'content-type': found.type,
        'content-length': body.length,
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        vary: 'accept-encoding',
        ...(small ? { 'content-encoding': 'br' } : {}),
        ...headers,
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    } catch (error) {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`${error.message}\n`);
    }
  });
  await new Promise((done, refuse) => server.once('error', refuse).listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder = 'dist', port = '8788'] = process.argv.slice(2);
  const { url } = await serve({ folders: { '/': folder }, port: Number(port) });
  console.log(`${url} serves ${folder}; Ctrl-C stops it.`);
}
