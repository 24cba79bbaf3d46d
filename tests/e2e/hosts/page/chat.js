// A chat as platforms build them: the answer's Markdown is rendered again with every word that comes.

const { React, ReactDOM } = globalThis;
const make = React.createElement;

/** Enough Markdown for a chat: paragraphs, lists, strong, stressed. */
function inline(text) {
  return text.split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).map((part, at) => {
    if (part.startsWith('**')) return make('strong', { key: at }, part.slice(2, -2));
    if (part.startsWith('*') && part.length > 2) return make('em', { key: at }, part.slice(1, -1));
    return part;
  });
}

function blocks(text) {
  return text.split('\n\n').map((block, at) => {
    if (block.startsWith('- ')) {
      return make('ul', { key: at }, block.split('\n').map((line, item) => make('li', { key: item }, inline(line.slice(2)))));
    }
    return make('p', { key: at }, inline(block));
  });
}

function Chat() {
  const [{ answer, version, shown }, set] = React.useState({ answer: '', version: 0, shown: true });
  React.useEffect(() => {
    globalThis.chat = {
      say: (text) => set((before) => ({ ...before, answer: text })),
      /** Everything is made anew, as with another key. */
      again: () => set((before) => ({ ...before, version: before.version + 1 })),
      show: (yes) => set((before) => ({ ...before, shown: yes })),
    };
  }, []);
  return make('main', null,
    make('h1', null, 'Biology tutor'),
    make('div', { 'data-message': 'question', className: 'turn' }, make('div', { className: 'bubble' }, 'What do mitochondria do?')),
    shown && make('div', { 'data-message': 'answer', className: 'turn', key: version },
      make('div', { className: 'bubble' }, blocks(answer)),
      make('div', { className: 'tools' }, make('button', { type: 'button' }, 'Copy'), make('button', { type: 'button' }, 'Again'))),
    make('form', { onSubmit: (event) => event.preventDefault() }, make('input', { 'aria-label': 'Message', placeholder: 'Ask on' })));
}

ReactDOM.createRoot(document.getElementById('app')).render(make(Chat));
