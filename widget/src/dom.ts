type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | undefined | null>;

/** Makes an element: make('a', {href, lang}, 'text', otherNode). Empty attributes are left out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value || value === 0) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

export function makeButton(attributes: Attributes, onClick: (event: Event) => void, ...children: Child[]): HTMLButtonElement {
  const button = make('button', { type: 'button', ...attributes }, ...children);
  button.addEventListener('click', onClick);
  return button;
}

/** A link; one that leaves the page opens beside it and learns nothing about where the user came from. */
export function makeLink(address: string, attributes: Attributes, ...children: Child[]): HTMLAnchorElement {
  const tab = /^http/i.test(address) ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  return make('a', { href: address, ...tab, ...attributes }, ...children);
}

export function empty(element: Element): void {
  element.replaceChildren();
}
