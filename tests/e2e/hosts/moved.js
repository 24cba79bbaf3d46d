// One element in the first place; the button moves it to the other.

import { query, workbench } from './host.js';

const [first, second] = ['first', 'second'].map((id) => document.getElementById(id));
const element = workbench('one', query());
first.append(element);
document.getElementById('move').addEventListener('click', () => {
  (element.parentNode === first ? second : first).append(element);
});
