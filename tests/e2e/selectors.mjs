// Where the tests find things. Playwright's CSS looks into open shadow roots, so these need no path through them.

const hook = (name) => `[data-test="${name}"]`;

export const ELEMENT = 'corrigenda-workbench';
/** The workbench shows a task and takes input. */
export const READY = `${ELEMENT} [data-ready]`;
/** The text of a response. */
export const RESPONSE = '[data-at="article"]';
export const SUBMIT = '[data-at="submit"]';
export { hook };
