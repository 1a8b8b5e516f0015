// What the classic scripts of decks and pages share through `window`.
import type {RevealApi, RevealConfig} from "reveal.js";
import type {NotesPlugin} from "reveal.js/plugin/notes";

declare global {
  /** reveal.js once it has its elements. */
  interface Deck extends Omit<RevealApi, "on" | "off" | "getPlugin"> {
    on(type: string, listener: (event: DeckEvent) => void): void;
    off(type: string, listener: (event: DeckEvent) => void): void;
    getConfig(): DeckConfig;
    getPlugin(id: "notes"): NotesPlugin;
    /** Whether the page is laid out for paper; the types still have the method's former name. */
    isPrintView(): boolean;
    getRevealElement(): HTMLElement;
    getSlidesElement(): HTMLElement;
    getViewportElement(): HTMLElement;
  }

  interface DeckConfig extends RevealConfig {
    width: number;
    height: number;
    keyboardCondition?: KeyCondition | null;
  }

  /** An event of reveal.js; those about slides say which one is shown. */
  interface DeckEvent extends Event {
    currentSlide: HTMLElement;
  }

  /** What reveal.js asks of a key before it acts: false means that the key is not for the deck. */
  type KeyCondition = (event: KeyboardEvent) => boolean;

  /** What deck-tools.js offers to the deck's other scripts. */
  interface DeckTools {
    /** A node's text in one line, without notes and hidden text. */
    lineOf(node: Element): string;
    /** A slide's title, or its text if it has none. */
    titleOf(slide: HTMLElement): string;
    /** Goes to a slide's start as a link does. */
    jumpTo(slide: HTMLElement): void;
    create<Name extends keyof HTMLElementTagNameMap>(
      name: Name,
      properties: Partial<HTMLElementTagNameMap[Name]>,
      ...children: (Node | string)[]
    ): HTMLElementTagNameMap[Name];
    /** A dialog over the slide; Esc or its button closes it. */
    createDialog(name: string, title: string, ...content: (Node | string)[]): HTMLDialogElement;
    /** Whether this deck is a preview in the speaker's window. */
    isPreview: boolean;
    /** Calls `start` with the deck once reveal.js is ready. */
    whenReady(start: (deck: Deck) => void): void;
  }

  /** A slide as find-slide.js compares it: title and text normalised. */
  interface SlideText {
    id: string;
    title: string;
    text: string;
  }

  var Reveal: Deck;
  var deckTools: DeckTools;
  /** The index of the slide that a query means; -1 without a match (find-slide.js). */
  var findSlide: (query: string, slides: SlideText[]) => number;
  var normaliseForSearch: (text: string) => string;
  /** The address's fragment as the page was opened, before reveal.js writes the slide's own. */
  var openedHash: string;
  /** An element's text, with each formula once (theme.js). */
  var plainText: (element: Element) => string;
  var toggleTheme: () => void;
}
