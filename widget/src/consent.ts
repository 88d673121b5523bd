import { make, makeButton } from './dom';
import { icon, type Icon } from './icons';
import { isSafeAddress } from './markdown';
import { outside } from './rich';
import type { Ui } from './ui';

/** What this is and what happens with the data, before anything is sent. */
export function makeConsent(ui: Ui, agree: () => void, disagree: (() => void) | null): HTMLElement {
  const point = (name: Icon, key: string) => make('li', {}, icon(name), ui.text('span', key));
  return make(
    'div', { class: 'consent', tabindex: '-1' },
    make('ul', {}, point('chat', 'widget.intro_what'), point('program', 'widget.intro_program'), point('clock', 'widget.intro_data')),
    make('details', {}, make('summary', {}, ui.text('span', 'widget.intro_more')), ui.text('p', 'widget.intro_details')),
    makeOperator(ui),
    make(
      'div', { class: 'decide' },
      makeButton({ class: 'strong' }, agree, ui.text('span', 'widget.agree')),
      disagree && makeButton({ class: 'plain' }, disagree, ui.text('span', 'widget.disagree')),
    ),
  );
}

/** Links to the operator's legal notice and privacy policy. */
export function makeOperator(ui: Ui): HTMLElement | null {
  const { imprint, privacy } = ui.wording.links;
  const links = [[imprint, 'widget.imprint'], [privacy, 'widget.privacy']]
    .filter(([address]) => address && isSafeAddress(address))
    .map(([address, key]) => outside(address!, ui, {}, ui.text('span', key!)));
  return links.length ? make('p', { class: 'operator' }, ...links) : null;
}
