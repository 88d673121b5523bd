interface Recognition extends EventTarget {
  lang: string;
  interimResults: boolean;
  start(): void;
  stop(): void;
  onresult: (event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void;
  onend: () => void;
}

type Maker = new () => Recognition;

// Browsers know these languages under the name of a country.
const TAGS: Record<string, string> = { ar: 'ar-EG', en: 'en-GB', fa: 'fa-IR', ps: 'ps-AF', uk: 'uk-UA', vi: 'vi-VN' };

/** The browser's own dictation, where it has one. */
export class Dictation {
  private recognition: Recognition | null = null;

  static get isPossible(): boolean {
    return Boolean(maker());
  }

  get isListening(): boolean {
    return this.recognition !== null;
  }

  start(language: string, onText: (text: string) => void, onEnd: () => void): void {
    const Recognition = maker()!;
    const recognition = new Recognition();
    recognition.lang = TAGS[language] || language;
    recognition.interimResults = true;
    recognition.onresult = ({ results }) => onText(Array.from(results, (result) => result[0].transcript).join(' '));
    recognition.onend = () => { this.recognition = null; onEnd(); };
    this.recognition = recognition;
    recognition.start();
  }

  stop(): void {
    this.recognition?.stop();
  }
}

function maker(): Maker | undefined {
  const known = window as unknown as { SpeechRecognition?: Maker; webkitSpeechRecognition?: Maker };
  return known.SpeechRecognition || known.webkitSpeechRecognition;
}
