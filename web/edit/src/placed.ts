import { type Place, wordsAt } from "./margins";
import type { Shelf } from "./shelf";

/** A place in a text that this browser may have. */
interface Cited extends Place {
  digest: string; // of the text
}

/** Shows the words of citations that are known by their place, where this device has the text. */
export async function showPlaced(main: HTMLElement, shelf: Shelf): Promise<void> {
  const texts = new Map<string, string[] | null>();
  for (const element of main.querySelectorAll<HTMLElement>("[data-cited]")) {
    const found = [];
    for (const cited of JSON.parse(element.dataset.cited ?? "[]") as Cited[]) {
      if (!texts.has(cited.digest)) {
        const text = await shelf.get(cited.digest);
        texts.set(cited.digest, text === null ? null : [...text]);
      }
      const text = texts.get(cited.digest);
      const words = text && (await wordsAt(text, cited));
      if (words) found.push(words);
    }
    element.textContent = found.join(" ");
    element.hidden = found.length === 0;
  }
}
