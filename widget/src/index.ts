import { LotseChat, origin } from './element';

const NAME = 'lotse-chat';
const script = document.currentScript as HTMLScriptElement | null;

/** A script with data attributes brings its own element: data-language="ar" becomes language="ar". */
function addElement({ dataset }: HTMLScriptElement): void {
  const element = document.createElement(NAME);
  Object.entries(dataset).forEach(([name, value]) => element.setAttribute(name, value || ''));
  const add = () => document.body.append(element);
  if (document.body) add();
  else document.addEventListener('DOMContentLoaded', add);
}

if (script?.src) origin.base = new URL(script.src).origin;
if (!customElements.get(NAME)) {
  customElements.define(NAME, LotseChat);
  if (script && Object.keys(script.dataset).length) addElement(script);
}
