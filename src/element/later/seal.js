// What the workbench keeps on this device, sealed: AES-GCM by the browser, with a key that no script can read and that never
// leaves it. So what lies on the disk says nothing to whoever has the disk; a script of this very origin could ask for it all the same.

const DATABASE = 'corrigenda-key';
const STORE = 'keys';
const NAME = 'device';
/** Bytes of the number used once that stands before each sealed text (NIST SP 800-38D, 8.2.2: chosen at random). */
const ONCE = 12;

const settled = (request) => new Promise((good, bad) => {
  request.onsuccess = () => good(request.result);
  request.onerror = () => bad(request.error);
  request.onblocked = () => bad(new Error('another tab holds it'));
});

/** The key of this browser: the one that is there, or a new one. Of two tabs that make one at once, both use the first. */
async function deviceKey() {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled(opening);
  try {
    const kept = await settled(database.transaction(STORE).objectStore(STORE).get(NAME));
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const transaction = database.transaction(STORE, 'readwrite');
    const written = new Promise((good, bad) => {
      transaction.oncomplete = good;
      transaction.onabort = () => bad(transaction.error);
    });
    const store = transaction.objectStore(STORE);
    const first = await settled(store.get(NAME));
    if (!first) store.put(made, NAME);
    // Nothing is sealed with a key that may not be there any more tomorrow.
    await written;
    return first ?? made;
  } finally {
    database.close();
  }
}

/**
 * Seals and opens texts; `name` says what they belong to, and opens nothing else. Rejected where the browser has no
 * WebCrypto (a page without https) or keeps no keys.
 */
export async function sealer() {
  const key = await deviceKey();
  const how = (iv, name) => ({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) });
  return {
    /** As bytes, in the order of the texts. */
    seal: (texts, name) => Promise.all(texts.map(async (text) => {
      const iv = crypto.getRandomValues(new Uint8Array(ONCE));
      const sealed = await crypto.subtle.encrypt(how(iv, name), key, new TextEncoder().encode(text));
      const kept = new Uint8Array(ONCE + sealed.byteLength);
      kept.set(iv);
      kept.set(new Uint8Array(sealed), ONCE);
      return kept;
    })),
    /** As texts again: what was never sealed as it is, what cannot be opened as null. */
    open: (kept, name) => Promise.all(kept.map(async (one) => {
      if (!(one instanceof Uint8Array)) return one;
      try {
        return new TextDecoder().decode(await crypto.subtle.decrypt(how(one.subarray(0, ONCE), name), key, one.subarray(ONCE)));
      } catch {
        return null;
      }
    })),
  };
}
