/** Make an element: make('a', {href, lang}, 'text', otherNode). Empty attributes are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child));
  return element;
}

export function makeButton(title, onClick, attributes = {}) {
  const button = make('button', { type: 'button', ...attributes }, title);
  button.addEventListener('click', onClick);
  return button;
}

export function empty(element) {
  while (element.firstChild) element.firstChild.remove();
}

const SAFE_ADDRESS = /^(https?:\/\/|tel:|mailto:)\S+$/i;

export function isSafeAddress(address) {
  return SAFE_ADDRESS.test(address);
}

export function makeLink(address, attributes, ...children) {
  const leavesPage = /^http/i.test(address);
  const tab = leavesPage ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  return make('a', { href: address, ...tab, ...attributes }, ...children);
}
