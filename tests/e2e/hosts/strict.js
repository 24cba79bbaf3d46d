// One element, with the query as its attributes.

import { query, workbench } from './host.js';

document.querySelector('main').append(workbench('one', query()));
