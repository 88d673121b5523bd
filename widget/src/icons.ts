const NAMESPACE = 'http://www.w3.org/2000/svg';

/** Lines drawn in a square of 24. */
const PATHS = {
  chat: 'M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5',
  program: 'M6 8h12v11H6zM12 8V4.5M9.5 12.5h.01M14.5 12.5h.01M9.5 16h5M3.5 12v3M20.5 12v3',
  close: 'M6 6l12 12M18 6L6 18',
  dots3: 'M5 12h.01M12 12h.01M19 12h.01',
  go: 'M4 12h15M13 6l6 6-6 6',
  up: 'M7 11v9H4v-9zM7 11l4-7c2 0 2.5 1.5 2 3.5L12.5 10H19l-1.5 8.5-1.5 1.5H7',
  down: 'M7 13V4H4v9zM7 13l4 7c2 0 2.5-1.5 2-3.5L12.5 14H19l-1.5-8.5L16 4H7',
  speak: 'M4 9.5v5h4l5 4v-13l-5 4zM16.5 9a4.5 4.5 0 010 6M19 6.5a8 8 0 010 11',
  stop: 'M7 7h10v10H7z',
  microphone: 'M9 5a3 3 0 016 0v6a3 3 0 01-6 0zM5.5 11a6.5 6.5 0 0013 0M12 17.5V21',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  share: 'M12 15V4M8 7.5L12 3.5l4 4M6 11H5v9h14v-9h-1',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  plus: 'M12 5v14M5 12h14',
  globe: 'M3 12a9 9 0 1018 0 9 9 0 10-18 0M3.5 9h17M3.5 15h17M12 3c-5 6-5 12 0 18M12 3c5 6 5 12 0 18',
  clock: 'M3 12a9 9 0 1018 0 9 9 0 10-18 0M12 7v5l3 2',
  larger: 'M3 18l5-12 5 12M5 14h6M15 12h6M18 9v6',
  smaller: 'M3 18l5-12 5 12M5 14h6M15 12h6',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  place: 'M12 21c-5-6-7-8.5-7-11.5a7 7 0 0114 0C19 12.5 17 15 12 21zM12 9.5h.01',
  page: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
};

export type Icon = keyof typeof PATHS;

/** A picture that says nothing to screen readers: what carries it has a name. */
export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS(NAMESPACE, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `icon ${name}`);
  const path = document.createElementNS(NAMESPACE, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
