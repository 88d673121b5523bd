import { make } from './dom';
import { makeGrid } from './grid';
import { icon, type Icon } from './icons';
import { formatMoment } from './language';
import { isSafeAddress } from './markdown';
import { outside } from './rich';
import type { Appointment, Button, Message } from './types';
import type { Ui } from './ui';

const LINKS: [keyof Appointment, Icon, string][] = [
  ['ics_url', 'calendar', 'widget.calendar'], ['route_url', 'place', 'widget.route'], ['manage_url', 'page', 'widget.manage'],
];
const HEADINGS: Record<string, string> = { booked: 'widget.appointment', summary: 'widget.appointment', cancelled: 'widget.cancelled' };

/** What an appointment message shows beside its text: free times to choose from, or when and where. */
export function makeAppointment({ appointment, text }: Message, base: string, choose: (button: Button) => void, ui: Ui): HTMLElement {
  const { step, days, start, office, address } = appointment!;
  const heading = HEADINGS[step];
  const facts: [Icon, string | undefined][] = [
    ['clock', start && formatMoment(start, ui.language)], ['place', [office, address].filter(Boolean).join(', ')],  ];
  // Where the text says when and where, it need not be said twice.
  const isTold = Boolean(office && text.includes(office));
  const shown = facts.filter(([, text]) => text).map(([name, text]) => make('li', {}, icon(name), make('bdi', {}, text)));
  return make(
    'div', { class: `booking ${step}` },
    heading && make('p', { class: 'heading' }, icon(step === 'cancelled' ? 'close' : 'calendar'), ui.say(heading)),
    heading && !isTold && shown.length > 0 && make('ul', { class: 'facts' }, ...shown),
    Boolean(days?.length) && makeGrid(days!, ui.say('widget.slots'), choose),
    makeLinks(appointment!, base, ui),
  );
}

function makeLinks(appointment: Appointment, base: string, ui: Ui): HTMLElement | null {
  const links = LINKS
    .map(([field, name, key]) => ({ address: absolute(appointment[field] as string | undefined, base), name, key }))
    .filter(({ address }) => isSafeAddress(address))
    .map(({ address, name, key }) => outside(address, ui, { class: 'chip' }, icon(name), ui.text('span', key)));
  return links.length ? make('div', { class: 'options' }, ...links) : null;
}

function absolute(address: string | undefined, base: string): string {
  return address?.startsWith('/') ? base + address : address || '';
}
