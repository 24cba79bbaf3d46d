// Where the bench finds things: in our page, and in Label Studio's.

const hook = (name) => `[data-test="${name}"]`;

/** Ours: everything is looked for inside the element's shadow root. */
export const OURS = {
  host: 'corrigenda-workbench',
  ready: '[data-ready]',
  texts: ['[data-at="article"]'],
  // Submitting may wait for the expert, and there is not always something to choose; a way out can be taken at once.
  control: '.foot .quiet',
  /** Clicked one after the other to submit a task that asks for nothing; the click on the last one is timed. */
  submit: ['[data-at="submit"]'],
};

/** Label Studio 1.23: the project of `start.sh` asks for a preference before it lets a task go. */
export const LABEL_STUDIO = {
  host: null,
  ready: null,
  texts: ['.lsf-richtext', '.resp'],
  control: '.lsf-label',
  submit: ['.lsf-choice__checkbox', '[data-testid="bottombar-submit-button"]'],
};
