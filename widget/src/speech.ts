/** One stretch of text in one language, and the block to highlight while it is read. */
export interface Stretch {
  text: string;
  language: string;
  block: Element;
}

/** Reads messages aloud with the voices of the device: never with a voice of the wrong language. */
export class Speaker {
  private button: HTMLElement | null = null;
  private reading: Element | null = null;

  constructor(private readonly onEnd: (button: HTMLElement) => void) {}

  hasVoice(language: string): boolean {
    return Boolean(voiceOf(language));
  }

  /** Calls when the list of voices is there: browsers load it late. */
  onVoices(act: () => void): void {
    if ('speechSynthesis' in window) speechSynthesis.addEventListener?.('voiceschanged', act);
  }

  isReading(button: HTMLElement): boolean {
    return this.button === button;
  }

  read(element: Element, language: string, button: HTMLElement): void {
    this.stop();
    this.button = button;
    this.next(stretches(element, language), language, button);
  }

  stop(): void {
    const button = this.button;
    if (!button) return;
    this.button = null;
    speechSynthesis.cancel();
    this.highlight(null);
    this.onEnd(button);
  }

  private next(rest: Stretch[], language: string, button: HTMLElement): void {
    if (this.button !== button) return;
    const [stretch, ...later] = rest;
    if (!stretch) return this.stop();
    const spoken = new SpeechSynthesisUtterance(stretch.text);
    const voice = voiceOf(stretch.language) || voiceOf(language);
    if (voice) spoken.voice = voice;
    spoken.lang = voice?.lang || stretch.language;
    spoken.onend = spoken.onerror = () => this.next(later, language, button);
    this.highlight(stretch.block);
    speechSynthesis.speak(spoken);
  }

  private highlight(block: Element | null): void {
    this.reading?.classList.remove('reading');
    this.reading = block;
    block?.classList.add('reading');
  }
}

function voiceOf(language: string): SpeechSynthesisVoice | undefined {
  if (!('speechSynthesis' in window)) return undefined;
  return speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language);
}

/** The text block by block; words marked as German become stretches of their own. */
export function stretches(element: Element, language: string): Stretch[] {
  const found: Stretch[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement!;
    const text = node.textContent || '';
    if (!text.trim() || parent.closest('.unseen, summary')) continue;
    const block = parent.closest('p, li') || parent;
    const own = parent.closest('[lang]');
    const spoken = own && element.contains(own) && own !== element ? own.getAttribute('lang')! : language;
    const last = found[found.length - 1];
    if (last && last.block === block && last.language === spoken) last.text += text;
    else found.push({ text, language: spoken, block });
  }
  return found.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}
