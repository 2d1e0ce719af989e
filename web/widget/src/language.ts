// The languages, and the words of each: those that the server's pages say too
// (locales/*.json), and those of the element alone (locales/widget/*.json).
import { dates as arDates, language as arLanguage, vocabulary as arVocabulary } from "../../locales/ar.json";
import { dates as enDates, language as enLanguage, vocabulary as enVocabulary } from "../../locales/en.json";
import { dates as esDates, language as esLanguage, vocabulary as esVocabulary } from "../../locales/es.json";
import { dates as ukDates, language as ukLanguage, vocabulary as ukVocabulary } from "../../locales/uk.json";
import { dates as zhDates, language as zhLanguage, vocabulary as zhVocabulary } from "../../locales/zh.json";
import ar from "../../locales/widget/ar.json";
import en from "../../locales/widget/en.json";
import es from "../../locales/widget/es.json";
import uk from "../../locales/widget/uk.json";
import zh from "../../locales/widget/zh.json";

/** A text that depends on a number: one for each plural category it needs. */
interface Counted {
  other: string;
  [category: string]: string;
}
type Texts = { [key in keyof typeof en]: (typeof en)[key] extends object ? Counted : string };
type CountedKey = { [K in keyof Texts]: Texts[K] extends Counted ? K : never }[keyof Texts];
type TextKey = Exclude<keyof Texts, CountedKey>;
type Vocabulary = { [group: string]: { [slug: string]: string } };

interface Words {
  direction: string;
  dates: typeof enDates;
  vocabulary: Vocabulary;
  own: Texts;
}

const languages: { [tag: string]: Words } = {
  ar: { direction: arLanguage.direction, dates: arDates, vocabulary: arVocabulary, own: ar },
  en: { direction: enLanguage.direction, dates: enDates, vocabulary: enVocabulary, own: en },
  es: { direction: esLanguage.direction, dates: esDates, vocabulary: esVocabulary, own: es },
  uk: { direction: ukLanguage.direction, dates: ukDates, vocabulary: ukVocabulary, own: uk },
  zh: { direction: zhLanguage.direction, dates: zhDates, vocabulary: zhVocabulary, own: zh },
};

/** Puts values into the placeholders of a text. */
export function fill(text: string, values: { [name: string]: string }): string {
  return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A language to speak, perhaps with the customs of a country (en-US). */
export class Language {
  readonly primary: string;
  readonly direction: "ltr" | "rtl";
  readonly dates: typeof enDates;
  readonly regional: boolean; // whether days and months are written as a country does
  readonly #own: Texts;
  readonly #vocabulary: Vocabulary;
  readonly #plurals: Intl.PluralRules;

  constructor(readonly tag: string) {
    this.primary = primaryOf(tag);
    const words = languages[this.primary]!;
    this.direction = words.direction === "rtl" ? "rtl" : "ltr";
    this.dates = words.dates;
    this.regional = /-[a-z]{2}\b/i.test(tag);
    this.#own = words.own;
    this.#vocabulary = words.vocabulary;
    this.#plurals = new Intl.PluralRules(this.primary);
  }

  text(key: TextKey, values: { [name: string]: string } = {}): string {
    return fill(this.#own[key], values);
  }

  count(key: CountedKey, n: number, values: { [name: string]: string } = {}): string {
    const forms = this.#own[key];
    return fill(forms[this.#plurals.select(n)] ?? forms.other, { n: this.number(n), ...values });
  }

  /** A closed word of a record, or the slug with spaces where the vocabulary is open. */
  word(group: string, slug: string): string {
    return this.#vocabulary[group]?.[slug] ?? slug.replaceAll("-", " ");
  }

  /** A number with its thousands set apart. */
  number(n: number): string {
    const [whole, fraction] = String(n).split(".");
    const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, this.dates.group_separator);
    return fraction ? grouped + this.dates.decimal_separator + fraction : grouped;
  }

  list(words: string[], last: "and" | "or" = "and"): string {
    if (words.length < 2) return words.join("");
    const first = words.slice(0, -1).join(this.dates.list_separator);
    return fill(this.dates[last], { first, last: words.at(-1)! });
  }

  capital(text: string): string {
    const [first = ""] = text;
    return first.toLocaleUpperCase(this.primary) + text.slice(first.length);
  }
}

const primaryOf = (tag: string): string => tag.toLowerCase().split("-")[0]!;

/**
 * The first of some language tags that there are words for: the element's own,
 * then those around it, then the reader's. English where there is none.
 */
export function choose(tags: Iterable<string | null | undefined>): Language {
  for (const tag of tags) {
    if (tag && languages[primaryOf(tag)] && isTag(tag)) return new Language(tag);
  }
  return new Language("en");
}

/** Intl throws on what is no language tag, and a page may write anything. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** The tags that hold where an element stands, nearest first, also across shadow roots. */
export function* tagsAround(element: Element): Generator<string | null> {
  for (let at: Element | null = element; at; ) {
    const holder: Element | null = at.closest("[lang]");
    if (holder) yield holder.getAttribute("lang");
    const above: Element | null = holder?.parentElement ?? null;
    const root = (holder ?? at).getRootNode();
    at = above ?? (root instanceof ShadowRoot ? root.host : null);
  }
  yield* navigator.languages;
}
