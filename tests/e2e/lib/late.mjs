// What a page waits for, coming late: the order in which the device and the backend answer is nobody's promise.

const LATE_MS = 300;

/** What can be late: the device's database, its locks, the answer to a claim. */
export const LATE = ['database', 'locks', 'claim'];

/** Has one of `LATE` come late in every document that the page opens from now on. */
export async function late(page, what) {
  if (what === 'claim') {
    await page.route('**/claims', async (route) => {
      const answer = await route.fetch();
      await new Promise((done) => setTimeout(done, LATE_MS));
      await route.fulfill({ response: answer });
    });
    return;
  }
  await page.addInitScript(([kind, ms]) => {
    if (kind === 'database') {
      const { open } = IDBFactory.prototype;
      IDBFactory.prototype.open = function (...given) {
        const request = open.apply(this, given);
        const hold = (event) => {
          event.stopImmediatePropagation();
          request.removeEventListener('success', hold);
          setTimeout(() => request.dispatchEvent(new Event('success')), ms);
        };
        request.addEventListener('success', hold);
        return request;
      };
    } else {
      const { request } = LockManager.prototype;
      LockManager.prototype.request = function (...given) {
        return new Promise((done) => setTimeout(done, ms)).then(() => request.apply(this, given));
      };
    }
  }, [what, LATE_MS]);
}
