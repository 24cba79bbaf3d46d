// What the page is made of: elements, tables, bars.

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null) node.setAttribute(name, String(value));
  }
  // Text becomes a text node, never markup.
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** An element. */
export const h = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
const s = (name, attributes = {}, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

/** A section with its heading. */
export function section(id, heading, ...children) {
  return h('section', { id, 'aria-labelledby': `${id}-title`, class: 'card' }, h('h2', { id: `${id}-title` }, heading), ...children);
}

/** A table; columns are `{name, number, cell(row)}`, and the first names its row. It scrolls by itself where it is too wide. */
export function table(caption, columns, rows) {
  const head = columns.map(({ name, number }) => h('th', { scope: 'col', class: number ? 'number' : null }, name));
  const cells = (row) =>
    columns.map(({ cell, number }, index) => h(index ? 'td' : 'th', { scope: index ? null : 'row', class: number ? 'number' : null }, cell(row)));
  const body = rows.map((row) => h('tr', {}, cells(row)));
  return h('div', { class: 'scroll', role: 'group', tabindex: 0, 'aria-label': caption },
    h('table', {}, h('caption', { class: 'heard' }, caption), h('thead', {}, h('tr', {}, head)), h('tbody', {}, body)));
}

/** Bars over time, and the same as a table for who wants to read it. */
export function bars(speech, caption, slots, label) {
  const most = Math.max(...slots.map(({ done }) => done));
  const sum = slots.reduce((total, { done }) => total + done, 0);
  const said = speech.say('sum', speech.number(sum), speech.number(most));
  const bar = ({ done }, index) => {
    const height = most ? (done / most) * 100 : 0;
    return s('rect', { class: done ? 'bar' : 'bar none', x: index * 10 + 1, y: 100 - Math.max(height, 1), width: 8, height: Math.max(height, 1) });
  };
  const columns = [
    { name: speech.say('from'), cell: ({ from }) => label(from) },
    { name: speech.say('submissions'), number: true, cell: ({ done }) => speech.number(done) },
  ];
  const ends = [slots[0], slots[slots.length >> 1], slots.at(-1)].map(({ from }) => h('span', {}, label(from)));
  return h('figure', {},
    h('figcaption', {}, caption, h('span', { class: 'soft' }, said)),
    s('svg', { viewBox: `0 0 ${slots.length * 10} 100`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${caption}: ${said}`, class: 'bars' }, slots.map(bar)),
    h('div', { class: 'ends soft', 'aria-hidden': 'true' }, ends),
    h('details', {}, h('summary', {}, speech.say('asTable')), table(caption, columns, slots.filter(({ done }) => done))));
}

/** A part of a whole, as a bar with its words. */
export function share(speech, part, whole) {
  const words = speech.say('doneOf', speech.number(part), speech.number(whole));
  return h('span', { class: 'share' }, h('progress', { max: Math.max(whole, 1), value: part, 'aria-label': words }), words);
}

/** A field with its name before it. */
export const field = (name, control) => h('label', { class: 'field' }, h('span', {}, name), control);

/** A list to choose from. */
export const choice = (options, chosen, pick, more = {}) =>
  h('select', { ...more, onchange: (event) => pick(event.target.value) },
    Object.entries(options).map(([value, name]) => h('option', { value, selected: value === chosen }, name)));
