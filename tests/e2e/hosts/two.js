// Two elements: `backend` is the first one's, `other` the second one's, the same where it is left out.

import { query, workbench } from './host.js';

const { other, ...attributes } = query();
document.querySelector('main').append(
  workbench('one', attributes),
  workbench('two', { ...attributes, backend: other ?? attributes.backend }),
);
